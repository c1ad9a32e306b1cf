-- Notices to patrons, the messages that carry them, templates, patrons' preferences, and addresses that do not work.

create table notice_message (
  tenant_id        int         not null references tenant,
  id               uuid        not null,
  patron_id        uuid        not null,
  kind             text        not null check (kind in
    ('PRE_DUE', 'OVERDUE', 'RECALL', 'READY', 'HOLD_EXPIRED', 'INTERLIBRARY', 'LENDER', 'CARD_EXPIRY', 'DIGEST')),
  channel          text        not null check (length(channel) between 1 and 40),
  address          text        check (length(address) between 1 and 320),
  language         text        not null check (language in ('DA', 'EN')),
  form             text        not null check (form in ('FULL', 'SHORT')),
  branch           text        not null,
  created_at       timestamptz not null,
  -- When it is sent or tried again; of a claimed one, when the claim ends. Null where nothing is to be done any more.
  due_at           timestamptz,
  claim            uuid,  -- of the node that is sending it and has not reported yet
  tries            int         not null default 0 check (tries >= 0),
  unclear          int         not null default 0 check (unclear between 0 and tries),  -- tries that nobody reported on
  subject          text        check (length(subject) <= 1000),
  body             text        check (length(body) <= 10000),
  template_version int,
  sent_at          timestamptz,
  failure          text        check (length(failure) <= 500),
  primary key (tenant_id, id),
  foreign key (tenant_id, patron_id) references patron on delete cascade,
  check (claim is null or due_at is not null),
  check (subject is null or body is not null)
);
call tenant_table('notice_message', 'select, insert, update, delete');

create index notice_message_due on notice_message (tenant_id, due_at) where due_at is not null;
create index notice_message_claim on notice_message (tenant_id, claim) where claim is not null;
create index notice_message_patron on notice_message (tenant_id, patron_id);
create index notice_message_created on notice_message (tenant_id, created_at);

-- No foreign keys to loans and holds: they may go before it.
create table notice (
  tenant_id  int         not null references tenant,
  id         uuid        not null,
  key        text        not null check (length(key) between 1 and 200),
  kind       text        not null check (kind in
    ('PRE_DUE', 'OVERDUE', 'RECALL', 'READY', 'HOLD_EXPIRED', 'INTERLIBRARY', 'LENDER', 'CARD_EXPIRY')),
  patron_id  uuid        not null,
  branch     text        not null,
  loan_id    uuid,
  hold_id    uuid,
  request    bigint,  -- of interlibrary loan
  step       int         not null default 0 check (step >= 0),
  about      timestamptz not null,
  created_at timestamptz not null,
  send_at    timestamptz not null,
  state      text        not null default 'WAITING' check (state in
    ('WAITING', 'WRITTEN', 'SENT', 'UNWANTED', 'NO_ADDRESS', 'OVERTAKEN', 'FAILED')),
  message_id uuid,
  primary key (tenant_id, id),
  unique (tenant_id, key),  -- one notice for each occasion
  foreign key (tenant_id, patron_id) references patron on delete cascade,
  foreign key (tenant_id, message_id) references notice_message,
  check (state <> 'WAITING' or message_id is null),
  check (state not in ('WRITTEN', 'SENT') or message_id is not null)
);
call tenant_table('notice', 'select, insert, update, delete');

create index notice_waiting on notice (tenant_id, send_at, patron_id) where state = 'WAITING';
create index notice_patron on notice (tenant_id, patron_id);
create index notice_in_message on notice (tenant_id, message_id) where message_id is not null;
create index notice_created on notice (tenant_id, created_at, id);
create index notice_undelivered on notice (tenant_id, created_at, id) where state in ('FAILED', 'NO_ADDRESS');

-- Versions are added, never changed. One without a body brings the built-in text back.
create table notice_template (
  tenant_id int         not null references tenant,
  kind      text        not null check (kind in
    ('PRE_DUE', 'OVERDUE', 'RECALL', 'READY', 'HOLD_EXPIRED', 'INTERLIBRARY', 'LENDER', 'CARD_EXPIRY', 'DIGEST',
     'LOAN_SLIP', 'HOLD_SLIP', 'TRANSIT_SLIP', 'RECEIPT')),
  language  text        not null check (language in ('DA', 'EN')),
  form      text        not null check (form in ('FULL', 'SHORT')),
  version   int         not null check (version > 0),
  subject   text        check (length(subject) between 1 and 1000),
  body      text        check (length(body) between 1 and 10000),
  saved_by  text        not null check (length(saved_by) between 1 and 200),
  saved_at  timestamptz not null default now(),
  primary key (tenant_id, kind, language, form, version),
  check (subject is null or body is not null)
);
call tenant_table('notice_template', 'select, insert');

-- Whether a patron wants notices of a kind, by which channel, and at once or once a day; the library's ways otherwise.
create table notice_wish (
  tenant_id int     not null references tenant,
  patron_id uuid    not null,
  kind      text    not null check (kind in
    ('PRE_DUE', 'OVERDUE', 'RECALL', 'READY', 'HOLD_EXPIRED', 'INTERLIBRARY', 'LENDER', 'CARD_EXPIRY')),
  is_wanted boolean not null default true,
  channel   text    check (length(channel) between 1 and 40),
  is_daily  boolean,
  primary key (tenant_id, patron_id, kind),
  foreign key (tenant_id, patron_id) references patron on delete cascade,
  check (is_wanted = (num_nonnulls(channel, is_daily) > 0))
);
call tenant_table('notice_wish', 'select, insert, update, delete');

create table notice_bounce (
  tenant_id   int         not null references tenant,
  address     text        not null check (length(address) between 1 and 320),
  reason      text        not null check (length(reason) <= 500),
  reported_by text        not null check (length(reported_by) between 1 and 200),
  reported_at timestamptz not null default now(),
  primary key (tenant_id, address)
);
call tenant_table('notice_bounce', 'select, insert, update, delete');
