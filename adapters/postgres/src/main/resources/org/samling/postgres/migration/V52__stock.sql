-- Stock: of what an item consists, which issue of its title it is, what was ordered and what was withdrawn; counts of
-- shelves; holds that name an issue.

alter table item
  -- Which volume or issue of its title it is.
  add column volume           text check (length(volume) between 1 and 40),
  add column issue_year       text check (length(issue_year) between 1 and 40),
  add column issue            text check (length(issue) between 1 and 40),
  -- Of how many parts with a tag each it consists, and which of them are missing.
  add column part_count       smallint not null default 1 check (part_count between 1 and 99),
  add column parts_missing    smallint[] not null default '{}',
  -- The number under which it was ordered, where it got another barcode when it came.
  add column ordered_as       text check (length(ordered_as) between 1 and 100),
  -- When and why it was taken out of the collection, and where it stood before.
  add column withdrawn_at     timestamptz,
  add column withdrawn_reason text check (length(withdrawn_reason) between 1 and 200),
  add column withdrawn_from   text,
  add check ((withdrawn_at is null) = (withdrawn_reason is null) and (withdrawn_at is null) = (withdrawn_from is null)),
  add check (part_count > 1 or cardinality(parts_missing) = 0);

-- Shelves are counted, and items weeded, by branch in the order of the shelf.
create index item_home on item (tenant_id, home_branch, location);

-- In which order items stand on a shelf: compared as bytes (collate "C"), whatever the case, with Danish letters behind z.
create function shelf_order(call_number text) returns text
  language sql immutable strict parallel safe set search_path = pg_catalog as
$$ select translate(lower(call_number), 'æøåäöü', '{|}{|u') $$;

grant execute on function shelf_order(text) to ${application};

alter table hold
  add column wanted_volume text check (length(wanted_volume) between 1 and 40),
  add column wanted_year   text check (length(wanted_year) between 1 and 40),
  add column wanted_issue  text check (length(wanted_issue) between 1 and 40),
  add check (wanted_item_id is null or (wanted_volume is null and wanted_year is null and wanted_issue is null));

-- One open hold of a patron per title and issue of it.
drop index hold_open_once;
create unique index hold_open_once on hold
  (tenant_id, record_id, patron_id, coalesce(wanted_volume, ''), coalesce(wanted_year, ''), coalesce(wanted_issue, ''))
  where wanted_item_id is null and state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY');

-- What is expected on a range of shelves is compared with what was read there.
create table stock_count (
  tenant_id        int         not null references tenant,
  id               uuid        not null,
  branch           text        not null,
  location         text,
  from_call_number text,
  to_call_number   text,
  begun_at         timestamptz not null,
  begun_by         text        not null,
  closed_at        timestamptz,
  closed_by        text,
  marked_missing   int,
  taken_in         int,
  primary key (tenant_id, id),
  foreign key (tenant_id, branch) references branch,
  check ((closed_at is null) = (closed_by is null))
);

-- Part 0 is the whole item, read by its barcode; else the tag of a part.
create table stock_scan (
  tenant_id  int         not null references tenant,
  count_id   uuid        not null,
  barcode    text        not null check (length(barcode) between 1 and 100),
  part       smallint    not null default 0 check (part between 0 and 99),
  scanned_at timestamptz not null,
  primary key (tenant_id, count_id, barcode, part),
  foreign key (tenant_id, count_id) references stock_count
);

do $$
declare
  name text;
begin
  foreach name in array array['stock_count', 'stock_scan']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy tenant on %I
        using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
        with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)$policy$, name);
  end loop;
end $$;

grant select, insert, update on stock_count, stock_scan to ${application};
