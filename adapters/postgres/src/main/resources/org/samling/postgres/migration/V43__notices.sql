-- What patrons are told: notices, the messages that carry them, tenants' own texts, where patrons want to be told of what, and
-- addresses that do not work.

create table notice_message (
  tenant_id        int         not null references tenant,
  id               uuid        not null,
  patron_id        uuid        not null,
  kind             text        not null check (kind in
    ('PRE_DUE', 'OVERDUE', 'RECALL', 'READY', 'HOLD_EXPIRED', 'CARD_EXPIRY', 'DIGEST')),
  channel          text        not null check (length(channel) between 1 and 40),
  address          text        check (length(address) between 1 and 320),
  language         text        not null check (language in ('DA', 'EN')),
  form             text        not null check (form in ('FULL', 'SHORT')),
  branch           text        not null,
  created_at       timestamptz not null,
  -- When it is sent or tried again, or for somebody who took it until when; null where nothing is to be done any more.
  due_at           timestamptz,
  claim            uuid,  -- who took it and has not said yet what came of it
  tries            int         not null default 0 check (tries >= 0),
  unclear          int         not null default 0 check (unclear between 0 and tries),  -- tries of which nobody said that
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

create index notice_message_due on notice_message (tenant_id, due_at) where due_at is not null;
create index notice_message_claim on notice_message (tenant_id, claim) where claim is not null;
create index notice_message_patron on notice_message (tenant_id, patron_id);
create index notice_message_created on notice_message (tenant_id, created_at);

-- No foreign keys to loans and holds: these may go before it.
create table notice (
  tenant_id  int         not null references tenant,
  id         uuid        not null,
  key        text        not null check (length(key) between 1 and 200),
  kind       text        not null check (kind in ('PRE_DUE', 'OVERDUE', 'RECALL', 'READY', 'HOLD_EXPIRED', 'CARD_EXPIRY')),
  patron_id  uuid        not null,
  branch     text        not null,
  loan_id    uuid,
  hold_id    uuid,
  step       int         not null default 0 check (step >= 0),
  about      timestamptz not null,
  created_at timestamptz not null,
  send_at    timestamptz not null,
  state      text        not null default 'WAITING' check (state in
    ('WAITING', 'WRITTEN', 'SENT', 'UNWANTED', 'NO_ADDRESS', 'OVERTAKEN', 'FAILED')),
  message_id uuid,
  primary key (tenant_id, id),
  -- Each occasion is told of once.
  unique (tenant_id, key),
  foreign key (tenant_id, patron_id) references patron on delete cascade,
  foreign key (tenant_id, message_id) references notice_message,
  check (state <> 'WAITING' or message_id is null),
  check (state not in ('WRITTEN', 'SENT') or message_id is not null)
);

create index notice_waiting on notice (tenant_id, send_at, patron_id) where state = 'WAITING';
create index notice_patron on notice (tenant_id, patron_id);
create index notice_in_message on notice (tenant_id, message_id) where message_id is not null;
create index notice_created on notice (tenant_id, created_at, id);

-- Versions are added, never changed; one without a body lets the built-in text count again.
create table notice_template (
  tenant_id int         not null references tenant,
  kind      text        not null check (kind in
    ('PRE_DUE', 'OVERDUE', 'RECALL', 'READY', 'HOLD_EXPIRED', 'CARD_EXPIRY', 'DIGEST')),
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

create table notice_wish (
  tenant_id int  not null references tenant,
  patron_id uuid not null,
  kind      text not null check (kind in ('PRE_DUE', 'OVERDUE', 'RECALL', 'READY', 'HOLD_EXPIRED', 'CARD_EXPIRY')),
  channel   text check (length(channel) between 1 and 40),  -- null for not at all
  primary key (tenant_id, patron_id, kind),
  foreign key (tenant_id, patron_id) references patron on delete cascade
);

create table notice_bounce (
  tenant_id   int         not null references tenant,
  address     text        not null check (length(address) between 1 and 320),
  reason      text        not null check (length(reason) <= 500),
  reported_by text        not null check (length(reported_by) between 1 and 200),
  reported_at timestamptz not null default now(),
  primary key (tenant_id, address)
);

do $$
declare
  name text;
begin
  foreach name in array array['notice_message', 'notice', 'notice_template', 'notice_wish', 'notice_bounce'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy tenant on %I
        using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
        with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)$policy$, name);
  end loop;
end $$;

grant select, insert, update, delete on notice_message, notice, notice_wish, notice_bounce to ${application};
grant select, insert on notice_template to ${application};

-- What is told of, without looking at all that the outbox holds beside it.
create index outbox_noticed on outbox (tenant_id, xid, id)
  where kind in ('loan-recalled', 'loan-marked-overdue', 'hold-changed');

-- Whose right to borrow ends soon.
create index patron_expiry on patron (tenant_id, expires_on) where expires_on is not null;
