-- Whose a loan was that is over stands apart from the loan, in partitions by the day on which it is let go: nearly all of it goes
-- by dropping tables. What is kept for longer has a partition of its own.

set local timezone = 'UTC';
-- The partitions that there are need not be told of.
set local client_min_messages = warning;

create table loan_history (
  tenant_id          int         not null,
  let_go_on          date        not null,  -- infinity: kept as kept_for says
  loan_id            uuid        not null,
  patron_id          uuid        not null,
  item_id            uuid        not null,
  branch             text        not null,  -- where it was lent
  ended_at           timestamptz not null,
  -- By consent, for a fee that is open or was settled lately, or for a term that reaches past the partitions there are.
  kept_for           text check (kept_for in ('CONSENT', 'DEBT', 'TERM')),
  hold_id            uuid,  -- what undoing the return brings back
  hold_group_id      uuid,
  hold_was_set_aside boolean     not null default false,
  broken_rules       jsonb,
  -- No foreign keys: dropping a partition would lock the tables that they lead to.
  primary key (tenant_id, loan_id, let_go_on),
  check ((let_go_on = 'infinity') = (kept_for is not null))
) partition by range (let_go_on);

create table loan_history_kept partition of loan_history for values from ('infinity') to (maxvalue);

create index loan_history_patron on loan_history (tenant_id, patron_id, item_id);
create index loan_history_ended on loan_history (tenant_id, branch, ended_at);
create index loan_history_debt on loan_history_kept (tenant_id, loan_id) where kept_for = 'DEBT';

-- Who gave a command about an item: kept apart from the audit, and as short as the outbox.
create table audit_patron (
  tenant_id int         not null,
  audit_id  uuid        not null,
  at        timestamptz not null,
  patron_id uuid        not null,
  primary key (tenant_id, audit_id, at)
) partition by range (at);

create index audit_patron_patron on audit_patron (tenant_id, patron_id);

do $$
declare
  name text;
begin
  foreach name in array array['loan_history', 'audit_patron'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy tenant on %I
        using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
        with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)$policy$, name);
  end loop;
end $$;

grant select, insert, update, delete on loan_history to ${application};
grant select, insert on audit_patron to ${application};

-- The outbox goes by days instead of months.
alter table outbox rename to outbox_by_month;
alter index outbox_pkey rename to outbox_by_month_pkey;
alter index outbox_order rename to outbox_by_month_order;
alter index outbox_handed_in rename to outbox_by_month_handed_in;
do $$
declare
  part record;
begin
  for part in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'outbox_by_month'::regclass
  loop
    execute format('alter table %I rename to %I', part.relname, 'by_month_' || part.relname);
  end loop;
end $$;

create table outbox (
  tenant_id  int         not null references tenant,
  id         uuid        not null,
  at         timestamptz not null,
  xid        xid8        not null default pg_current_xact_id(),
  kind       text        not null,
  payload    jsonb       not null,
  primary key (tenant_id, id, at)
) partition by range (at);
create index outbox_order on outbox (tenant_id, xid, id);
create index outbox_handed_in on outbox (tenant_id, xid, id) where kind = 'others-item-handed-in';
alter table outbox enable row level security;
create policy tenant on outbox
  using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
  with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int);
grant select, insert on outbox to ${application};

create or replace function maintain_partitions(today date) returns void
  language plpgsql security definer set search_path = ${schema}, pg_temp set timezone = 'UTC' set lock_timeout = '2s' as $$
declare
  first date;
  name text;
  part record;
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
      begin
        execute format('drop table %I', part.relname);
      exception when lock_not_available then
        null;  -- in use, by a dump perhaps: the next run drops it
      end;
    end loop;
  end loop;
end $$;

-- Drops the oldest partition of whose loans were that are to be let go; says how many they are, or null where there is none. One
-- at a time, so that none waits for more than one.
create function drop_loan_history() returns bigint
  language plpgsql security definer set search_path = ${schema}, pg_temp set timezone = 'UTC' set lock_timeout = '1s' as $$
declare
  oldest text;
  loans bigint;
begin
  if not pg_try_advisory_xact_lock(hashtext('drop_loan_history')) then
    return null;
  end if;
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

-- Keeps what is due to be let go and may not be: its fee is open or was settled lately, or the branch now keeps loans for
-- longer. until says from when what ended at a branch is kept.
create function keep_loan_history(branches text[], until timestamptz[]) returns void
  language plpgsql set search_path = ${schema}, pg_temp set timezone = 'UTC' set plan_cache_mode = force_custom_plan
  set enable_hashjoin = on set enable_seqscan = on set enable_mergejoin = on as $$
declare
  today date := current_date;
  own int := nullif(current_setting('samling.tenant', true), '')::int;
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

revoke execute on function drop_loan_history(), keep_loan_history(text[], timestamptz[]) from public;
grant execute on function drop_loan_history(), keep_loan_history(text[], timestamptz[]) to ${application};

-- A fee that was settled for as long as loans are kept, and whose loan is nobody's, says no longer what it was for. The entries
-- stay, with their amounts. until says per branch before when it must have been settled.
create function forget_items_of_fees(branches text[], until timestamptz[]) returns int
  language plpgsql security definer set search_path = ${schema}, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  own int := nullif(current_setting('samling.tenant', true), '')::int;
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
    where f.tenant_id = own and f.kind = 'CREATION' and (f.loan_id is not null or f.item_id is not null)
      and s.open = 0 and s.entered < w.until and (l.id is null or l.returned_at is not null)
      and not exists (select from loan_history h where h.tenant_id = own and h.patron_id = f.patron_id
        and (h.loan_id = f.loan_id or (f.loan_id is null and h.item_id = f.item_id))))
  update ledger_entry e set loan_id = null, item_id = null, reason = null
  from over o where e.tenant_id = own and ((e.id = o.id and e.created_at = o.created_at) or e.fee_id = o.id)
    and num_nonnulls(e.loan_id, e.item_id, e.reason) > 0;
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;

-- Where loans are kept for less than the journals are, the journals go with them, row by row.
create function forget_journals(before date) returns void
  language plpgsql security definer set search_path = ${schema}, pg_temp set timezone = 'UTC'
  set plan_cache_mode = force_custom_plan as $$
declare
  own int := nullif(current_setting('samling.tenant', true), '')::int;
begin
  delete from command_outcome where tenant_id = own and day < before;
  delete from outbox where tenant_id = own and at < before;
  delete from audit_patron where tenant_id = own and at < before;
end $$;

revoke execute on function forget_items_of_fees(text[], timestamptz[]), forget_journals(date) from public;
grant execute on function forget_items_of_fees(text[], timestamptz[]), forget_journals(date) to ${application};

-- Requests that are over name nobody any more.
alter table hold
  drop constraint hold_patron_check,
  add constraint hold_patron_check check (patron_id is not null or state in ('FULFILLED', 'CANCELLED', 'EXPIRED', 'NOT_FETCHED'));
create index hold_ended on hold (tenant_id, pickup_branch, changed_at)
  where patron_id is not null and state in ('CANCELLED', 'EXPIRED', 'NOT_FETCHED');
alter table ill_request add column is_forgotten boolean not null default false;
create index ill_request_kept on ill_request (tenant_id, changed_at) where not is_forgotten;
grant update (note, message) on ill_event to ${application};

select maintain_partitions(current_date);

-- What is there already. The owner sees all of it only where the fence is not put up against it as well.
alter table loan no force row level security;
alter table hold no force row level security;
alter table patron_consent no force row level security;
alter table loan_history no force row level security;
alter table audit no force row level security;
alter table audit_patron no force row level security;
alter table outbox_by_month no force row level security;

do $$
declare
  first date;
begin
  for i in 2..14 loop
    first := current_date - i;
    if exists (select from outbox_by_month where at >= first and at < first + 1)
      or exists (select from audit where at >= first and at < first + 1) then
      execute format('create table %I partition of outbox for values from (%L) to (%L)',
        'outbox_' || to_char(first, 'YYYYMMDD'), first, first + 1);
      execute format('create table %I partition of audit_patron for values from (%L) to (%L)',
        'audit_patron_' || to_char(first, 'YYYYMMDD'), first, first + 1);
    end if;
  end loop;
end $$;

insert into outbox (tenant_id, id, at, xid, kind, payload)
select tenant_id, id, at, xid, kind, payload from outbox_by_month where at >= current_date - 14;
drop table outbox_by_month;
alter table outbox force row level security;

insert into audit_patron (tenant_id, audit_id, at, patron_id)
select tenant_id, id, at, patron_id from audit
where patron_id is not null and item_id is not null and at >= current_date - 14;
update audit set patron_id = null where patron_id is not null and item_id is not null;
alter table audit add constraint audit_names_one check (patron_id is null or item_id is null);
create index audit_patron_only on audit (tenant_id, patron_id) where patron_id is not null;

insert into loan_history (tenant_id, let_go_on, loan_id, patron_id, item_id, branch, ended_at, kept_for, hold_id, hold_group_id,
  hold_was_set_aside, broken_rules)
select w.tenant_id, case when w.kept_for is null then w.let_go_on else 'infinity' end, w.id, w.patron_id, w.item_id, w.lent_branch,
  w.returned_at, w.kept_for, w.hold_id, w.group_id, w.hold_was_set_aside, w.broken_rules
from (
  select l.*, h.group_id, greatest(l.returned_at::date + 31, current_date + 1) as let_go_on,
    case when c.patron_id is not null then 'CONSENT' when l.retained_from = 'infinity' then 'DEBT' end as kept_for
  from loan l
  left join hold h on h.tenant_id = l.tenant_id and h.id = l.hold_id
  left join patron_consent c on c.tenant_id = l.tenant_id and c.patron_id = l.patron_id
    and c.consent = 'KEEP_HISTORICAL_LOAN_DATA' and c.withdrawn_at is null
  where l.returned_at is not null and l.undone_at is null and l.patron_id is not null) w;

update hold h set patron_id = null, group_id = case when h.group_id is not null then h.id end
from loan l
where h.tenant_id = l.tenant_id and h.id = l.hold_id and l.returned_at is not null and l.undone_at is null
  and h.state = 'FULFILLED';

drop index loan_patron, loan_closed_patron, loan_retained;
update loan set patron_id = null, hold_id = null, hold_was_set_aside = false, broken_rules = null
where returned_at is not null and patron_id is not null;
alter table loan
  drop column retained_from,
  add constraint loan_over_is_nobodys check (returned_at is null or num_nonnulls(patron_id, hold_id, broken_rules) = 0);

-- Fees by what they name: what is settled for long names nothing.
create index ledger_entry_loan on ledger_entry (tenant_id, loan_id) where loan_id is not null;
create index ledger_entry_item on ledger_entry (tenant_id, item_id) where item_id is not null;

alter table loan force row level security;
alter table hold force row level security;
alter table patron_consent force row level security;
alter table loan_history force row level security;
alter table audit force row level security;
alter table audit_patron force row level security;
