-- Loans, holds, bookings, and what kiosks did while the library could not be reached.

-- A loan has three due dates: due_at, which counts; and the ones to go back to when its last renewal
-- (due_before_renewal) or its recall (due_before_recall) is undone. Beside each is the one that it would be without the
-- stop switch (unstopped_...), from which it is counted again where a suspension is changed or removed.
create table loan (
  tenant_id                    int         not null,  -- the item's, which is of a tenant
  id                           uuid        not null,
  item_id                      uuid        not null,
  patron_id                    uuid,
  material_group               text        not null,
  lent_at                      timestamptz not null,
  lent_branch                  text        not null,
  due_at                       timestamptz not null,
  unstopped_due_at             timestamptz,
  renewals                     int         not null default 0 check (renewals >= 0),
  renewed_at                   timestamptz,
  renewed_branch               text,
  due_before_renewal           timestamptz,
  unstopped_due_before_renewal timestamptz,
  recalled_at                  timestamptz,
  due_before_recall            timestamptz,
  unstopped_due_before_recall  timestamptz,
  -- How many steps of lateness were announced, and the due date then: with another due date they count no more.
  overdue_step                 int         check (overdue_step > 0),
  overdue_due_at               timestamptz,
  claimed_returned_at          timestamptz,
  lost_at                      timestamptz,
  -- The hold that it fulfilled, and whether the item was set aside for that: so it is again when the loan is undone.
  hold_id                      uuid,
  hold_was_set_aside           boolean     not null default false,
  broken_rules                 jsonb,  -- by a loan that a kiosk made offline
  returned_at                  timestamptz,
  returned_branch              text,
  returned_elsewhere           text_200,  -- tenant/branch
  floated_from                 text,   -- the item's home branch before this return made it float
  undone_at                    timestamptz,  -- it was never made then: it is kept for the audit and counts nowhere
  primary key (tenant_id, id),
  foreign key (tenant_id, item_id) references item,
  foreign key (tenant_id, patron_id) references patron,
  foreign key (tenant_id, lent_branch) references branch,
  foreign key (tenant_id, returned_branch) references branch,
  foreign key (tenant_id, floated_from) references branch,
  check (returned_at >= lent_at),
  check ((overdue_step is null) = (overdue_due_at is null)),
  check (patron_id is not null or returned_at is not null),
  constraint loan_returned_somewhere check
    (num_nonnulls(returned_branch, returned_elsewhere) = case when returned_at is null then 0 else 1 end),
  -- Whose a loan was that is over is in loan_history.
  constraint loan_over_is_nobodys check (returned_at is null or num_nonnulls(patron_id, hold_id, broken_rules) = 0)
) with (fillfactor = 90);
call tenant_table('loan', 'select, insert, update, delete');

-- One open loan per item, whatever the code above may think.
create unique index loan_open_item on loan (tenant_id, item_id) where returned_at is null;
-- A patron's loans, and what comes due, have indexes that nothing else stands in for: the one of open items fits
-- whatever asks for open loans, and seemed as good to the planner while statistics knew of hardly any. Loans are
-- counted by their material group without a look at the items.
create index loan_of_patron on loan (tenant_id, patron_id, due_at) include (material_group) where patron_id is not null;
create index loan_due on loan (tenant_id, due_at, id) where returned_at is null and due_at is not null;
-- What patrons claim to have returned or have lost, which staff follow up.
create index loan_claimed on loan (tenant_id, due_at, id) where returned_at is null and claimed_returned_at is not null;
create index loan_lost on loan (tenant_id, due_at, id) where returned_at is null and lost_at is not null;
-- For a loan or return that is reported afterwards.
create index loan_ended_item on loan (tenant_id, item_id, returned_at) where returned_at is not null;

create domain hold_type as text check (value in ('NORMAL', 'PARALLEL', 'SERIAL', 'INTER_LIBRARY'));
create domain hold_state as text check
  (value in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY', 'FULFILLED', 'CANCELLED', 'EXPIRED', 'NOT_FETCHED'));

-- A hold on a title, on one item, or on any copy of a branch; alone or in a group of titles.
create table hold (
  tenant_id              int         not null references tenant,
  id                     uuid        not null,
  type                   hold_type   not null default 'NORMAL',
  common_record_id       uuid        references common_record,
  local_record_id        uuid,
  record_id              uuid        not null generated always as (coalesce(local_record_id, common_record_id)) stored,
  wanted_item_id         uuid,  -- only this item
  wanted_branch          text,  -- only copies that belong to this branch
  wanted_volume          text_40,
  wanted_year            text_40,
  wanted_issue           text_40,
  patron_id              uuid,
  pickup_branch          text        not null,
  placed_at              timestamptz not null,
  queue_class            smallint    not null default 5 check (queue_class between 1 and 9),  -- 1 goes first
  group_id               uuid,
  group_position         smallint    not null default 0,
  paused_from            date,
  paused_until           date,
  expires_at             timestamptz,
  state                  hold_state  not null,
  changed_at             timestamptz not null,
  target_item_id         uuid,  -- what staff are asked to fetch from the shelf
  item_id                uuid,
  pickup_number          int         check (pickup_number between 1 and 9999),
  pickup_until           timestamptz,
  unstopped_pickup_until timestamptz,  -- what it would be without the stop switch
  primary key (tenant_id, id),
  foreign key (tenant_id, local_record_id) references local_record,
  foreign key (tenant_id, patron_id) references patron,
  foreign key (tenant_id, pickup_branch) references branch,
  foreign key (tenant_id, item_id) references item,
  foreign key (tenant_id, wanted_item_id) references item,
  foreign key (tenant_id, wanted_branch) references branch,
  foreign key (tenant_id, target_item_id) references item,
  check ((common_record_id is null) <> (local_record_id is null)),
  check ((type in ('PARALLEL', 'SERIAL')) = (group_id is not null)),
  check (wanted_item_id is null or wanted_branch is null),
  check (paused_until is null or paused_from <= paused_until),
  check (wanted_item_id is null or (wanted_volume is null and wanted_year is null and wanted_issue is null)),
  constraint hold_bound_check check (state not in ('BOUND', 'IN_TRANSIT', 'READY') or item_id is not null),
  -- What was not picked up keeps its number, by which staff find it on the hold shelf.
  constraint hold_ready_check check
    ((pickup_number is null) = (pickup_until is null)
      and case state when 'READY' then pickup_number is not null
        when 'NOT_FETCHED' then true when 'CANCELLED' then true else pickup_number is null end),
  -- Holds that are over need name nobody.
  constraint hold_patron_check check
    (patron_id is not null or state in ('FULFILLED', 'CANCELLED', 'EXPIRED', 'NOT_FETCHED'))
);
call tenant_table('hold', 'select, insert, update, delete');

alter table item add foreign key (tenant_id, hold_id) references hold;

-- A place in a title's queue is counted from this index alone.
create index hold_open_record on hold (tenant_id, record_id, queue_class) include (placed_at, state)
  where state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY');
create index hold_patron on hold (tenant_id, patron_id) where patron_id is not null;
-- One open hold of a patron per title and issue, or per item where that is wanted; one per item that is set aside or
-- looked for; and one per number on a hold shelf. Other libraries may wait for several copies of a title.
create unique index hold_open_once on hold
  (tenant_id, record_id, patron_id, coalesce(wanted_volume, ''), coalesce(wanted_year, ''), coalesce(wanted_issue, ''))
  where wanted_item_id is null and state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY')
    and type <> 'INTER_LIBRARY';
create unique index hold_open_item_once on hold (tenant_id, wanted_item_id, patron_id)
  where wanted_item_id is not null and state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY');
create unique index hold_item_once on hold (tenant_id, item_id) where state in ('BOUND', 'IN_TRANSIT', 'READY');
create unique index hold_target_once on hold (tenant_id, target_item_id) where target_item_id is not null;
create unique index hold_pickup_number on hold (tenant_id, pickup_branch, pickup_number) where state = 'READY';
create index hold_group on hold (tenant_id, group_id) where group_id is not null;
create index hold_untargeted on hold (tenant_id, id) where state = 'WAITING' and target_item_id is null;
create index hold_expiry on hold (tenant_id, expires_at) where state = 'WAITING';
create index hold_pickup_expiry on hold (tenant_id, pickup_until) where state = 'READY';
create index hold_ended on hold (tenant_id, pickup_branch, changed_at)
  where patron_id is not null and state in ('CANCELLED', 'EXPIRED', 'NOT_FETCHED');

-- The titles whose waiting holds the job that targets items looks at: whatever may give one of them an item on the
-- shelf, or take one away, marks its title in its own transaction, and the job deletes the marks that it has seen to.
-- Looking at all that wait, with all copies of their titles, every few minutes grew with the library. A title may have
-- several marks: were they unique, transactions with copies of the same title would wait for each other.
create table title_to_target (
  tenant_id int  not null references tenant,
  id        uuid not null default gen_random_uuid(),
  record_id uuid not null,
  primary key (tenant_id, id)
);
call tenant_table('title_to_target', 'select, insert, delete');

-- The day, and the terms of lending, for which all titles of a tenant were marked last. Pauses, absences and bookings
-- begin and end by the day, and no row changes then.
create table all_titles_marked (
  tenant_id        int    primary key references tenant,
  day              date   not null,
  settings_version bigint not null
);
call tenant_table('all_titles_marked', 'select, insert, update');

-- What every loan, return and hold runs is made to cost little. Names are written in full, since a setting of the
-- function would be made and undone each time; conditions stand in the functions, since those of a trigger are parsed
-- with each statement; and whether somebody waits is asked before anything is inserted, which takes longer to begin.
create function mark_title() returns trigger language plpgsql as $$
begin
  if exists (
    select from samling.hold h
    where h.tenant_id = new.tenant_id and h.record_id = new.record_id and h.state = 'WAITING')
  then
    insert into samling.title_to_target (tenant_id, record_id) values (new.tenant_id, new.record_id);
  end if;
  return null;
end $$;

-- A copy comes to the shelf, or leaves it while it is looked for.
create function mark_title_of_moved() returns trigger language plpgsql as $$
begin
  if new.status in ('AVAILABLE', 'TO_BE_RESHELVED') and new.hold_id is null then
    if (old.status not in ('AVAILABLE', 'TO_BE_RESHELVED') or old.hold_id is not null)
      and exists (
        select from samling.hold h
        where h.tenant_id = new.tenant_id and h.record_id = new.record_id and h.state = 'WAITING')
    then
      insert into samling.title_to_target (tenant_id, record_id) values (new.tenant_id, new.record_id);
    end if;
  elsif old.status in ('AVAILABLE', 'TO_BE_RESHELVED')
    and exists (
      select from samling.hold h
      where h.tenant_id = new.tenant_id and h.target_item_id = new.id and h.state = 'WAITING')
  then
    insert into samling.title_to_target (tenant_id, record_id) values (new.tenant_id, new.record_id);
  end if;
  return null;
end $$;

-- A hold waits again, or from another day, or for another patron; or it gives up a target that another can have; or the
-- next of its group can go on.
create function mark_titles_of_hold() returns trigger language plpgsql as $$
begin
  if new.state = 'WAITING' and (old.state <> 'WAITING' or old.paused_from is distinct from new.paused_from
      or old.paused_until is distinct from new.paused_until or old.patron_id is distinct from new.patron_id)
    or old.target_item_id is not null and old.target_item_id is distinct from new.target_item_id and exists (
      select from samling.hold h
      where h.tenant_id = new.tenant_id and h.record_id = new.record_id and h.state = 'WAITING')
  then
    insert into samling.title_to_target (tenant_id, record_id) values (new.tenant_id, new.record_id);
  end if;
  if new.group_id is not null and old.state <> new.state then
    insert into samling.title_to_target (tenant_id, record_id)
    select distinct h.tenant_id, h.record_id from samling.hold h
    where h.tenant_id = new.tenant_id and h.group_id = new.group_id and h.state = 'WAITING';
  end if;
  return null;
end $$;

create function mark_titles_of_items() returns trigger language plpgsql set search_path = samling, pg_temp as $$
begin
  insert into title_to_target (tenant_id, record_id)
  select a.tenant_id, a.record_id
  from (select distinct tenant_id, record_id from added where status in ('AVAILABLE', 'TO_BE_RESHELVED')) a
  where exists (
    select from hold h where h.tenant_id = a.tenant_id and h.record_id = a.record_id and h.state = 'WAITING');
  return null;
end $$;

create function mark_titles_of_patron() returns trigger language plpgsql set search_path = samling, pg_temp as $$
begin
  insert into title_to_target (tenant_id, record_id)
  select distinct h.tenant_id, h.record_id from hold h
  where h.tenant_id = new.tenant_id and h.patron_id = new.id and h.state = 'WAITING';
  return null;
end $$;

-- When an item is catalogued under another title, a hold on this item goes with it. One on the former title can't be
-- filled by it any more, and gives it up where it was only looked for; where it is set aside already it stays.
create function item_changed_title() returns trigger language plpgsql set search_path = samling, pg_temp as $$
begin
  update hold h set target_item_id = null
  where h.tenant_id = new.tenant_id and h.target_item_id = new.id and h.wanted_item_id is null;
  update hold h set common_record_id = new.common_record_id, local_record_id = new.local_record_id
  where h.tenant_id = new.tenant_id and h.wanted_item_id = new.id and h.state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY');
  insert into title_to_target (tenant_id, record_id)
  select new.tenant_id, t.record_id from (values (old.record_id), (new.record_id)) t (record_id)
  where exists (
    select from hold h where h.tenant_id = new.tenant_id and h.record_id = t.record_id and h.state = 'WAITING');
  return null;
end $$;

create trigger new_on_shelf after insert on item referencing new table as added
  for each statement execute function mark_titles_of_items();
create trigger moved after update of status, hold_id on item for each row execute function mark_title_of_moved();
create trigger changed_title after update of common_record_id, local_record_id on item for each row
  when (old.record_id <> new.record_id)
  execute function item_changed_title();
create trigger other_on_shelf after update of volume, issue_year, issue, category,
    material_group, circulation_modifier, home_branch, location, part_of_set, borrowed_from, accessioned_on on item
  for each row
  when (new.status in ('AVAILABLE', 'TO_BE_RESHELVED') and new.hold_id is null
    and (old.volume, old.issue_year, old.issue, old.category, old.material_group,
        old.circulation_modifier, old.home_branch, old.location, old.part_of_set, old.borrowed_from, old.accessioned_on)
      is distinct from (new.volume, new.issue_year, new.issue, new.category, new.material_group,
        new.circulation_modifier, new.home_branch, new.location, new.part_of_set, new.borrowed_from,
        new.accessioned_on))
  execute function mark_title();

create trigger placed after insert on hold for each row
  when (new.state = 'WAITING' and new.target_item_id is null)
  execute function mark_title();
create trigger waits_otherwise after update on hold for each row execute function mark_titles_of_hold();

create trigger absence_changed after update of away_from, away_until on patron for each row
  when ((old.away_from, old.away_until) is distinct from (new.away_from, new.away_until))
  execute function mark_titles_of_patron();

-- The number on the hold shelf that a branch gave last.
create table pickup_counter (
  tenant_id int  not null references tenant,
  branch    text not null,
  last      int  not null check (last between 1 and 9999),
  primary key (tenant_id, branch),
  foreign key (tenant_id, branch) references branch
);
call tenant_table('pickup_counter', 'select, insert, update');

-- What partners call the holds that they asked for.
create table hold_reference (
  tenant_id int  not null,
  account   uuid not null,
  agency    text not null check (length(agency) <= 200),
  value     text not null check (length(value) between 1 and 200),
  hold_id   uuid not null,
  primary key (tenant_id, account, agency, value),
  foreign key (tenant_id, hold_id) references hold on delete cascade
);
call tenant_table('hold_reference', 'select, insert, update');

create index hold_reference_hold on hold_reference (tenant_id, hold_id);

-- Copies of a title, or a set, that are promised to a patron for a time.
create table booking (
  tenant_id        int         not null references tenant,
  id               uuid        not null,
  patron_id        uuid        not null,
  common_record_id uuid        references common_record,
  local_record_id  uuid,
  record_id        uuid        generated always as (coalesce(local_record_id, common_record_id)) stored,
  set_barcode      text,       -- no foreign key: the set may be dissolved once the booking is over
  minimum          int         not null check (minimum > 0),
  preferred        int         not null,
  from_day         date        not null,
  until_day        date        not null,
  pickup_branch    text        not null,
  copies_of        text,
  forwarded        boolean     not null,
  state            text        not null check (state in ('BOOKED', 'ENDED', 'NOT_FETCHED', 'CANCELLED')),
  returned         int         not null default 0 check (returned >= 0),
  placed_at        timestamptz not null,
  changed_at       timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, patron_id) references patron,
  foreign key (tenant_id, local_record_id) references local_record,
  foreign key (tenant_id, pickup_branch) references branch,
  foreign key (tenant_id, copies_of) references branch,
  check (preferred >= minimum),
  check (until_day >= from_day),
  check ((record_id is null) <> (set_barcode is null)),
  check (common_record_id is null or local_record_id is null)
) with (fillfactor = 90);
call tenant_table('booking', 'select, insert, update, delete');

create trigger first_use after insert on booking for each row execute function first_use('BOOKINGS');
create trigger copies_promised after insert or update on booking for each row
  when (new.record_id is not null)
  execute function mark_title();

create index booking_open_record on booking (tenant_id, record_id) where state = 'BOOKED';
create index booking_open_until on booking (tenant_id, until_day) where state = 'BOOKED';
create index booking_over on booking (tenant_id, pickup_branch, changed_at) where state <> 'BOOKED';
create index booking_patron on booking (tenant_id, patron_id);
-- A page of the list begins where the one before ended.
create index booking_from on booking (tenant_id, from_day, id);

-- A copy that is promised to an open booking, or was fetched for one and has not come back.
create table booking_copy (
  tenant_id  int     not null references tenant,
  booking_id uuid    not null,
  item_id    uuid    not null,
  from_day   date    not null,
  until_day  date    not null,
  lent       boolean not null,
  primary key (tenant_id, booking_id, item_id),
  foreign key (tenant_id, booking_id) references booking,
  foreign key (tenant_id, item_id) references item
);
call tenant_table('booking_copy', 'select, insert, update, delete');

create index booking_copy_item on booking_copy (tenant_id, item_id, from_day);
create unique index booking_copy_lent on booking_copy (tenant_id, item_id) where lent;

-- No copy is promised twice for one day, whatever the code above may think. Checked when a transaction is about to end,
-- with the item's row locked, so that two transactions see each other.
create function booking_copy_once() returns trigger language plpgsql as $$
begin
  perform from item where tenant_id = new.tenant_id and id = new.item_id for no key update;
  if exists (
    select from booking_copy c
    where c.tenant_id = new.tenant_id and c.item_id = new.item_id and c.booking_id <> new.booking_id
      and c.from_day <= new.until_day and c.until_day >= new.from_day
      and exists (select from booking_copy n where n.tenant_id = new.tenant_id and n.booking_id = new.booking_id
        and n.item_id = new.item_id))
  then
    raise exception 'a copy is promised to two bookings for one day' using errcode = 'exclusion_violation';
  end if;
  return null;
end $$;

create constraint trigger once after insert or update on booking_copy deferrable initially deferred
  for each row execute function booking_copy_once();

-- What machines did while the library could not be reached, and reported afterwards: recognised by its key when it is
-- reported again, and kept with the outcome.
create table offline_transaction (
  tenant_id        int         not null references tenant,
  id               uuid        not null,
  key              bytea       not null check (length(key) = 32),
  message          text        not null check (message in ('CHECKOUT', 'CHECKIN', 'RENEWAL')),
  account          text        not null,
  branch           text        not null,
  patron_id        uuid,
  patron           text        check (length(patron) <= 200),  -- what the machine read, where it is no known patron's
  item             text        not null check (length(item) <= 200),
  item_id          uuid,
  done_at          timestamptz,  -- by the machine's clock; null where that could not be read
  returned_at      timestamptz,
  due_at           timestamptz,
  unstopped_due_at timestamptz,  -- what that would be without the stop switch
  received_at      timestamptz not null,
  state            text        not null check (state in ('DONE', 'WAITING', 'CONFLICT')),
  reason           text,
  broken_rules     jsonb,
  loan_id          uuid,
  due_before       timestamptz,  -- the loan's due date before any renewal that was done offline
  outcome          jsonb       not null,
  settled_at       timestamptz,
  settled_by       text        check (length(settled_by) between 1 and 200),
  settled_note     text        check (length(settled_note) <= 1000),
  primary key (tenant_id, id),
  unique (tenant_id, key),
  foreign key (tenant_id, branch) references branch,
  foreign key (tenant_id, patron_id) references patron,
  foreign key (tenant_id, item_id) references item,
  foreign key (tenant_id, loan_id) references loan,
  check ((settled_at is null) = (settled_by is null)),
  check ((state = 'CONFLICT') = (reason is not null))
);
call tenant_table('offline_transaction', 'select, insert, update, delete');

create index offline_transaction_item on offline_transaction (tenant_id, item_id, done_at) where item_id is not null;
create index offline_transaction_loan on offline_transaction (tenant_id, loan_id) where loan_id is not null;
create index offline_transaction_received on offline_transaction (tenant_id, received_at, id);
-- A page of the list begins where the one before ended.
create index offline_transaction_done on offline_transaction
  (tenant_id, coalesce(done_at, '-infinity'::timestamptz), received_at, id);
create index offline_transaction_patron on offline_transaction (tenant_id, patron_id) where patron_id is not null;
-- What names a patron, and belongs to no loan with which that would be forgotten.
create index offline_transaction_named on offline_transaction (tenant_id, branch, received_at)
  where loan_id is null and (patron_id is not null or patron is not null);
