-- Interlibrary requests and circulation: the branch that handles a request, its hold, and the item that goes. No foreign keys:
-- a request stays when they go.
alter table ill_request
  add column branch  text check (length(branch) between 1 and 200),
  add column hold_id uuid,
  add column item_id uuid,
  add column barcode text check (length(barcode) between 1 and 200);

create unique index ill_request_hold on ill_request (tenant_id, hold_id) where hold_id is not null;

-- What a partner knows a loan by may be a request's number on either side.
drop index ill_request_reference;
create unique index ill_request_reference on ill_request (tenant_id, side, account, coalesce(library, ''), reference)
  where reference is not null;
create index ill_request_barcode on ill_request (tenant_id, barcode) where side = 'BORROWING';

-- Another library's item goes with all that was only about its stay here.
grant delete on item, hold, loan, transit to ${application};

-- The other library of a request that goes by ISO 18626: by which symbol it is known and told, by which it knows us, and in
-- which version. For a request of the tenant's own, which of its lenders that is.
alter table ill_request
  add column peer         text check (length(peer) between 1 and 200),
  add column peer_us      text check (length(peer_us) between 1 and 200),
  add column peer_version text check (length(peer_version) between 1 and 20),
  add column lender       int  check (lender > 0),
  add check ((peer is null) = (peer_us is null) and (peer is null) = (peer_version is null));

-- Whom a request of the tenant's own is sent to, one after another until one supplies.
create table ill_lender (
  tenant_id int    not null,
  request   bigint not null,
  position  int    not null check (position > 0),
  library   text   not null check (length(library) between 1 and 200),
  primary key (tenant_id, request, position),
  foreign key (tenant_id, request) references ill_request
);

-- Messages that came, and those that go: what is to be told stands here with what it is about, in the transaction that made it
-- so, until the other library has confirmed it. due_at is null where nothing is to be done any more.
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
  due_at      timestamptz,
  tries       int         not null default 0,
  failure     text        check (length(failure) <= 1000),
  primary key (tenant_id, request, sequence),
  foreign key (tenant_id, request) references ill_request
);

create unique index ill_message_once on ill_message (tenant_id, request, fingerprint) where not is_outgoing;
create index ill_message_due on ill_message (tenant_id, due_at) where due_at is not null;

do $$
declare
  name text;
begin
  foreach name in array array['ill_lender', 'ill_message'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy tenant on %I
        using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
        with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)$policy$, name);
  end loop;
end $$;

grant select, insert on ill_lender to ${application};
grant select, insert, update on ill_message to ${application};
