-- What is handed over to a debtor system, and what that says of it. Money is the ledger's: nothing here is a sum of its own but
-- what the debtor system was told last.

-- Deliveries to the debtor system, numbered by each tenant from 1 on.
create table debt_export (
  tenant_id int         not null references tenant,
  number    bigint      not null check (number > 0),
  made_at   timestamptz not null default now(),
  made_by   text        not null check (length(made_by) between 1 and 200),
  lines     int         not null check (lines > 0),
  primary key (tenant_id, number)
);

-- A fee that is claimed: once.
create table debt_claim (
  tenant_id      int         not null references tenant,
  number         bigint      not null check (number > 0),
  fee_id         uuid        not null,
  fee_created_at timestamptz not null,  -- the fee's partition
  patron_id      uuid        not null,
  -- What the debtor system takes to be open, in minor units: as it was told, less what it told of.
  told           bigint      not null check (told >= 0),
  withdrawn_at   timestamptz,           -- when the debtor system gave it back
  primary key (tenant_id, number),
  unique (tenant_id, fee_id),
  foreign key (tenant_id, patron_id) references patron,
  foreign key (tenant_id, fee_id, fee_created_at) references ledger_entry (tenant_id, id, created_at)
);

create index debt_claim_patron on debt_claim (tenant_id, patron_id);

-- What a delivery says: a claim, or that of a claim another amount is open now.
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

create index debt_line_claim on debt_line (tenant_id, claim);

-- What the debtor system says, each known again by its own number. One that was begun is given to the ledger under a key of that
-- number, again where nobody noted what became of it.
create table debt_message (
  tenant_id int         not null references tenant,
  id        text        not null check (length(id) between 1 and 100),
  kind      text        not null check (kind in ('PAYMENT', 'PAYMENT_REVERSAL', 'WRITE_OFF', 'WITHDRAWAL')),
  claim     bigint      not null,
  amount    bigint      not null check (amount >= 0),
  of_id     text        check (length(of_id) between 1 and 100),  -- for a reversal the payment's number
  on_day    date        not null,
  begun_at  timestamptz not null,
  begun_by  text        not null check (length(begun_by) between 1 and 200),
  state     text        not null default 'BEGUN' check (state in ('BEGUN', 'DONE', 'REFUSED')),
  reason    text        check (length(reason) <= 1000),
  primary key (tenant_id, id),
  check ((kind = 'WITHDRAWAL') = (amount = 0)),
  check ((kind = 'PAYMENT_REVERSAL') = (of_id is not null))
);

create index debt_message_open on debt_message (tenant_id, state, begun_at) where state <> 'DONE';

do $$
declare
  name text;
begin
  foreach name in array array['debt_export', 'debt_claim', 'debt_line', 'debt_message'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy tenant on %I
        using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
        with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)$policy$, name);
  end loop;
end $$;

grant select, insert on debt_export, debt_line to ${application};
grant select, insert, update on debt_claim, debt_message to ${application};
