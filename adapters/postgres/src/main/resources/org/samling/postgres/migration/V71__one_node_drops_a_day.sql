-- A node that finds another at it waits for its turn: had it gone on, it would have deleted, and counted, the rows that the other
-- had counted and was about to drop. Once no day is left, none comes due before tomorrow.
create or replace function drop_loan_history() returns bigint
  language plpgsql security definer set search_path = ${schema}, pg_temp set timezone = 'UTC' set lock_timeout = '1s' as $$
declare
  oldest text;
  loans bigint;
begin
  set local lock_timeout = 0;
  perform pg_advisory_xact_lock(hashtext('drop_loan_history'));
  set local lock_timeout = '1s';
  select c.relname into oldest from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = 'loan_history'::regclass and c.relname ~ '^loan_history_[0-9]{8}$'
    and c.relname <= 'loan_history_' || to_char(current_date, 'YYYYMMDD')
  order by 1 limit 1;
  if oldest is null then
    return null;
  end if;
  execute format('select count(*) from %I', oldest) into loans;
  execute format('drop table %I', oldest);
  return loans;
end $$;
