-- An erasure leaves nothing that names the person, also in journals; and events that somebody still has to read are not dropped.

-- A text of JSON in which a person's number is the pseudonym's, and their name and cards are its name.
create function pseudonymised(content jsonb, person uuid, replacement uuid, named text[], pseudonym text) returns jsonb
  language plpgsql immutable set search_path = ${schema}, pg_temp as $$
declare
  written text := replace(content::text, person::text, replacement::text);
  name text;
begin
  foreach name in array named loop
    written := replace(written, to_jsonb(name)::text, to_jsonb(pseudonym)::text);
  end loop;
  return written::jsonb;
end $$;

create or replace function erase_patron(person uuid, replacement uuid, pseudonym text) returns void
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
  update offline_transaction set patron_id = null, patron = null, broken_rules = null,
    outcome = pseudonymised(outcome, person, replacement, named, pseudonym)
  where tenant_id = own and (patron_id = person or patron = any (named));
  with over as (
    update ill_request set patron = null, note = null, delivery = null, is_forgotten = true
    where tenant_id = own and patron = any (named) returning number),
  events as (
    update ill_event e set note = null, message = null from over o where e.tenant_id = own and e.request = o.number)
  update ill_message m set note = null, content = null, reply = null from over o where m.tenant_id = own and m.request = o.number;
  delete from notice where tenant_id = own and patron_id = person;
  delete from notice_message where tenant_id = own and patron_id = person;
  delete from notice_wish where tenant_id = own and patron_id = person;
  delete from notice_bounce b using patron p
  where p.tenant_id = own and p.id = person and b.tenant_id = own and b.address in (lower(btrim(p.email)), btrim(p.phone))
    and not exists (select from patron q where q.tenant_id = own and q.id <> person
      and b.address in (lower(btrim(q.email)), btrim(q.phone)));
  -- Of a delivery that is not confirmed it is known how many of its lines are gone.
  with gone as (
    delete from series_line where tenant_id = own and patron_id = person returning delivery)
  update series_delivery d set forgotten = d.forgotten + g.lines
  from (select delivery, count(*) as lines from gone where delivery is not null group by delivery) g
  where d.tenant_id = own and d.number = g.delivery;
  delete from patron_group_member where tenant_id = own and patron_id = person;
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

-- Takes a person of the transaction's own tenant out of the journals. Events stay for those who have to read them yet, and are the
-- pseudonym's; what a repeated message is answered with goes.
create function erase_from_journals(person uuid, replacement uuid, named text[], pseudonym text) returns void
  language plpgsql security definer set search_path = ${schema}, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  own int := nullif(current_setting('samling.tenant', true), '')::int;
  written text[] := (select array_agg(to_jsonb(n)::text) from unnest(named) n) || person::text;
begin
  if own is null then
    raise exception 'a person is erased for a tenant' using errcode = 'insufficient_privilege';
  end if;
  update outbox set payload = pseudonymised(payload, person, replacement, named, pseudonym)
  where tenant_id = own and exists (select from unnest(written) w where strpos(payload::text, w) > 0);
  delete from command_outcome
  where tenant_id = own and exists (select from unnest(written) w where strpos(outcome::text, w) > 0);
end $$;

revoke execute on function erase_from_journals(uuid, uuid, text[], text), pseudonymised(jsonb, uuid, uuid, text[], text) from public;
grant execute on function erase_from_journals(uuid, uuid, text[], text) to ${application};

-- Says what it could not drop: a day of the outbox that a reader has not read to its end is kept, for 7 days longer at most.
-- Notices need no such day: what is older than three days is not told any more.
drop function maintain_partitions(date);

create function maintain_partitions(today date) returns setof text
  language plpgsql security definer set search_path = ${schema}, pg_temp set timezone = 'UTC' set lock_timeout = '2s' as $$
declare
  before text := current_setting('samling.tenant', true);
  first date;
  name text;
  part record;
  library record;
  reader text;
  is_unread boolean;
  is_behind boolean;
begin
  for i in -1..7 loop
    first := today + i;
    foreach name in array array['command_outcome', 'outbox', 'audit_patron'] loop
      execute format('create table if not exists %I partition of %I for values from (%L) to (%L)',
        name || '_' || to_char(first, 'YYYYMMDD'), name, first, first + 1);
    end loop;
  end loop;
  for i in 0..34 loop
    first := today + i;
    execute format('create table if not exists %I partition of loan_history for values from (%L) to (%L)',
      'loan_history_' || to_char(first, 'YYYYMMDD'), first, first + 1);
  end loop;
  for i in 0..2 loop
    first := (date_trunc('month', today) + make_interval(months => i))::date;
    execute format('create table if not exists %I partition of audit for values from (%L) to (%L)',
      'audit_' || to_char(first, 'YYYYMM'), first, (first + interval '1 month')::date);
  end loop;
  for i in 0..1 loop
    first := (date_trunc('year', today) + make_interval(years => i))::date;
    execute format('create table if not exists %I partition of ledger_entry for values from (%L) to (%L)',
      'ledger_entry_' || to_char(first, 'YYYY'), first, (first + interval '1 year')::date);
  end loop;
  foreach name in array array['command_outcome', 'outbox', 'audit_patron'] loop
    for part in
      select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = name::regclass and c.relname < name || '_' || to_char(today - 14, 'YYYYMMDD')
    loop
      is_behind := false;
      if name = 'outbox' then
        for library in select id, code from tenant loop
          -- The positions are behind the tenant's fence, also for the owner.
          perform set_config('samling.tenant', library.id::text, true);
          foreach reader in array array['statistics', 'hand-ins'] loop
            execute format(
              'select exists (select from %I o where o.tenant_id = $1 and ($2 <> ''hand-ins'' or o.kind = ''others-item-handed-in'')
                 and (o.xid, o.id) > (
                   coalesce((select p.xid from outbox_position p where p.tenant_id = $1 and p.reader = $2), ''0''::xid8),
                   coalesce((select p.id from outbox_position p where p.tenant_id = $1 and p.reader = $2),
                     ''00000000-0000-0000-0000-000000000000'')))', part.relname)
              into is_unread using library.id, reader;
            if is_unread then
              is_behind := true;
              return next format('%s: %s has not read %s to its end', library.code, reader, part.relname)
                || case when part.relname < 'outbox_' || to_char(today - 21, 'YYYYMMDD')
                  then ', and it is dropped' else ', and it is kept' end;
            end if;
          end loop;
        end loop;
        perform set_config('samling.tenant', coalesce(before, ''), true);
        continue when is_behind and part.relname >= 'outbox_' || to_char(today - 21, 'YYYYMMDD');
      end if;
      begin
        execute format('drop table %I', part.relname);
      exception when lock_not_available then
        null;  -- in use, by a dump perhaps: the next run drops it
      end;
    end loop;
  end loop;
end $$;

revoke execute on function maintain_partitions(date) from public;
grant execute on function maintain_partitions(date) to ${application};
