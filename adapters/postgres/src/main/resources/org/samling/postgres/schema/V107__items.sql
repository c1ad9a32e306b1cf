-- Items: copies and issues of records, sets of them, their ways between branches, counts of shelves, and periodicals.

-- What a domain checks PostgreSQL reads once for a connection, and what a table checks with every statement that writes to
-- it: so the tables that every loan writes have domains for what is asked of a single column (ADR 0064).
create domain text_40 as text check (length(value) between 1 and 40);
create domain text_100 as text check (length(value) between 1 and 100);
create domain text_200 as text check (length(value) between 1 and 200);
create domain text_255 as text check (length(value) between 1 and 255);
create domain text_1000 as text check (length(value) between 1 and 1000);
create domain item_status as text check (value in ('AVAILABLE', 'ON_LOAN', 'SET_ASIDE', 'ON_HOLD_SHELF', 'IN_TRANSIT',
  'TO_BE_RESHELVED', 'ON_ORDER', 'IN_PROCESS', 'MISSING', 'CLAIMED_RETURNED', 'LOST', 'DISCARDED'));
create domain lender_renewal as text check (value in ('ASKED', 'GRANTED', 'REFUSED'));

-- Items that are moved and lent as one.
create table item_set (
  tenant_id int         not null references tenant,
  barcode   text        not null check (length(barcode) between 1 and 100),
  name      text        not null check (length(name) between 1 and 100),
  made_at   timestamptz not null,
  primary key (tenant_id, barcode)
);
call tenant_table('item_set', 'select, insert, update, delete');

create trigger first_use after insert on item_set for each row execute function first_use('SETS');

create table item (
  tenant_id            int         not null references tenant,
  id                   uuid        not null,
  barcode              text_100    not null,
  common_record_id     uuid        references common_record,
  local_record_id      uuid,
  record_id            uuid        not null generated always as (coalesce(local_record_id, common_record_id)) stored,
  -- Which volume or issue of its title it is.
  volume               text_40,
  issue_year           text_40,
  issue                text_40,
  category             text        not null,
  material_group       text_40,
  circulation_modifier text_40,
  home_branch          text        not null,
  at_branch            text        not null,
  location             text,
  call_number          text,
  floating_group       text_40,
  part_of_set          text_100,
  status               item_status not null,
  -- The index that finds the few must not name the status: each loan would write to all indexes then.
  is_gone              boolean     not null generated always as (status in ('MISSING', 'LOST')) stored,
  hold_id              uuid,
  returned_loan_id     uuid,  -- the loan whose return was the last thing that happened to it, and can be undone
  moved_at             timestamptz not null default now(),
  -- When and where it last came in without being on loan: a loan that is reported afterwards was over by then.
  came_in_at           timestamptz,
  came_in_branch       text,
  not_found            smallint    not null default 0 check (not_found >= 0),  -- how often in a row staff missed it
  -- How many parts with a tag each it has, and which are missing.
  part_count           smallint    not null default 1 check (part_count between 1 and 99),
  parts_missing        smallint[]  not null default '{}',
  properties           text_255,  -- noted by a machine (SIP2 field CH)
  price                bigint      check (price >= 0),  -- minor units of the tenant's currency
  ordered_as           text_100,  -- its number on order, if another
  accessioned_on       date        not null default current_date,
  borrowed_from        text_100,  -- the library that lent it to us
  due_to_lender        timestamptz,
  lender_is_told       boolean     not null default false,  -- whether the lender gets messages, and can be asked to renew
  lender_renewal       lender_renewal,
  -- When and why it was withdrawn, and the status that it had.
  withdrawn_at         timestamptz,
  withdrawn_reason     text_200,
  withdrawn_from       text,
  created_at           timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, barcode),
  foreign key (tenant_id, local_record_id) references local_record,
  foreign key (tenant_id, category) references item_category,
  foreign key (tenant_id, home_branch) references branch,
  foreign key (tenant_id, at_branch) references branch,
  foreign key (tenant_id, came_in_branch) references branch,
  foreign key (tenant_id, part_of_set) references item_set,
  check ((common_record_id is null) <> (local_record_id is null)),
  check ((came_in_at is null) = (came_in_branch is null)),
  check ((withdrawn_at is null) = (withdrawn_reason is null) and (withdrawn_at is null) = (withdrawn_from is null)),
  check (part_count > 1 or cardinality(parts_missing) = 0)
) with (fillfactor = 80);
call tenant_table('item', 'select, insert, update, delete');

create index item_record on item (tenant_id, record_id);
create index item_part_of_set on item (tenant_id, part_of_set) where part_of_set is not null;
-- Shelves are counted, and items weeded, by branch and location.
create index item_home on item (tenant_id, home_branch, location);
create index item_gone on item (tenant_id, home_branch) where is_gone;

-- The order of items on a shelf, compared as bytes (collate "C"): whatever the case, with Danish letters behind z.
create function shelf_order(call_number text) returns text
  language sql immutable strict parallel safe set search_path = pg_catalog as
$$ select translate(lower(call_number), 'æøåäöü', '{|}{|u') $$;

-- The catalogue is told which common records a tenant has items of.
create function items_added() returns trigger language plpgsql as $$
declare
  owner record;
begin
  for owner in
    select tenant_id, array_agg(common_record_id) as records from added where common_record_id is not null group by tenant_id
  loop
    perform hold_common_records(owner.tenant_id, owner.records);
  end loop;
  return null;
end $$;

create function items_deleted() returns trigger language plpgsql as $$
declare
  owner record;
begin
  for owner in
    select tenant_id, array_agg(common_record_id) as records from deleted where common_record_id is not null group by tenant_id
  loop
    perform release_common_records(owner.tenant_id, owner.records);
  end loop;
  return null;
end $$;

create function item_described_anew() returns trigger language plpgsql as $$
begin
  if new.common_record_id is not null then
    perform hold_common_records(new.tenant_id, array[new.common_record_id]);
  end if;
  if old.common_record_id is not null then
    perform release_common_records(old.tenant_id, array[old.common_record_id]);
  end if;
  return null;
end $$;

create trigger items_added after insert on item referencing new table as added
  for each statement execute function items_added();
create trigger items_deleted after delete on item referencing old table as deleted
  for each statement execute function items_deleted();
-- On this column only: loans and returns change items all day, and don't concern the catalogue.
create trigger item_described_anew after update of common_record_id on item
  for each row when (old.common_record_id is distinct from new.common_record_id) execute function item_described_anew();

create table transit (
  tenant_id      int         not null references tenant,
  id             uuid        not null,
  item_id        uuid        not null,
  from_branch    text,
  from_elsewhere text        check (length(from_elsewhere) between 1 and 200),  -- another tenant's: tenant/branch
  to_branch      text        not null,
  hold_id        uuid,
  sent_at        timestamptz not null,
  crate          text        check (length(crate) between 1 and 100),
  ended_at       timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, item_id) references item,
  foreign key (tenant_id, from_branch) references branch,
  foreign key (tenant_id, to_branch) references branch,
  constraint transit_from_somewhere check (num_nonnulls(from_branch, from_elsewhere) = 1)
) with (fillfactor = 90);
call tenant_table('transit', 'select, insert, update, delete');

create unique index transit_open on transit (tenant_id, item_id) where ended_at is null;
create index transit_to on transit (tenant_id, to_branch, sent_at) where ended_at is null;
create index transit_crate on transit (tenant_id, crate) where ended_at is null and crate is not null;

-- A count of a range of shelves: what is expected there is compared with what was scanned.
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
call tenant_table('stock_count', 'select, insert, update');

-- A page of the list begins where the one before ended.
create index stock_count_latest on stock_count (tenant_id, (closed_at is null), id);

create table stock_scan (
  tenant_id  int         not null references tenant,
  count_id   uuid        not null,
  barcode    text        not null check (length(barcode) between 1 and 100),
  part       smallint    not null default 0 check (part between 0 and 99),  -- 0: the barcode; else the tag of a part
  scanned_at timestamptz not null,
  primary key (tenant_id, count_id, barcode, part),
  foreign key (tenant_id, count_id) references stock_count
);
call tenant_table('stock_scan', 'select, insert, update');

create table subscription (
  tenant_id         int        not null references tenant,
  id                uuid       not null,
  code              text       not null check (length(code) between 1 and 40),
  common_record_id  uuid       references common_record,
  local_record_id   uuid,
  record_id         uuid       not null generated always as (coalesce(local_record_id, common_record_id)) stored,
  branch            text       not null,
  location          text       check (length(location) between 1 and 100),
  category          text       not null,
  supplier          text       check (length(supplier) between 1 and 100),
  -- An issue every so many days, weeks or months, from the first on; none in the skipped months.
  every             smallint   not null check (every between 1 and 366),
  unit              text       not null check (unit in ('DAY', 'WEEK', 'MONTH')),
  first_on          date       not null,
  last_on           date,
  skipped_months    smallint[] not null default '{}',
  -- Numbers begin with the first issue's; they begin again each year, after so many issues, or never.
  first_volume      int        check (first_volume >= 0),
  first_number      int        not null check (first_number >= 0),
  numbering         text       not null check (numbering in ('YEARLY', 'BY_VOLUME', 'RUNNING')),
  issues_per_volume smallint   check (issues_per_volume between 1 and 1000),
  claim_days        smallint   not null check (claim_days between 1 and 365),
  predicted_until   date       not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, local_record_id) references local_record,
  foreign key (tenant_id, branch) references branch,
  foreign key (tenant_id, category) references item_category,
  check ((common_record_id is null) <> (local_record_id is null)),
  check ((numbering = 'BY_VOLUME') = (issues_per_volume is not null)),
  check (last_on >= first_on)
);
call tenant_table('subscription', 'select, insert, update');

create index subscription_record on subscription (tenant_id, record_id);

create table periodical_issue (
  tenant_id       int         not null references tenant,
  subscription_id uuid        not null,
  expected_on     date        not null,  -- by the pattern: also what identifies it
  volume          text,
  issue_year      text        not null,
  issue           text        not null,
  state           text        not null check (state in ('EXPECTED', 'RECEIVED', 'NOT_PUBLISHED')),
  item_id         uuid,
  received_at     timestamptz,
  claims          smallint    not null default 0,
  claimed_at      timestamptz,
  primary key (tenant_id, subscription_id, expected_on),
  foreign key (tenant_id, subscription_id) references subscription,
  foreign key (tenant_id, item_id) references item,
  check ((state = 'RECEIVED') = (received_at is not null)),
  check ((claims = 0) = (claimed_at is null))
);
call tenant_table('periodical_issue', 'select, insert, update, delete');

create index periodical_issue_expected on periodical_issue (tenant_id, expected_on) where state = 'EXPECTED';
