-- Items that are moved and lent as one, and groups that borrow together.

create table item_set (
  tenant_id int         not null references tenant,
  barcode   text        not null check (length(barcode) between 1 and 100),
  name      text        not null check (length(name) between 1 and 100),
  made_at   timestamptz not null,
  primary key (tenant_id, barcode)
);

-- What was said to be part of a set until now was of none that is known.
do $$
declare
  owner int;
begin
  for owner in select id from tenant loop
    perform set_config('samling.tenant', owner::text, true);
    insert into item_set (tenant_id, barcode, name, made_at)
    select distinct tenant_id, part_of_set, part_of_set, now() from item where part_of_set is not null;
  end loop;
  perform set_config('samling.tenant', '', true);
end $$;

alter table item add foreign key (tenant_id, part_of_set) references item_set;
create index item_part_of_set on item (tenant_id, part_of_set) where part_of_set is not null;

create table patron_group (
  tenant_id int  not null references tenant,
  patron_id uuid not null,
  school    text,           -- the branch of the school whose class it is
  class_key text check (length(class_key) between 1 and 40),
  grade     smallint check (grade between 0 and 20),
  primary key (tenant_id, patron_id),
  unique (tenant_id, school, class_key),
  foreign key (tenant_id, patron_id) references patron,
  foreign key (tenant_id, school) references branch,
  check ((school is null) = (class_key is null))
);

create table patron_group_member (
  tenant_id   int     not null references tenant,
  group_id    uuid    not null,
  patron_id   uuid    not null,
  responsible boolean not null,
  primary key (tenant_id, group_id, patron_id),
  foreign key (tenant_id, group_id) references patron_group,
  foreign key (tenant_id, patron_id) references patron,
  check (patron_id <> group_id)
);

create index patron_group_member_patron on patron_group_member (tenant_id, patron_id);

do $$
declare
  name text;
begin
  foreach name in array array['item_set', 'patron_group', 'patron_group_member']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy tenant on %I
        using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
        with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)$policy$, name);
  end loop;
end $$;

grant select, insert, update, delete on item_set, patron_group_member to ${application};
grant select, insert, update on patron_group to ${application};
