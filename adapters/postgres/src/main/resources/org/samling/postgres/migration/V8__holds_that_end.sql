-- An item whose hold was given up stands on the hold shelf, or is on its way there, for nobody: it is to be put back.
alter table item drop constraint item_status_check;
alter table item add constraint item_status_check check (status in
  ('AVAILABLE', 'ON_LOAN', 'ON_HOLD_SHELF', 'IN_TRANSIT', 'TO_BE_RESHELVED', 'ON_ORDER', 'IN_PROCESS', 'MISSING', 'LOST'));

-- A hold whose day has passed ends as such, and is found by that day.
alter table hold drop constraint hold_state_check;
alter table hold add constraint hold_state_check check (state in
  ('WAITING', 'IN_TRANSIT', 'READY', 'FULFILLED', 'CANCELLED', 'EXPIRED'));
create index hold_expiry on hold (tenant_id, expires_at) where state = 'WAITING';
