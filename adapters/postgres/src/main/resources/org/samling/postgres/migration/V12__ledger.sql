-- What patrons owe and paid, in full: every entry but a fee's own names the fee it settles, or the payment of which it is a
-- part that settles none yet.

create table payment (
  tenant_id  int         not null references tenant,
  id         uuid        not null,
  patron_id  uuid        not null,
  amount     bigint      not null check (amount > 0),  -- what was offered, in minor units; entries say what was taken
  reference  text        check (length(reference) between 1 and 200),
  paid_at    timestamptz not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  -- A payment is taken once, whoever tells of it how often.
  unique (tenant_id, reference),
  unique (tenant_id, id, patron_id),
  foreign key (tenant_id, patron_id) references patron
);

create index payment_patron on payment (tenant_id, patron_id);

alter table payment enable row level security;
alter table payment force row level security;
create policy tenant on payment
  using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
  with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int);
grant select, insert on payment to ${application};

alter table ledger_entry
  add column fee_id         uuid,
  add column fee_created_at timestamptz,  -- the fee's partition
  add column payment_id     uuid,
  -- For a fee the loan it is for; for a cancellation the loan whose return made it.
  add column loan_id        uuid,
  add column due_day        date,         -- for being late: the day on which the loan was due
  add column fee_kind       text generated always as (case when fee_id is not null then 'CREATION' end) stored,
  alter column fee_type drop not null,
  drop constraint ledger_entry_kind_check,
  drop constraint ledger_entry_fee_type_check,
  add constraint ledger_entry_kind_check check (kind in ('CREATION', 'REDUCTION', 'CANCELLATION', 'PAYMENT',
    'PAYMENT_REDUCTION', 'REIMBURSEMENT', 'WRITE_OFF', 'WRITE_OFF_REDUCTION')),
  add constraint ledger_entry_fee_type_check check (
    fee_type in ('OVERDUE', 'DAMAGE', 'REPLACEMENT', 'REMINDER', 'PROCESSING')),
  add constraint ledger_entry_sign_check check (
    (amount > 0) = (kind in ('CREATION', 'PAYMENT_REDUCTION', 'REIMBURSEMENT', 'WRITE_OFF_REDUCTION')) and amount <> 0),
  add constraint ledger_entry_fee_check check ((fee_id is null) = (fee_created_at is null)
    and case kind when 'CREATION' then fee_id is null
      when 'PAYMENT' then true when 'PAYMENT_REDUCTION' then true when 'REIMBURSEMENT' then true
      else fee_id is not null end),
  add constraint ledger_entry_payment_check check (
    (payment_id is not null) = (kind in ('PAYMENT', 'PAYMENT_REDUCTION', 'REIMBURSEMENT'))),
  add constraint ledger_entry_creation_check check ((fee_type is not null) = (kind = 'CREATION')
    and (due_day is null or fee_type is not distinct from 'OVERDUE')
    and (loan_id is null or kind in ('CREATION', 'CANCELLATION')));

-- A fee is settled by its own patron's entries, and is a fee.
alter table ledger_entry add unique (tenant_id, id, created_at, patron_id, kind);
alter table ledger_entry
  add foreign key (tenant_id, fee_id, fee_created_at, patron_id, fee_kind)
    references ledger_entry (tenant_id, id, created_at, patron_id, kind),
  add foreign key (tenant_id, payment_id, patron_id) references payment (tenant_id, id, patron_id),
  add foreign key (tenant_id, loan_id) references loan on delete set null (loan_id);

-- How many steps of lateness were told of, and when the loan was due then: with another due date it counts no more.
alter table loan
  add column overdue_step   int check (overdue_step > 0),
  add column overdue_due_at timestamptz,
  add check ((overdue_step is null) = (overdue_due_at is null));

-- What is overdue is walked by the day on which it was due.
create index loan_due on loan (tenant_id, due_at, id) where returned_at is null;
