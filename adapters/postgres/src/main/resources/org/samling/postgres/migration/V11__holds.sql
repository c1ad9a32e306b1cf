-- Holds on titles, on one item and on any copy at a branch; alone or in groups; from being bound to being fetched.

alter table hold
  add column type               text not null default 'NORMAL'
    check (type in ('NORMAL', 'PARALLEL', 'SERIAL', 'INTER_LIBRARY')),
  add column wanted_item_id     uuid,  -- only this item
  add column wanted_branch      text,  -- only copies that belong to this branch
  add column queue_class        smallint not null default 5 check (queue_class between 1 and 9),  -- 1 goes first
  add column group_id           uuid,
  add column group_position     smallint not null default 0,
  add column paused_from        date,
  add column paused_until       date,
  add column target_item_id     uuid,  -- what staff are asked to fetch from the shelf
  add column pickup_number      int check (pickup_number between 1 and 9999),
  add column pickup_until       timestamptz,
  add column unstopped_pickup_until timestamptz,  -- when that would be had the stop switch not been used
  add foreign key (tenant_id, wanted_item_id) references item,
  add foreign key (tenant_id, wanted_branch) references branch,
  add foreign key (tenant_id, target_item_id) references item,
  add check ((type in ('PARALLEL', 'SERIAL')) = (group_id is not null)),
  add check (wanted_item_id is null or wanted_branch is null),
  add check (paused_until is null or paused_from <= paused_until),
  drop constraint hold_state_check,
  add constraint hold_state_check check (state in
    ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY', 'FULFILLED', 'CANCELLED', 'EXPIRED', 'NOT_FETCHED')),
  drop constraint hold_check1,
  add constraint hold_bound_check check (state not in ('BOUND', 'IN_TRANSIT', 'READY') or item_id is not null);

-- What is on the hold shelf already gets a number, and a week.
update hold set pickup_number = n.number, pickup_until = now() + interval '7 days'
from (
  select tenant_id, id, row_number() over (partition by tenant_id, pickup_branch order by changed_at, id) as number
  from hold where state = 'READY') n
where hold.tenant_id = n.tenant_id and hold.id = n.id;

-- What is ready has a number and a deadline, and nothing else has.
alter table hold add constraint hold_ready_check check
  ((state = 'READY') = (pickup_number is not null) and (state = 'READY') = (pickup_until is not null));

drop index hold_open_record, hold_open_patron, hold_open_once, hold_item_once, hold_expiry;
create index hold_open_record on hold (tenant_id, record_id)
  where state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY');
create index hold_open_patron on hold (tenant_id, patron_id)
  where state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY');
-- One open hold of a patron per title, or per item where that is wanted, and one per item set aside or looked for.
create unique index hold_open_once on hold (tenant_id, record_id, patron_id)
  where wanted_item_id is null and state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY');
create unique index hold_open_item_once on hold (tenant_id, wanted_item_id, patron_id)
  where wanted_item_id is not null and state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY');
create unique index hold_item_once on hold (tenant_id, item_id) where state in ('BOUND', 'IN_TRANSIT', 'READY');
create unique index hold_target_once on hold (tenant_id, target_item_id) where target_item_id is not null;
create unique index hold_pickup_number on hold (tenant_id, pickup_branch, pickup_number) where state = 'READY';
create index hold_group on hold (tenant_id, group_id) where group_id is not null;
create index hold_expiry on hold (tenant_id, expires_at) where state = 'WAITING';
create index hold_pickup_expiry on hold (tenant_id, pickup_until) where state = 'READY';
create index hold_untargeted on hold (tenant_id, id) where state = 'WAITING' and target_item_id is null;

-- The number that was given last at a branch.
create table pickup_counter (
  tenant_id int  not null references tenant,
  branch    text not null,
  last      int  not null check (last between 1 and 9999),
  primary key (tenant_id, branch),
  foreign key (tenant_id, branch) references branch
);

alter table pickup_counter enable row level security;
alter table pickup_counter force row level security;
create policy tenant on pickup_counter
  using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
  with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int);
insert into pickup_counter (tenant_id, branch, last)
select tenant_id, pickup_branch, max(pickup_number) from hold where pickup_number is not null group by 1, 2;
grant select, insert, update on pickup_counter to ${application};

alter table item
  add column not_found     smallint not null default 0 check (not_found >= 0),  -- how often in a row it was looked for
  add column part_of_set   text check (length(part_of_set) between 1 and 100),
  add column borrowed_from text check (length(borrowed_from) between 1 and 100),  -- another library's, here on loan
  drop constraint item_status_check,
  add constraint item_status_check check (status in ('AVAILABLE', 'ON_LOAN', 'SET_ASIDE', 'ON_HOLD_SHELF', 'IN_TRANSIT',
    'TO_BE_RESHELVED', 'ON_ORDER', 'IN_PROCESS', 'MISSING', 'CLAIMED_RETURNED', 'LOST', 'DISCARDED'));

-- Whether a patron has had a title before, and what a patron's history is.
create index loan_patron on loan (tenant_id, patron_id, item_id);

-- Whether the item was set aside for the hold that a loan fulfilled: so it is again when the loan is undone.
alter table loan add column hold_was_set_aside boolean not null default false;
