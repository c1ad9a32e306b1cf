-- What was done, counted without whose it was: sums, to which each event of the outbox is added once. Nothing that is forgotten
-- of loans and patrons changes them. '-' stands for what an event has no value of.

create table statistic_day (
  tenant_id       int    not null references tenant,
  day             date   not null,  -- in the tenant's zone
  measure         text   not null,
  branch          text   not null,
  material_group  text   not null,
  audience        text   not null check (audience in ('adult', 'children', '-')),
  patron_category text   not null,
  age_group       text   not null,
  count           bigint not null,
  amount          bigint not null,  -- minor units of the tenant's currency
  primary key (tenant_id, day, measure, branch, material_group, audience, patron_category, age_group)
);

-- The same by the hour, and so without category and material. Age groups in which too few people were there are merged under
-- '*' when the day is closed.
create table statistic_hour (
  tenant_id int      not null references tenant,
  day       date     not null,
  hour      smallint not null check (hour between 0 and 23),
  measure   text     not null,
  branch    text     not null,
  age_group text     not null,
  count     bigint   not null,
  amount    bigint   not null,
  primary key (tenant_id, day, hour, measure, branch, age_group)
);

-- How many people were there, by a hash of each that is another on every day; gone when the day is closed.
create table statistic_person (
  tenant_id int      not null references tenant,
  day       date     not null,
  hour      smallint not null,
  branch    text     not null,
  age_group text     not null,
  person    bigint   not null,
  primary key (tenant_id, day, hour, branch, age_group, person)
);

-- Up to which day age groups are merged, and later events of those days told under '*'.
create table statistic_closing (
  tenant_id int  not null references tenant,
  until_day date not null,
  primary key (tenant_id)
);

-- The collection as it stood when a day was closed, or a year's last.
create table statistic_stock (
  tenant_id      int    not null references tenant,
  day            date   not null,
  branch         text   not null,
  material_group text   not null,
  audience       text   not null check (audience in ('adult', 'children')),
  count          bigint not null,
  primary key (tenant_id, day, branch, material_group, audience)
);

-- Items that came and went and are not counted yet: noted by whoever writes items, so that imports need not wait for each other
-- at the sums.
create table statistic_item (
  tenant_id      int    not null references tenant,
  id             uuid   not null default gen_random_uuid(),
  day            date   not null,
  measure        text   not null check (measure in ('ACCESSION', 'WITHDRAWAL')),
  branch         text   not null,
  location       text,
  material_group text   not null,
  count          bigint not null,
  primary key (tenant_id, id)
);

create table visit_count (
  tenant_id int         not null references tenant,
  branch    text        not null,
  day       date        not null,
  counter   text        not null check (length(counter) between 1 and 40),
  hour      smallint    not null check (hour between -1 and 23),  -- -1 where a day was counted as a whole
  visits    int         not null check (visits >= 0),
  set_by    text        not null,
  set_at    timestamptz not null default now(),
  primary key (tenant_id, branch, day, counter, hour),
  foreign key (tenant_id, branch) references branch
);

create index visit_count_day on visit_count (tenant_id, day);

-- Who borrowed, for the national series, where a tenant delivers to it: gone when a delivery is confirmed, or took too long.
create table series_delivery (
  tenant_id    int         not null references tenant,
  number       bigint      not null check (number > 0),
  from_day     date        not null,
  until_day    date        not null,
  lines        bigint      not null check (lines > 0),
  made_at      timestamptz not null default now(),
  made_by      text        not null,
  confirmed_at timestamptz,
  confirmed_by text,
  forgotten    bigint      not null default 0,
  primary key (tenant_id, number),
  check ((confirmed_at is null) = (confirmed_by is null))
);

-- One delivery waits to be confirmed at a time.
create unique index series_delivery_waiting on series_delivery (tenant_id) where confirmed_at is null;

create table series_line (
  tenant_id      int    not null references tenant,
  id             uuid   not null,
  day            date   not null,
  measure        text   not null check (measure in ('LOAN', 'LOAN_UNDONE', 'RENEWAL', 'RENEWAL_UNDONE')),
  branch         text   not null,
  material_group text   not null,
  audience       text   not null,
  patron_id      uuid   not null,
  delivery       bigint,
  primary key (tenant_id, id),
  foreign key (tenant_id, delivery) references series_delivery
);

create index series_line_day on series_line (tenant_id, day);
create index series_line_delivery on series_line (tenant_id, delivery, id);

do $$
declare
  name text;
begin
  foreach name in array array['statistic_day', 'statistic_hour', 'statistic_person', 'statistic_closing', 'statistic_stock',
    'statistic_item', 'visit_count', 'series_delivery', 'series_line']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy tenant on %I
        using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
        with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)$policy$, name);
  end loop;
end $$;

grant select, insert, update on statistic_day, statistic_stock, statistic_closing, series_delivery
  to ${application};
grant select, insert, update, delete on statistic_hour, statistic_person, statistic_item, visit_count, series_line to ${application};

-- What is on order is not there yet, what another library lent never belongs to the collection.
create function count_new_items() returns trigger language plpgsql set search_path = ${schema}, pg_temp as $$
begin
  insert into statistic_item (tenant_id, day, measure, branch, location, material_group, count)
  select tenant_id, accessioned_on, 'ACCESSION', home_branch, location, coalesce(material_group, category), count(*)
  from added where status not in ('ON_ORDER', 'DISCARDED') and borrowed_from is null
  group by 1, 2, 4, 5, 6;
  return null;
end $$;

create function count_changed_item() returns trigger language plpgsql set search_path = ${schema}, pg_temp as $$
begin
  insert into statistic_item (tenant_id, day, measure, branch, location, material_group, count)
  select new.tenant_id, today_of(new.tenant_id), m.measure, new.home_branch, new.location,
    coalesce(new.material_group, new.category), m.count
  from (select 'ACCESSION' as measure, 1 as count where old.status = 'ON_ORDER' and new.status <> 'DISCARDED'
    union all
    select 'WITHDRAWAL', 1 where new.status = 'DISCARDED' and old.status <> 'ON_ORDER'
    union all
    select 'WITHDRAWAL', -1 where old.status = 'DISCARDED') m;
  return null;
end $$;

create function count_deleted_items() returns trigger language plpgsql set search_path = ${schema}, pg_temp as $$
begin
  insert into statistic_item (tenant_id, day, measure, branch, location, material_group, count)
  select tenant_id, accessioned_on, 'ACCESSION', home_branch, location, coalesce(material_group, category), -count(*)
  from removed where status not in ('ON_ORDER', 'DISCARDED') and borrowed_from is null
  group by 1, 2, 4, 5, 6;
  return null;
end $$;

create trigger counted_when_added after insert on item referencing new table as added
  for each statement execute function count_new_items();
-- Looked at by PostgreSQL itself for every item that moves; the function runs for the few that come or go.
create trigger counted_when_changed after update on item for each row
  when (old.status <> new.status and new.borrowed_from is null
    and (old.status in ('ON_ORDER', 'DISCARDED') or new.status = 'DISCARDED'))
  execute function count_changed_item();
create trigger counted_when_removed after delete on item referencing old table as removed
  for each statement execute function count_deleted_items();

-- What is there already came once, too.
do $$
declare
  owner int;
begin
  for owner in select id from tenant loop
    perform set_config('samling.tenant', owner::text, true);
    insert into statistic_item (tenant_id, day, measure, branch, location, material_group, count)
    select tenant_id, accessioned_on, 'ACCESSION', home_branch, location, coalesce(material_group, category), count(*)
    from item where tenant_id = owner and status not in ('ON_ORDER', 'DISCARDED') and borrowed_from is null
    group by 1, 2, 4, 5, 6;
  end loop;
  perform set_config('samling.tenant', '', true);
end $$;
