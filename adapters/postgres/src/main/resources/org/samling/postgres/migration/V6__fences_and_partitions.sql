-- Row-level security: a tenant's rows exist only for a transaction that has said which tenant it acts for, also for the
-- owner of the tables.
do $$
declare
  name text;
begin
  foreach name in array array['agency', 'branch', 'opening_hours', 'closing', 'item_category', 'patron_category', 'account',
    'local_record', 'patron', 'patron_identifier', 'patron_block', 'patron_pin', 'item', 'loan', 'hold', 'ledger_entry',
    'command_outcome', 'audit', 'outbox']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy tenant on %I
        using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
        with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)$policy$, name);
  end loop;
end $$;

-- What the application may do. Partitions are reached through their parents only.
grant usage on schema ${schema} to ${application};
grant select, insert, update on
  tenant, agency, branch, item_category, patron_category, account, account_directory,
  common_record, local_record, patron, patron_identifier, patron_pin, item, loan, hold, command_outcome to ${application};
grant select, insert, update, delete on opening_hours, closing, patron_block to ${application};
grant select, insert on ledger_entry, audit, outbox to ${application};

-- Makes the partitions that rows of today and of the time ahead fall into, and drops remembered outcomes that no repetition
-- can ask for any more. Run at every start and daily; the application may call it, the owner does it.
create function maintain_partitions(today date) returns void
  language plpgsql security definer set search_path = ${schema}, pg_temp set timezone = 'UTC' as $$
declare
  first date;
  part record;
begin
  for i in -1..7 loop
    first := today + i;
    execute format('create table if not exists %I partition of command_outcome for values from (%L) to (%L)',
      'command_outcome_' || to_char(first, 'YYYYMMDD'), first, first + 1);
  end loop;
  for i in 0..2 loop
    first := (date_trunc('month', today) + make_interval(months => i))::date;
    execute format('create table if not exists %I partition of audit for values from (%L) to (%L)',
      'audit_' || to_char(first, 'YYYYMM'), first, (first + interval '1 month')::date);
    execute format('create table if not exists %I partition of outbox for values from (%L) to (%L)',
      'outbox_' || to_char(first, 'YYYYMM'), first, (first + interval '1 month')::date);
  end loop;
  for i in 0..1 loop
    first := (date_trunc('year', today) + make_interval(years => i))::date;
    execute format('create table if not exists %I partition of ledger_entry for values from (%L) to (%L)',
      'ledger_entry_' || to_char(first, 'YYYY'), first, (first + interval '1 year')::date);
  end loop;
  for part in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'command_outcome'::regclass and c.relname < 'command_outcome_' || to_char(today - 14, 'YYYYMMDD')
  loop
    execute format('drop table %I', part.relname);
  end loop;
end $$;

revoke execute on function maintain_partitions(date) from public;
grant execute on function maintain_partitions(date) to ${application};

select maintain_partitions(current_date);
