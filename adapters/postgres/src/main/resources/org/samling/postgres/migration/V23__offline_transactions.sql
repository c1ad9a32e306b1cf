-- What machines did while the library could not be asked, and told of afterwards: each is known again by its key, and kept
-- with what became of it.
create table offline_transaction (
  tenant_id     int         not null references tenant,
  id            uuid        not null,
  key           bytea       not null check (length(key) = 32),
  message       text        not null check (message in ('CHECKOUT', 'CHECKIN', 'RENEWAL')),
  account       text        not null,
  branch        text        not null,
  patron_id     uuid,
  patron        text        check (length(patron) <= 200),  -- who was named where nobody knows them
  item          text        not null check (length(item) <= 200),
  item_id       uuid,
  done_at       timestamptz,  -- by the machine's clock; null where that could not be read
  returned_at   timestamptz,
  due_at        timestamptz,
  unstopped_due_at timestamptz,
  received_at   timestamptz not null,
  state         text        not null check (state in ('DONE', 'WAITING', 'CONFLICT')),
  reason        text,
  broken_rules  jsonb,
  loan_id       uuid,
  due_before    timestamptz,  -- when a loan was due before any renewal that was done offline
  outcome       jsonb       not null,
  settled_at    timestamptz,
  settled_by    text        check (length(settled_by) between 1 and 200),
  settled_note  text        check (length(settled_note) <= 1000),
  primary key (tenant_id, id),
  unique (tenant_id, key),
  foreign key (tenant_id, branch) references branch,
  foreign key (tenant_id, patron_id) references patron,
  foreign key (tenant_id, item_id) references item,
  foreign key (tenant_id, loan_id) references loan,
  check ((settled_at is null) = (settled_by is null)),
  check ((state = 'CONFLICT') = (reason is not null))
);

create index offline_transaction_item on offline_transaction (tenant_id, item_id, done_at) where item_id is not null;
create index offline_transaction_loan on offline_transaction (tenant_id, loan_id) where loan_id is not null;
create index offline_transaction_received on offline_transaction (tenant_id, received_at, id);
-- What names a patron, and belongs to no loan with which that is forgotten.
create index offline_transaction_named on offline_transaction (tenant_id, branch, received_at)
  where loan_id is null and (patron_id is not null or patron is not null);

alter table offline_transaction enable row level security;
alter table offline_transaction force row level security;
create policy tenant on offline_transaction
  using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
  with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int);
grant select, insert, update, delete on offline_transaction to ${application};

-- The loans of an item that are over, for those that are told of afterwards.
create index loan_ended_item on loan (tenant_id, item_id, returned_at) where returned_at is not null;

-- When and where an item last came in without being on loan: a loan that is told of afterwards was over by then.
alter table item
  add column came_in_at     timestamptz,
  add column came_in_branch text,
  add foreign key (tenant_id, came_in_branch) references branch,
  add check ((came_in_at is null) = (came_in_branch is null));
