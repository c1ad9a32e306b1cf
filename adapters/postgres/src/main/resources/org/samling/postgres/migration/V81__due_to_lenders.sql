-- When a borrowed item has to be back with its lender, as that one said: before it came, with it, or afterwards.
alter table ill_request add column due_to_lender timestamptz;
alter table item add column due_to_lender timestamptz;
