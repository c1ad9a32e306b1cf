-- Payments that are made elsewhere, under a reference that both sides know. The ledger's payment has the reference too, and so
-- takes it once whatever happens here.
create table online_payment (
  tenant_id  int         not null references tenant,
  reference  text        not null check (length(reference) between 1 and 100),
  patron_id  uuid        not null,
  amount     bigint      not null check (amount > 0),  -- minor units of the tenant's currency
  fees       uuid[]      not null,
  begun_at   timestamptz not null default now(),
  begun_by   text        not null check (length(begun_by) between 1 and 200),
  state      text        not null default 'BEGUN' check (state in ('BEGUN', 'CONFIRMED', 'TO_REFUND')),
  payment_id uuid,
  ended_at   timestamptz,
  reason     text        check (length(reason) <= 1000),
  primary key (tenant_id, reference),
  foreign key (tenant_id, patron_id) references patron,
  foreign key (tenant_id, payment_id) references payment,
  check ((state = 'BEGUN') = (ended_at is null)),
  check ((state = 'CONFIRMED') = (payment_id is not null))
);

create index online_payment_patron on online_payment (tenant_id, patron_id);
create index online_payment_begun on online_payment (tenant_id, begun_at, reference);

alter table online_payment enable row level security;
alter table online_payment force row level security;
create policy tenant on online_payment
  using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
  with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int);
grant select, insert, update on online_payment to ${application};
