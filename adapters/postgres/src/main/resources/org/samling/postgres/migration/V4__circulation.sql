create table loan (
  tenant_id      int         not null references tenant,
  id             uuid        not null,
  item_id        uuid        not null,
  patron_id      uuid        not null,
  lent_at        timestamptz not null,
  lent_branch    text        not null,
  due_at         timestamptz not null,
  renewals       int         not null default 0 check (renewals >= 0),
  renewed_at     timestamptz,
  broken_rules   jsonb,      -- what a loan that was made elsewhere broke
  returned_at    timestamptz,
  returned_branch text,
  primary key (tenant_id, id),
  foreign key (tenant_id, item_id) references item,
  foreign key (tenant_id, patron_id) references patron,
  foreign key (tenant_id, lent_branch) references branch,
  foreign key (tenant_id, returned_branch) references branch,
  check (returned_at >= lent_at),
  check ((returned_at is null) = (returned_branch is null))
) with (fillfactor = 90);

-- One open loan per item, whatever the code above it thinks.
create unique index loan_open_item on loan (tenant_id, item_id) where returned_at is null;
create index loan_open_patron on loan (tenant_id, patron_id, due_at) where returned_at is null;

create table hold (
  tenant_id        int         not null references tenant,
  id               uuid        not null,
  common_record_id uuid        references common_record,
  local_record_id  uuid,
  record_id        uuid        not null generated always as (coalesce(local_record_id, common_record_id)) stored,
  patron_id        uuid        not null,
  pickup_branch    text        not null,
  placed_at        timestamptz not null,
  expires_at       timestamptz,
  state            text        not null check (state in ('WAITING', 'IN_TRANSIT', 'READY', 'FULFILLED', 'CANCELLED')),
  changed_at       timestamptz not null,
  item_id          uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, local_record_id) references local_record,
  foreign key (tenant_id, patron_id) references patron,
  foreign key (tenant_id, pickup_branch) references branch,
  foreign key (tenant_id, item_id) references item,
  check ((common_record_id is null) <> (local_record_id is null)),
  check (state not in ('IN_TRANSIT', 'READY') or item_id is not null)
);

create index hold_open_record on hold (tenant_id, record_id) where state in ('WAITING', 'IN_TRANSIT', 'READY');
create index hold_open_patron on hold (tenant_id, patron_id) where state in ('WAITING', 'IN_TRANSIT', 'READY');
-- One open hold of a patron per title, and one open hold per item set aside.
create unique index hold_open_once on hold (tenant_id, record_id, patron_id)
  where state in ('WAITING', 'IN_TRANSIT', 'READY');
create unique index hold_item_once on hold (tenant_id, item_id) where state in ('IN_TRANSIT', 'READY');

alter table item add foreign key (tenant_id, hold_id) references hold;

-- What patrons owe and paid: rows are added, never changed (the application may not, V6).
create table ledger_entry (
  tenant_id  int         not null references tenant,
  id         uuid        not null,
  patron_id  uuid        not null,
  kind       text        not null check (kind in ('CREATION')),
  fee_type   text        not null check (fee_type in ('OVERDUE', 'DAMAGE', 'REPLACEMENT', 'REMINDER')),
  amount     bigint      not null,  -- minor units of the tenant's currency; more than 0 is owed
  item_id    uuid,
  reason     text,
  arose_at   timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id, created_at),
  foreign key (tenant_id, patron_id) references patron,
  foreign key (tenant_id, item_id) references item
) partition by range (created_at);

create index ledger_entry_patron on ledger_entry (tenant_id, patron_id);
