-- A page of a list begins where the one before ended, and not by counting what lies before it.
create index offline_transaction_done on offline_transaction (tenant_id, coalesce(done_at, '-infinity'::timestamptz), received_at, id);
create index booking_from on booking (tenant_id, from_day, id);
create index stock_count_latest on stock_count (tenant_id, (closed_at is null), id);
