-- Journals, which grow with every command and are partitioned by time, and how what is in them, and who a patron was,
-- is forgotten. What every command writes to does not refer to the tenant: a transaction that acts for one has found it
-- there (act_for), and a row can be of that one only.

-- Makes a repeated command recognisable: written in the transaction of the effect, read under the tenant's lock.
create table command_outcome (
  tenant_id  int         not null,
  day        date        not null,
  key        bytea       not null check (length(key) = 32),
  decided_at timestamptz not null,
  outcome    jsonb       not null,
  primary key (tenant_id, key, day)
) partition by range (day);
call tenant_table('command_outcome', 'select, insert, update');

-- Who did what. Which patron a command about an item was for is in audit_patron, which is dropped sooner.
create table audit (
  tenant_id int         not null,
  id        uuid        not null,
  at        timestamptz not null,
  actor     text        not null,
  branch    text        not null,
  command   text        not null,
  patron_id uuid,
  item_id   uuid,
  outcome   text        not null,
  reason    text,
  note      text_1000,  -- which rules staff overrode, and why; who was merged
  primary key (tenant_id, id, at),
  constraint audit_names_one check (patron_id is null or item_id is null)
) partition by range (at);
call tenant_table('audit', 'select, insert');

create index audit_patron_only on audit (tenant_id, patron_id) where patron_id is not null;

create table audit_patron (
  tenant_id int         not null,
  audit_id  uuid        not null,
  at        timestamptz not null,
  patron_id uuid        not null,
  primary key (tenant_id, audit_id, at)
) partition by range (at);
call tenant_table('audit_patron', 'select, insert');

create index audit_patron_patron on audit_patron (tenant_id, patron_id);

-- Events, in the order of commit: read below pg_snapshot_xmin, by (xid, id).
create table outbox (
  tenant_id int         not null,
  id        uuid        not null,
  at        timestamptz not null,
  xid       xid8        not null default pg_current_xact_id(),
  kind      text        not null,
  payload   jsonb       not null,
  primary key (tenant_id, id, at)
) partition by range (at);
call tenant_table('outbox', 'select, insert');

create index outbox_order on outbox (tenant_id, xid, id);
-- Hand-ins are found without looking at all the other events.
create index outbox_handed_in on outbox (tenant_id, xid, id) where kind = 'others-item-handed-in';
-- And so is what notices are made of: most events are loans and returns, of which nobody is told.
create index outbox_to_tell on outbox (tenant_id, xid, id)
  where kind in ('loan-recalled', 'loan-marked-overdue', 'hold-changed', 'lender-answered', 'interlibrary-moved');

-- How far each reader has read a tenant's outbox.
create table outbox_position (
  tenant_id int  not null references tenant,
  reader    text not null check (length(reader) between 1 and 40),
  xid       xid8 not null,
  id        uuid not null,
  primary key (tenant_id, reader)
);
call tenant_table('outbox_position', 'select, insert, update');

-- Who read a patron's account: a row a day however often, with the second of the first and the last time. Before loans
-- of that day are forgotten only the hours are left (LoanHistory), so that it does not tell which loan it was about.
create table patron_access (
  tenant_id int         not null,
  patron_id uuid        not null,
  day       date        not null,
  protocol  text        not null check (length(protocol) between 1 and 40),
  who       text        not null check (length(who) between 1 and 200),
  operation text        not null check (length(operation) <= 100),
  person    text        not null check (length(person) <= 200),  -- empty where no person is known to have acted
  token     text        not null check (length(token) <= 200),   -- empty where none was used
  times     int         not null check (times > 0),
  first_at  timestamptz not null,
  last_at   timestamptz not null,
  is_exact  boolean     not null default true,  -- else both are the begin of an hour
  primary key (tenant_id, patron_id, day, protocol, who, operation, person, token)
) partition by range (day);
call tenant_table('patron_access', 'select, insert, update, delete');

-- What somebody saw; where a person used another's account, by that person, too.
create index patron_access_who on patron_access (tenant_id, who, day);
create index patron_access_person on patron_access (tenant_id, person, day) where person <> who and person <> '';
create index patron_access_exact on patron_access (tenant_id, day) where is_exact;

-- Whose a loan was that is over: apart from the loan, in partitions by the day on which it is forgotten, so that nearly
-- all of it goes by dropping tables. What is kept for longer has a partition of its own. No foreign keys: dropping a
-- partition would lock the tables that they lead to.
create table loan_history (
  tenant_id          int         not null,
  let_go_on          date        not null,  -- infinity: kept as kept_for says
  loan_id            uuid        not null,
  patron_id          uuid        not null,
  item_id            uuid        not null,
  branch             text        not null,  -- where it was lent
  ended_at           timestamptz not null,
  -- By consent; for a fee that is open or was settled lately; or for a term that reaches past the partitions there are.
  kept_for           text check (kept_for in ('CONSENT', 'DEBT', 'TERM')),
  -- What undoing the return brings back.
  hold_id            uuid,
  hold_group_id      uuid,
  hold_was_set_aside boolean     not null default false,
  broken_rules       jsonb,
  primary key (tenant_id, loan_id, let_go_on),
  check ((let_go_on = 'infinity') = (kept_for is not null))
) partition by range (let_go_on);
call tenant_table('loan_history', 'select, insert, update, delete');

create table loan_history_kept partition of loan_history for values from ('infinity') to (maxvalue);

create index loan_history_patron on loan_history (tenant_id, patron_id, item_id);
create index loan_history_ended on loan_history (tenant_id, branch, ended_at);
create index loan_history_debt on loan_history_kept (tenant_id, loan_id) where kept_for = 'DEBT';

-- Makes the partitions of today and of the time ahead, and drops those that were kept long enough: at every start and
-- every hour. A day of the outbox that a reader has not read to its end is kept for up to 7 days longer. Returns which
-- reader of which tenant is that far behind. Notices need no such day: they tell nothing that is older than three days.
create function maintain_partitions(today date) returns setof text
  language plpgsql security definer set search_path = samling, pg_temp set timezone = 'UTC' set lock_timeout = '2s' as $$
declare
  before constant int := acting_tenant();
  first date;
  name text;
  part record;
  library record;
  reader text;
  is_unread boolean;
  is_behind boolean;
begin
  perform check_acts_for_all();
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
          perform act_as(library.id);
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
        perform act_as(before);
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

create function maintain_access_log(today date) returns void
  language plpgsql security definer set search_path = samling, pg_temp set lock_timeout = '2s' as $$
declare
  first date;
  part record;
begin
  perform check_acts_for_all();
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

-- Drops the oldest partition of loans that are due to be forgotten; returns how many they are, or null where there is
-- none. A node that finds another one at it waits for its turn: had it gone on, it would have deleted, and counted, the
-- rows that the other had counted and was about to drop. Once no day is left, none comes due before tomorrow.
create function drop_loan_history() returns bigint
  language plpgsql security definer set search_path = samling, pg_temp set timezone = 'UTC' set lock_timeout = '1s' as $$
declare
  oldest text;
  loans bigint;
begin
  perform check_acts_for_all();
  set local lock_timeout = 0;
  perform pg_advisory_xact_lock(hashtext('drop_loan_history'));
  set local lock_timeout = '1s';
  select c.relname into oldest from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = 'loan_history'::regclass and c.relname ~ '^loan_history_[0-9]{8}$'
    and c.relname <= 'loan_history_' || to_char(current_date, 'YYYYMMDD')
  order by 1 limit 1;
  if oldest is null then
    return null;
  end if;
  execute format('select count(*) from %I', oldest) into loans;
  execute format('drop table %I', oldest);
  return loans;
end $$;

-- Keeps loans that are due to be forgotten and may not be: their fee is open or was settled lately, or the branch now
-- keeps loans for longer. For each branch, until says from when on loans that ended are kept.
create function keep_loan_history(branches text[], until timestamptz[]) returns void
  language plpgsql set search_path = samling, pg_temp set timezone = 'UTC' set plan_cache_mode = force_custom_plan
  set enable_hashjoin = on set enable_seqscan = on set enable_mergejoin = on as $$
declare
  today date := current_date;
  own int := nullif(acting_tenant(), 0);
begin
  with due as materialized (
    select h.loan_id, h.let_go_on, h.patron_id, h.item_id, w.until from loan_history h
    join unnest(branches, until) w (branch, until) on w.branch = h.branch
    where h.tenant_id = own and (h.let_go_on <= today
      or (h.ended_at < w.until and (h.kept_for is null or h.kept_for = 'TERM')))),
  fees as (
    select d.loan_id, d.let_go_on, d.until, f.id, f.patron_id from due d
    join ledger_entry f on f.tenant_id = own and f.kind = 'CREATION' and f.loan_id = d.loan_id
    union all
    select d.loan_id, d.let_go_on, d.until, f.id, f.patron_id from due d
    join ledger_entry f on f.tenant_id = own and f.kind = 'CREATION' and f.loan_id is null and f.item_id = d.item_id
      and f.patron_id = d.patron_id),
  owed as (
    select distinct f.loan_id, f.let_go_on from fees f
    join ledger_entry e on e.tenant_id = own and e.patron_id = f.patron_id and coalesce(e.fee_id, e.id) = f.id
    group by f.id, f.loan_id, f.let_go_on, f.until
    having sum(e.amount) > 0 or max(e.created_at) >= f.until)
  update loan_history h set let_go_on = 'infinity', kept_for = 'DEBT' from owed o
  where h.tenant_id = own and h.loan_id = o.loan_id and h.let_go_on = o.let_go_on;

  update loan_history h set let_go_on = 'infinity', kept_for = 'TERM'
  from unnest(branches, until) w (branch, until)
  where h.tenant_id = own and h.let_go_on <= today and h.branch = w.branch and h.ended_at >= w.until;
end $$;

-- A fee that was settled for as long as loans are kept, and whose loan is nobody's, forgets what it was for. Its
-- entries stay, with their amounts. For each branch, until says before when it must have been settled. Returns how many
-- entries were changed.
create function forget_items_of_fees(branches text[], until timestamptz[]) returns int
  language plpgsql security definer set search_path = samling, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  own int := nullif(acting_tenant(), 0);
  forgotten int;
begin
  with over as materialized (
    select f.id, f.created_at from ledger_entry f
    join patron p on p.tenant_id = own and p.id = f.patron_id
    left join loan l on l.tenant_id = own and l.id = f.loan_id
    join unnest(branches, until) w (branch, until) on w.branch = coalesce(l.lent_branch, p.branch)
    cross join lateral (
      select sum(e.amount) as open, max(e.created_at) as entered from ledger_entry e
      where e.tenant_id = own and e.patron_id = f.patron_id and coalesce(e.fee_id, e.id) = f.id) s
    where f.tenant_id = own and f.kind = 'CREATION' and num_nonnulls(f.loan_id, f.item_id, f.record_id) > 0
      and s.open = 0 and s.entered < w.until and (l.id is null or l.returned_at is not null)
      and not exists (select from loan_history h where h.tenant_id = own and h.patron_id = f.patron_id
        and (h.loan_id = f.loan_id or (f.loan_id is null and h.item_id = f.item_id))))
  update ledger_entry e set loan_id = null, item_id = null, record_id = null, reason = null
  from over o where e.tenant_id = own and ((e.id = o.id and e.created_at = o.created_at) or e.fee_id = o.id)
    and num_nonnulls(e.loan_id, e.item_id, e.record_id, e.reason) > 0;
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;

-- Where loans are kept for a shorter time than journals, the journals go with them, row by row.
create function forget_journals(before date) returns void
  language plpgsql security definer set search_path = samling, pg_temp set timezone = 'UTC'
  set plan_cache_mode = force_custom_plan as $$
declare
  own int := nullif(acting_tenant(), 0);
begin
  delete from command_outcome where tenant_id = own and day < before;
  delete from outbox where tenant_id = own and at < before;
  delete from audit_patron where tenant_id = own and at < before;
end $$;

-- A text of JSON in which a person's id is the pseudonym's, and their name and cards are its name.
create function pseudonymised(content jsonb, person uuid, replacement uuid, named text[], pseudonym text) returns jsonb
  language plpgsql immutable set search_path = samling, pg_temp as $$
declare
  written text := replace(content::text, person::text, replacement::text);
  name text;
begin
  foreach name in array named loop
    written := replace(written, to_jsonb(name)::text, to_jsonb(pseudonym)::text);
  end loop;
  return written::jsonb;
end $$;

-- Puts a pseudonym in the place of a patron of the transaction's own tenant, whom nothing may bind any more. What names
-- the person is deleted; entries of the ledger and whatever else may only grow become the pseudonym's, and forget what
-- they were for.
create function erase_patron(person uuid, replacement uuid, pseudonym text) returns void
  language plpgsql security definer set search_path = samling, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  own int := nullif(acting_tenant(), 0);
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
  update ledger_entry set patron_id = replacement, loan_id = null, item_id = null, record_id = null, reason = null
  where tenant_id = own and patron_id = person;
  delete from loan_history where tenant_id = own and patron_id = person;
  delete from patron_access where tenant_id = own and patron_id = erase_patron.person;
  -- Staff may have named the person in a reason.
  update audit a set note = null from audit_patron p
  where p.tenant_id = own and p.patron_id = person and a.tenant_id = own and a.id = p.audit_id and a.at = p.at
    and a.note is not null;
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
  delete from patron_pin_failure where tenant_id = own and patron_id = person;
  delete from patron_block where tenant_id = own and patron_id = person;
  delete from patron_consent where tenant_id = own and patron_id = person;
  delete from patron_note where tenant_id = own and patron_id = person;
  delete from patron_admission_withdrawal where tenant_id = own and patron_id = person;
  delete from guest where tenant_id = own and patron_id = person;
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

-- Takes a person out of the journals of the transaction's own tenant. Events stay for readers that have not read them
-- yet, and are the pseudonym's; the answers to repeated messages go.
create function erase_from_journals(person uuid, replacement uuid, named text[], pseudonym text) returns void
  language plpgsql security definer set search_path = samling, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  own int := nullif(acting_tenant(), 0);
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

-- Makes two records of one person one. What there can be once only stays as the kept one has it; a PIN is good for its
-- own record only, and goes.
-- Whoever is of age gets no guardian.
create function merge_patrons(kept uuid, merged uuid, is_of_age boolean) returns void
  language plpgsql security definer set search_path = samling, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  own int := nullif(acting_tenant(), 0);
  keeps boolean;
  unread xid8;
  reference record;
begin
  if own is null then
    raise exception 'patrons are merged for a tenant' using errcode = 'insufficient_privilege';
  end if;
  if kept = merged or (select count(*) from patron where tenant_id = own and id in (kept, merged) and kind = 'PERSON'
      and erased_at is null) <> 2 then
    raise exception 'there are no such two patrons';
  end if;
  with payments as (
    update payment set patron_id = kept where tenant_id = own and patron_id = merged)
  update ledger_entry set patron_id = kept where tenant_id = own and patron_id = merged;
  -- What was decided about a consent on the kept record counts.
  delete from patron_consent c where c.tenant_id = own and c.patron_id = merged
    and exists (select from patron_consent k where k.tenant_id = own and k.patron_id = kept and k.consent = c.consent);
  update patron_consent set patron_id = kept where tenant_id = own and patron_id = merged;
  keeps := exists (select from patron_consent where tenant_id = own and patron_id = kept
    and consent = 'KEEP_HISTORICAL_LOAN_DATA' and withdrawn_at is null);
  delete from loan_history where tenant_id = own and patron_id = merged and kept_for = 'CONSENT' and not keeps;
  update loan_history set patron_id = kept where tenant_id = own and patron_id = merged;
  update loan_history set let_go_on = 'infinity', kept_for = 'CONSENT'
  where tenant_id = own and patron_id = kept and keeps and kept_for is distinct from 'CONSENT';
  insert into patron_access as a (tenant_id, patron_id, day, protocol, who, operation, person, token, times, first_at,
    last_at, is_exact)
  select m.tenant_id, kept, m.day, m.protocol, m.who, m.operation, m.person, m.token, m.times, m.first_at, m.last_at,
    m.is_exact
  from patron_access m where m.tenant_id = own and m.patron_id = merged
  on conflict (tenant_id, patron_id, day, protocol, who, operation, person, token) do update
  set times = a.times + excluded.times, first_at = least(a.first_at, excluded.first_at),
    last_at = greatest(a.last_at, excluded.last_at), is_exact = a.is_exact and excluded.is_exact;
  delete from patron_access where tenant_id = own and patron_id = merged;
  update audit_patron set patron_id = kept where tenant_id = own and patron_id = merged;
  update audit set patron_id = kept where tenant_id = own and patron_id = merged;
  update series_line set patron_id = kept where tenant_id = own and patron_id = merged;
  delete from patron_pin where tenant_id = own and patron_id = merged;
  delete from patron_pin_failure where tenant_id = own and patron_id = merged;
  delete from patron_block m using patron_block k where m.tenant_id = own and m.patron_id = merged
    and k.tenant_id = own and k.patron_id = kept and k.code = m.code;
  delete from patron_admission_withdrawal m using patron_admission_withdrawal k
  where m.tenant_id = own and m.patron_id = merged
    and k.tenant_id = own and k.patron_id = kept and k.level = m.level and k.unit = m.unit;
  delete from notice_wish m using notice_wish k where m.tenant_id = own and m.patron_id = merged
    and k.tenant_id = own and k.patron_id = kept and k.kind = m.kind;
  update patron_group_member k set responsible = k.responsible or m.responsible from patron_group_member m
  where k.tenant_id = own and k.patron_id = kept and m.tenant_id = own and m.patron_id = merged and m.group_id = k.group_id;
  delete from patron_group_member m using patron_group_member k where m.tenant_id = own and m.patron_id = merged
    and k.tenant_id = own and k.patron_id = kept and k.group_id = m.group_id;
  -- A pupil is in the classes of one school: those of the record that is kept.
  delete from patron_group_member m using patron_group g where m.tenant_id = own and m.patron_id = merged and not m.responsible
    and g.tenant_id = own and g.patron_id = m.group_id and exists (
      select from patron_group_member k join patron_group h on h.tenant_id = own and h.patron_id = k.group_id
      where k.tenant_id = own and k.patron_id = kept and not k.responsible and h.school <> g.school);
  update patron k set email = coalesce(k.email, m.email), phone = coalesce(k.phone, m.phone),
    address = coalesce(k.address, m.address), address_protected = k.address_protected or m.address_protected,
    birth_date = coalesce(k.birth_date, m.birth_date),
    preferred_pickup = coalesce(k.preferred_pickup, m.preferred_pickup),
    guardian_id = coalesce(k.guardian_id, case when k.came_of_age_on is null and not is_of_age then m.guardian_id end)
  from patron m where k.tenant_id = own and k.id = kept and m.tenant_id = own and m.id = merged;
  -- Whoever is a guest of one tenant twice stays the guest that the kept record is; the other comes to its end there.
  delete from patron_elsewhere m using patron_elsewhere k where m.tenant_id = own and m.patron_id = merged
    and k.tenant_id = own and k.patron_id = kept and k.other_id = m.other_id;
  -- Whoever is a patron as well is a guest no more. Their home hears of it when it next looks.
  delete from guest where tenant_id = own and patron_id in (kept, merged);
  delete from patron_block where tenant_id = own and patron_id in (kept, merged) and code = 'H';
  -- What else leads to the one leads to the other.
  for reference in
    select c.conrelid::regclass as name, a.attname from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[array_length(c.conkey, 1)]
    where c.confrelid = 'patron'::regclass and c.contype = 'f' and c.conparentid = 0
  loop
    execute format('update %s set %I = $1 where tenant_id = $2 and %I = $3', reference.name, reference.attname, reference.attname)
      using kept, own, merged;
  end loop;
  -- Whoever reads an event from now on finds the patron whom it names.
  unread := coalesce((select p.xid from outbox_position p where p.tenant_id = own order by p.xid limit 1), '0'::xid8);
  update outbox set payload = replace(payload::text, merged::text, kept::text)::jsonb
  where tenant_id = own and xid >= unread and strpos(payload::text, merged::text) > 0;
  delete from patron where tenant_id = own and id = merged;
end $$;

-- Events and remembered outcomes of a patron who was merged are of the patron who was kept.
create function merge_in_journals(kept uuid, merged uuid) returns void
  language plpgsql security definer set search_path = samling, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  own int := nullif(acting_tenant(), 0);
begin
  if own is null then
    raise exception 'patrons are merged for a tenant' using errcode = 'insufficient_privilege';
  end if;
  update outbox set payload = replace(payload::text, merged::text, kept::text)::jsonb
  where tenant_id = own and strpos(payload::text, merged::text) > 0;
  update command_outcome set outcome = replace(outcome::text, merged::text, kept::text)::jsonb
  where tenant_id = own and strpos(outcome::text, merged::text) > 0;
end $$;

revoke execute on function maintain_partitions(date), maintain_access_log(date), drop_loan_history(),
  keep_loan_history(text[], timestamptz[]), forget_items_of_fees(text[], timestamptz[]), forget_journals(date),
  pseudonymised(jsonb, uuid, uuid, text[], text), erase_patron(uuid, uuid, text),
  erase_from_journals(uuid, uuid, text[], text), merge_patrons(uuid, uuid, boolean),
  merge_in_journals(uuid, uuid) from public;
grant execute on function maintain_partitions(date), maintain_access_log(date), drop_loan_history(),
  keep_loan_history(text[], timestamptz[]), forget_items_of_fees(text[], timestamptz[]), forget_journals(date),
  erase_patron(uuid, uuid, text), erase_from_journals(uuid, uuid, text[], text), merge_patrons(uuid, uuid, boolean),
  merge_in_journals(uuid, uuid) to ${application};

select act_as(0);
select maintain_partitions((now() at time zone 'UTC')::date), maintain_access_log((now() at time zone 'UTC')::date);
