-- Interlibrary loan: what libraries ask each other to lend or copy, and the messages about it.

-- Numbers are a tenant's own, from 1 up: whoever places a request locks the tenant, takes the next number, and looks
-- for the same request under that lock. No foreign keys to records, holds and items: the request stays when they go.
create table ill_request (
  tenant_id        int         not null references tenant,
  number           bigint      not null check (number > 0),
  side             text        not null check (side in ('LENDING', 'BORROWING')),
  state            text        not null check (state in ('REQUESTED', 'SENT', 'EXPECT_TO_SUPPLY', 'WILL_SUPPLY',
    'SHIPPED', 'RECEIVED', 'ON_LOAN', 'RETURNED', 'CHECKED_IN', 'CANCELLED', 'RETRY_POSSIBLE', 'UNFILLED', 'RECALLED', 'OVERDUE',
    'LOST')),
  account          text        not null check (length(account) between 1 and 200),
  library          text        check (length(library) between 1 and 200),
  reference        text        check (length(reference) between 1 and 1000),
  fingerprint      text        not null check (length(fingerprint) = 64),
  record_source    text,
  record_number    text,
  record_id        uuid,
  record_is_common boolean,
  title            text        check (length(title) <= 1000),
  author           text        check (length(author) <= 1000),
  published        text        check (length(published) <= 200),
  isbn             text        check (length(isbn) <= 200),
  issn             text        check (length(issn) <= 200),
  catalogue_number text        check (length(catalogue_number) <= 200),
  part             text        check (length(part) <= 1000),
  service          text        not null check (service in ('LOAN', 'COPY')),
  need_before      date,
  delivery         text        check (length(delivery) <= 1000),
  note             text        check (length(note) <= 1000),
  patron           text        check (length(patron) <= 200),
  branch           text        check (length(branch) between 1 and 200),  -- that handles it
  hold_id          uuid,
  item_id          uuid,
  barcode          text        check (length(barcode) between 1 and 200),
  due_to_lender    timestamptz,  -- when the item has to be back with its lender
  renewal          text        check (renewal in ('ASKED', 'GRANTED', 'REFUSED')),  -- whether the lender was asked to renew
  link             text        check (length(link) <= 1000),  -- where an electronic copy can be fetched
  -- On which terms the lender would supply, and when it can be asked again.
  offer_reason     text        check (length(offer_reason) <= 200),
  offer_condition  text        check (length(offer_condition) <= 1000),
  offer_cost       bigint      check (offer_cost between 0 and 100000000),  -- hundredths
  offer_currency   text        check (length(offer_currency) = 3),
  offer_retry      timestamptz,
  offer_expected   timestamptz,
  retry_of         int         check (retry_of > 0),  -- of our own request, the lender whose terms were accepted
  -- The other library, where it speaks ISO 18626: its symbol, the symbol by which it knows us, and its version.
  peer             text        check (length(peer) between 1 and 200),
  peer_us          text        check (length(peer_us) between 1 and 200),
  peer_version     text        check (length(peer_version) between 1 and 20),
  lender           int         check (lender > 0),  -- of our own request, the lender that has it now
  is_forgotten     boolean     not null default false,  -- whether what named a patron was removed
  placed_at        timestamptz not null,
  changed_at       timestamptz not null,
  primary key (tenant_id, number),
  check ((offer_cost is null) = (offer_currency is null)),
  check ((record_source is null) = (record_number is null)),
  check ((record_source is null) = (record_id is null)),
  check ((record_source is null) = (record_is_common is null)),
  check ((peer is null) = (peer_us is null) and (peer is null) = (peer_version is null))
);
call tenant_table('ill_request', 'select, insert, update');

create unique index ill_request_reference on ill_request (tenant_id, side, account, coalesce(library, ''), reference)
  where reference is not null;
-- NCIP names a request by its number alone, or by the item, on either side.
create index ill_request_account on ill_request (tenant_id, account, reference) where reference is not null;
create index ill_request_barcode on ill_request (tenant_id, barcode) where barcode is not null;
create index ill_request_fingerprint on ill_request (tenant_id, fingerprint, placed_at) where reference is null;
create unique index ill_request_hold on ill_request (tenant_id, hold_id) where hold_id is not null;
create index ill_request_kept on ill_request (tenant_id, changed_at) where not is_forgotten;
create index ill_request_state on ill_request (tenant_id, state, number);

-- What happened to a request.
create table ill_event (
  tenant_id int         not null,
  request   bigint      not null,
  sequence  int         not null check (sequence > 0),
  at        timestamptz not null,
  who       text        not null check (length(who) between 1 and 200),
  state     text        not null,
  note      text        check (length(note) <= 1000),
  message   text        check (length(message) <= 16000),
  primary key (tenant_id, request, sequence),
  foreign key (tenant_id, request) references ill_request
);
call tenant_table('ill_event', 'select, insert, update (note, message)');

-- Where our own request is sent, one library after another until one supplies.
create table ill_lender (
  tenant_id int    not null,
  request   bigint not null,
  position  int    not null check (position > 0),
  library   text   not null check (length(library) between 1 and 200),
  primary key (tenant_id, request, position),
  foreign key (tenant_id, request) references ill_request
);
call tenant_table('ill_lender', 'select, insert, update (position)');

-- Messages from and to the other library. An outgoing one is written in the transaction that gives reason to it, and
-- stays due until the other library has confirmed it.
create table ill_message (
  tenant_id   int         not null,
  request     bigint      not null,
  sequence    int         not null check (sequence > 0),
  is_outgoing boolean     not null,
  at          timestamptz not null default now(),
  kind        text        not null check (length(kind) between 1 and 200),
  state       text        not null,
  peer        text        not null,
  lender      int,
  answer      boolean,
  note        text        check (length(note) <= 1000),
  fingerprint text        check (length(fingerprint) = 64),
  content     text        check (length(content) <= 16000),
  reply       text        check (length(reply) <= 16000),
  due_at      timestamptz,  -- null where nothing is to be done any more
  tries       int         not null default 0,
  failure     text        check (length(failure) <= 1000),
  primary key (tenant_id, request, sequence),
  foreign key (tenant_id, request) references ill_request
);
call tenant_table('ill_message', 'select, insert, update');

create unique index ill_message_once on ill_message (tenant_id, request, fingerprint) where not is_outgoing;
create index ill_message_due on ill_message (tenant_id, due_at) where due_at is not null;
