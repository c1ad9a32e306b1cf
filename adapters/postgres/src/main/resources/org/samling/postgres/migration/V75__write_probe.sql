-- What a node writes to find out whether loans can be written.
create table write_probe (
  only_row boolean primary key default true check (only_row),
  at       timestamptz not null,
  filler   bytea
);
alter table write_probe alter column filler set storage external;
grant select, insert, update on write_probe to ${application};

-- Writes a quarter of a megabyte to a file of its own: one that is there already may have room where the disk has none.
create function probe_room() returns void language plpgsql security definer set search_path = ${schema}, pg_temp as $$
begin
  truncate write_probe;
  insert into write_probe (at, filler) values (clock_timestamp(), convert_to(repeat('samling ', 32768), 'UTF8'));
end $$;
revoke all on function probe_room() from public;
grant execute on function probe_room() to ${application};
