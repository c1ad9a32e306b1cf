-- Who read a patron's account, by the day: one row however often, and hours instead of moments, so that it does not tell which loan
-- it was about. Dropped by months.
create table patron_access (
  tenant_id int         not null,
  patron_id uuid        not null,
  day       date        not null,
  protocol  text        not null check (length(protocol) between 1 and 40),
  who       text        not null check (length(who) between 1 and 200),
  operation text        not null check (length(operation) <= 100),
  times     int         not null check (times > 0),
  first_at  timestamptz not null,
  last_at   timestamptz not null,
  primary key (tenant_id, patron_id, day, protocol, who, operation)
) partition by range (day);

alter table patron_access enable row level security;
alter table patron_access force row level security;
create policy tenant on patron_access
  using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
  with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int);
grant select, insert, update, delete on patron_access to ${application};

create function maintain_access_log(today date) returns void
  language plpgsql security definer set search_path = ${schema}, pg_temp set lock_timeout = '2s' as $$
declare
  first date;
  part record;
begin
  for i in -1..2 loop
    first := (date_trunc('month', today) + make_interval(months => i))::date;
    execute format('create table if not exists %I partition of patron_access for values from (%L) to (%L)',
      'patron_access_' || to_char(first, 'YYYYMM'), first, (first + interval '1 month')::date);
  end loop;
  for part in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'patron_access'::regclass
      and c.relname < 'patron_access_' || to_char(today - interval '6 months', 'YYYYMM')
  loop
    begin
      execute format('drop table %I', part.relname);
    exception when lock_not_available then
      null;  -- in use, by a dump perhaps: the next run drops it
    end;
  end loop;
end $$;

-- A patron who was erased leaves a pseudonym, where there is bookkeeping to be kept.
alter table patron add column erased_at timestamptz;

-- Puts a pseudonym in the place of a patron of the transaction's own tenant, whom nothing may bind any more. What names the person is
-- deleted; entries of the ledger and what else may only grow belong to the pseudonym, and say no longer what they were for.
create function erase_patron(person uuid, replacement uuid, pseudonym text) returns void
  language plpgsql security definer set search_path = ${schema}, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  own int := nullif(current_setting('samling.tenant', true), '')::int;
  named text[];
  reference record;
begin
  if own is null then
    raise exception 'a patron is erased for a tenant' using errcode = 'insufficient_privilege';
  end if;
  select array_agg(value) into named from patron_identifier where tenant_id = own and patron_id = person;
  insert into patron (tenant_id, id, name, category, branch, kind, resident, came_of_age_on, erased_at)
  select own, replacement, pseudonym, category, branch, kind, resident, current_date, now()
  from patron where tenant_id = own and id = person;
  if not found then
    raise exception 'there is no such patron';
  end if;
  with payments as (
    update payment set patron_id = replacement where tenant_id = own and patron_id = person)
  update ledger_entry set patron_id = replacement, loan_id = null, item_id = null, reason = null
  where tenant_id = own and patron_id = person;
  delete from loan_history where tenant_id = own and patron_id = person;
  delete from patron_access where tenant_id = own and patron_id = person;
  delete from audit_patron where tenant_id = own and patron_id = person;
  update audit set patron_id = null where tenant_id = own and patron_id = person;
  update hold set patron_id = null, group_id = case when group_id is not null then id end
  where tenant_id = own and patron_id = person;
  update offline_transaction set patron_id = null, patron = null, broken_rules = null
  where tenant_id = own and (patron_id = person or patron = any (named));
  update ill_request set patron = null where tenant_id = own and patron = any (named);
  delete from patron_identifier where tenant_id = own and patron_id = person;
  delete from patron_pin where tenant_id = own and patron_id = person;
  delete from patron_block where tenant_id = own and patron_id = person;
  delete from patron_consent where tenant_id = own and patron_id = person;
  delete from patron_note where tenant_id = own and patron_id = person;
  delete from patron_admission_withdrawal where tenant_id = own and patron_id = person;
  delete from samling_person.link where tenant_id = own and patron_id = person;
  -- What else leads to patrons leads to the pseudonym.
  for reference in
    select c.conrelid::regclass as name, a.attname from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[array_length(c.conkey, 1)]
    where c.confrelid = 'patron'::regclass and c.contype = 'f' and c.conparentid = 0
  loop
    execute format('update %s set %I = $1 where tenant_id = $2 and %I = $3', reference.name, reference.attname, reference.attname)
      using replacement, own, person;
  end loop;
  delete from patron where tenant_id = own and id = person;
end $$;

revoke execute on function maintain_access_log(date), erase_patron(uuid, uuid, text) from public;
grant execute on function maintain_access_log(date), erase_patron(uuid, uuid, text) to ${application};

select maintain_access_log(current_date);

-- Which key a secret was made with, so that it is known when an old one can go.
create index patron_pin_pepper on patron_pin (tenant_id, pepper_version);
grant delete on patron_pin to ${application};
