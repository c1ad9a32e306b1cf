-- Which database the library is in, as its nodes last worked with it: the cluster, the highest timeline, and when
-- somebody last said that it is the library's although it does not continue what was there before (a restored backup, an
-- upgrade of PostgreSQL). Nodes remember the same for themselves, and refuse a database that is behind.
create table database_line (
  sole boolean primary key default true check (sole),
  system_identifier bigint not null,
  timeline bigint not null check (timeline > 0),
  accepted_at timestamptz not null
);

insert into database_line (system_identifier, timeline, accepted_at)
select s.system_identifier, ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint, clock_timestamp()
from pg_control_system() s;

grant select, update (timeline) on database_line to ${application};
