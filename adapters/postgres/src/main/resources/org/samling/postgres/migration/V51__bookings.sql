-- Copies of titles, and sets, that are promised to patrons for a time.

create table booking (
  tenant_id        int         not null references tenant,
  id               uuid        not null,
  patron_id        uuid        not null,
  common_record_id uuid        references common_record,
  local_record_id  uuid,
  record_id        uuid        generated always as (coalesce(local_record_id, common_record_id)) stored,
  set_barcode      text,       -- a set by which it was booked may be dissolved when it is over
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

create index booking_open_record on booking (tenant_id, record_id) where state = 'BOOKED';
create index booking_open_until on booking (tenant_id, until_day) where state = 'BOOKED';
create index booking_patron on booking (tenant_id, patron_id);

-- What is promised to a booking that is open, or was fetched for it and has not come back.
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

create index booking_copy_item on booking_copy (tenant_id, item_id, from_day);
create unique index booking_copy_lent on booking_copy (tenant_id, item_id) where lent;

-- No copy is promised twice for one day, whatever the code above thinks: looked at when a transaction is about to end, with the
-- item's row held, so that two transactions see each other.
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

do $$
declare
  name text;
begin
  foreach name in array array['booking', 'booking_copy']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy tenant on %I
        using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
        with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)$policy$, name);
  end loop;
end $$;

grant select, insert, update on booking to ${application};
grant select, insert, update, delete on booking_copy to ${application};
