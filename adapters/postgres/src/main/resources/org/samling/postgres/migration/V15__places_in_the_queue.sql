-- A place in a title's queue is counted from the index.
drop index hold_open_record;
create index hold_open_record on hold (tenant_id, record_id, queue_class) include (placed_at, state)
  where state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY');
