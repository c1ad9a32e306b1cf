-- What partners call the holds that they asked for, what a loan was due before it was recalled, and fees for what another library
-- lent or copied.
create table hold_reference (
  tenant_id int  not null,
  account   uuid not null,
  agency    text not null check (length(agency) <= 200),
  value     text not null check (length(value) between 1 and 200),
  hold_id   uuid not null,
  primary key (tenant_id, account, agency, value),
  foreign key (tenant_id, hold_id) references hold on delete cascade
);

create index hold_reference_hold on hold_reference (tenant_id, hold_id);

alter table hold_reference enable row level security;
alter table hold_reference force row level security;
create policy tenant on hold_reference
  using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
  with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int);
grant select, insert, update on hold_reference to ${application};

alter table loan add column due_before_recall timestamptz, add column unstopped_due_before_recall timestamptz;

alter table ledger_entry drop constraint ledger_entry_fee_type_check;
alter table ledger_entry add constraint ledger_entry_fee_type_check check (
  fee_type in ('OVERDUE', 'DAMAGE', 'REPLACEMENT', 'REMINDER', 'PROCESSING', 'INTERLIBRARY'));
