-- Statistics: sums without persons, to which each event of the outbox is added once. They stay when loans and patrons
-- are forgotten. '-' stands where an event has no value.

create table statistic_day (
  tenant_id       int    not null references tenant,
  day             date   not null,  -- in the tenant's time zone
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
call tenant_table('statistic_day', 'select, insert, update');

-- The same by the hour, and so without category and material. Age groups with too few people are merged under '*' when
-- the day is closed.
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
call tenant_table('statistic_hour', 'select, insert, update, delete');

-- How many people there were, by a hash of each that changes every day; deleted when the day is closed.
create table statistic_person (
  tenant_id int      not null references tenant,
  day       date     not null,
  hour      smallint not null,
  branch    text     not null,
  age_group text     not null,
  person    bigint   not null,
  primary key (tenant_id, day, hour, branch, age_group, person)
);
call tenant_table('statistic_person', 'select, insert, update, delete');

-- The day up to which age groups are merged; later events of those days are counted under '*'.
create table statistic_closing (
  tenant_id int  not null references tenant,
  until_day date not null,
  primary key (tenant_id)
);
call tenant_table('statistic_closing', 'select, insert, update');

-- The collection as it was when a day was closed, or a year's last.
create table statistic_stock (
  tenant_id      int    not null references tenant,
  day            date   not null,
  branch         text   not null,
  material_group text   not null,
  audience       text   not null check (audience in ('adult', 'children')),
  count          bigint not null,
  primary key (tenant_id, day, branch, material_group, audience)
);
call tenant_table('statistic_stock', 'select, insert, update');

-- Items that came and went and are not in the sums yet. Noted by whoever writes items, so that imports do not wait for
-- each other at the sums.
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
call tenant_table('statistic_item', 'select, insert, update, delete');

-- An item on order is not there yet; one that another library lent never belongs to the collection.
create function count_new_items() returns trigger language plpgsql set search_path = samling, pg_temp as $$
begin
  insert into statistic_item (tenant_id, day, measure, branch, location, material_group, count)
  select tenant_id, accessioned_on, 'ACCESSION', home_branch, location, coalesce(material_group, category), count(*)
  from added where status not in ('ON_ORDER', 'DISCARDED') and borrowed_from is null
  group by 1, 2, 4, 5, 6;
  return null;
end $$;

create function count_changed_item() returns trigger language plpgsql set search_path = samling, pg_temp as $$
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

create function count_deleted_items() returns trigger language plpgsql set search_path = samling, pg_temp as $$
begin
  insert into statistic_item (tenant_id, day, measure, branch, location, material_group, count)
  select tenant_id, accessioned_on, 'ACCESSION', home_branch, location, coalesce(material_group, category), -count(*)
  from removed where status not in ('ON_ORDER', 'DISCARDED') and borrowed_from is null
  group by 1, 2, 4, 5, 6;
  return null;
end $$;

create trigger counted_when_added after insert on item referencing new table as added
  for each statement execute function count_new_items();
-- PostgreSQL itself looks at every item that moves; the function runs for the few that come or go.
create trigger counted_when_changed after update on item for each row
  when (old.status <> new.status and new.borrowed_from is null
    and (old.status in ('ON_ORDER', 'DISCARDED') or new.status = 'DISCARDED'))
  execute function count_changed_item();
create trigger counted_when_removed after delete on item referencing old table as removed
  for each statement execute function count_deleted_items();

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
call tenant_table('visit_count', 'select, insert, update, delete');

create index visit_count_day on visit_count (tenant_id, day);

-- Deliveries to the national series, by tenants that deliver to it.
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
call tenant_table('series_delivery', 'select, insert, update');

-- One delivery at a time waits to be confirmed.
create unique index series_delivery_waiting on series_delivery (tenant_id) where confirmed_at is null;

-- Who borrowed, for the series: deleted when their delivery is confirmed, or took too long.
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
call tenant_table('series_line', 'select, insert, update, delete');

create index series_line_day on series_line (tenant_id, day);
create index series_line_delivery on series_line (tenant_id, delivery, id);
