-- What patrons owe and paid, the debt that is handed to a debtor system, and payments that are made elsewhere.

create table payment (
  tenant_id  int         not null references tenant,
  id         uuid        not null,
  patron_id  uuid        not null,
  amount     bigint      not null check (amount > 0),  -- offered, in minor units; entries say what was taken
  means      text        not null check (means in ('CASH', 'CARD', 'ONLINE', 'OTHER')),
  register   text        check (length(register) between 1 and 40),
  reference  text        check (length(reference) between 1 and 200),
  paid_at    timestamptz not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, reference),  -- a payment is taken once, however often it is reported
  unique (tenant_id, id, patron_id),
  foreign key (tenant_id, patron_id) references patron
);
call tenant_table('payment', 'select, insert');

create index payment_patron on payment (tenant_id, patron_id);

-- The ledger. Entries are added, never changed. Every entry but a fee's own names the fee that it settles, or the
-- payment of which it is a part that settles none yet.
create table ledger_entry (
  tenant_id      int         not null references tenant,
  id             uuid        not null,
  patron_id      uuid        not null,
  kind           text        not null,
  fee_type       text,
  amount         bigint      not null,  -- minor units of the tenant's currency; more than 0 is owed
  fee_id         uuid,
  fee_created_at timestamptz,  -- the fee's partition
  fee_kind       text        generated always as (case when fee_id is not null then 'CREATION' end) stored,
  payment_id     uuid,
  loan_id        uuid,  -- of a fee, the loan that it is for; of a cancellation, the loan whose return made it
  item_id        uuid,
  record_id      uuid,  -- of a fee for a hold on any copy, the title; shared or local
  due_day        date,  -- of an overdue fee, the day on which the loan was due
  reason         text,
  arose_at       timestamptz not null,
  created_at     timestamptz not null default now(),
  -- Where and by whom it was entered, for the cash-up; null for what another system had entered.
  branch         text,
  made_by        text,
  primary key (tenant_id, id, created_at),
  unique (tenant_id, id, created_at, patron_id, kind),
  foreign key (tenant_id, patron_id) references patron,
  foreign key (tenant_id, item_id) references item,
  foreign key (tenant_id, loan_id) references loan on delete set null (loan_id),
  -- A fee is settled by its own patron's entries, and is a fee.
  foreign key (tenant_id, fee_id, fee_created_at, patron_id, fee_kind)
    references ledger_entry (tenant_id, id, created_at, patron_id, kind),
  foreign key (tenant_id, payment_id, patron_id) references payment (tenant_id, id, patron_id),
  check ((branch is null) = (made_by is null)),
  constraint ledger_entry_kind_check check (kind in ('CREATION', 'REDUCTION', 'CANCELLATION', 'PAYMENT',
    'PAYMENT_REDUCTION', 'REIMBURSEMENT', 'WRITE_OFF', 'WRITE_OFF_REDUCTION')),
  constraint ledger_entry_fee_type_check check (
    fee_type in ('OVERDUE', 'DAMAGE', 'REPLACEMENT', 'REMINDER', 'PROCESSING', 'INTERLIBRARY', 'LOAN', 'RENEWAL',
      'HOLD')),
  constraint ledger_entry_sign_check check (
    (amount > 0) = (kind in ('CREATION', 'PAYMENT_REDUCTION', 'REIMBURSEMENT', 'WRITE_OFF_REDUCTION')) and amount <> 0),
  constraint ledger_entry_fee_check check ((fee_id is null) = (fee_created_at is null)
    and case kind when 'CREATION' then fee_id is null
      when 'PAYMENT' then true when 'PAYMENT_REDUCTION' then true when 'REIMBURSEMENT' then true
      else fee_id is not null end),
  constraint ledger_entry_payment_check check (
    (payment_id is not null) = (kind in ('PAYMENT', 'PAYMENT_REDUCTION', 'REIMBURSEMENT'))),
  constraint ledger_entry_creation_check check ((fee_type is not null) = (kind = 'CREATION')
    and (due_day is null or fee_type is not distinct from 'OVERDUE')
    and (record_id is null or fee_type is not distinct from 'HOLD')
    and (loan_id is null or kind in ('CREATION', 'CANCELLATION')))
) partition by range (created_at);
call tenant_table('ledger_entry', 'select, insert');

create index ledger_entry_patron on ledger_entry (tenant_id, patron_id);
-- What came in and was paid back on a day.
create index ledger_entry_money on ledger_entry (tenant_id, created_at) where payment_id is not null;
-- Fees that were settled long ago name no loan and no item any more.
create index ledger_entry_loan on ledger_entry (tenant_id, loan_id) where loan_id is not null;
create index ledger_entry_item on ledger_entry (tenant_id, item_id) where item_id is not null;

-- Deliveries to the debtor system, numbered by each tenant from 1 on.
create table debt_export (
  tenant_id int         not null references tenant,
  number    bigint      not null check (number > 0),
  made_at   timestamptz not null default now(),
  made_by   text        not null check (length(made_by) between 1 and 200),
  lines     int         not null check (lines > 0),
  primary key (tenant_id, number)
);
call tenant_table('debt_export', 'select, insert');

-- A fee that is claimed: once.
create table debt_claim (
  tenant_id      int         not null references tenant,
  number         bigint      not null check (number > 0),
  fee_id         uuid        not null,
  fee_created_at timestamptz not null,  -- the fee's partition
  patron_id      uuid        not null,
  -- What the debtor system takes to be open, in minor units: what it was told, less what it reported. All other sums
  -- are the ledger's.
  told           bigint      not null check (told >= 0),
  withdrawn_at   timestamptz,           -- when the debtor system gave it back
  primary key (tenant_id, number),
  unique (tenant_id, fee_id),
  foreign key (tenant_id, patron_id) references patron,
  foreign key (tenant_id, fee_id, fee_created_at) references ledger_entry (tenant_id, id, created_at)
);
call tenant_table('debt_claim', 'select, insert, update');

create index debt_claim_patron on debt_claim (tenant_id, patron_id);

-- A line of a delivery: a new claim, or the amount of one that is open now.
create table debt_line (
  tenant_id int    not null references tenant,
  export    bigint not null,
  position  int    not null check (position > 0),
  claim     bigint not null,
  kind      text   not null check (kind in ('CLAIM', 'BALANCE')),
  amount    bigint not null check (amount >= 0),  -- what is open, in minor units
  primary key (tenant_id, export, position),
  foreign key (tenant_id, export) references debt_export,
  foreign key (tenant_id, claim) references debt_claim
);
call tenant_table('debt_line', 'select, insert');

create index debt_line_claim on debt_line (tenant_id, claim);

-- What the debtor system reports, each by its own number. The ledger gets it under a key of that number; a row that is
-- still BEGUN after a crash is given to the ledger again.
create table debt_message (
  tenant_id int         not null references tenant,
  id        text        not null check (length(id) between 1 and 100),
  kind      text        not null check (kind in ('PAYMENT', 'PAYMENT_REVERSAL', 'WRITE_OFF', 'WITHDRAWAL')),
  claim     bigint      not null,
  amount    bigint      not null check (amount >= 0),
  of_id     text        check (length(of_id) between 1 and 100),  -- of a reversal, the payment's number
  on_day    date        not null,
  begun_at  timestamptz not null,
  begun_by  text        not null check (length(begun_by) between 1 and 200),
  state     text        not null default 'BEGUN' check (state in ('BEGUN', 'DONE', 'REFUSED')),
  reason    text        check (length(reason) <= 1000),
  primary key (tenant_id, id),
  check ((kind = 'WITHDRAWAL') = (amount = 0)),
  check ((kind = 'PAYMENT_REVERSAL') = (of_id is not null))
);
call tenant_table('debt_message', 'select, insert, update');

create index debt_message_open on debt_message (tenant_id, state, begun_at) where state <> 'DONE';

-- Payments that are made elsewhere, under a reference that both sides know. The ledger's payment has the reference,
-- too, and so takes it once whatever happens here.
create table online_payment (
  tenant_id   int         not null references tenant,
  reference   text        not null check (length(reference) between 1 and 100),
  patron_id   uuid        not null,
  amount      bigint      not null check (amount > 0),  -- minor units of the tenant's currency
  fees        uuid[]      not null,
  begun_at    timestamptz not null default now(),
  begun_by    text        not null check (length(begun_by) between 1 and 200),
  state       text        not null default 'BEGUN' check (state in ('BEGUN', 'CONFIRMED', 'TO_REFUND', 'REFUNDED')),
  payment_id  uuid,
  ended_at    timestamptz,
  reason      text        check (length(reason) <= 1000),
  -- Of money that came when nothing was owed any more.
  refunded_at timestamptz,
  refunded_by text        check (length(refunded_by) between 1 and 200),
  primary key (tenant_id, reference),
  foreign key (tenant_id, patron_id) references patron,
  foreign key (tenant_id, payment_id) references payment,
  check ((state = 'BEGUN') = (ended_at is null)),
  check ((state = 'CONFIRMED') = (payment_id is not null)),
  check ((state = 'REFUNDED') = (refunded_at is not null)),
  check ((refunded_at is null) = (refunded_by is null))
);
call tenant_table('online_payment', 'select, insert, update');

create index online_payment_patron on online_payment (tenant_id, patron_id);
create index online_payment_begun on online_payment (tenant_id, begun_at, reference);
create index online_payment_to_refund on online_payment (tenant_id, begun_at) where state = 'TO_REFUND';
