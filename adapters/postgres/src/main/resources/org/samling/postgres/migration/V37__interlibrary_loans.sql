-- Interlibrary requests and circulation: the branch that handles a request, its hold, and the item that goes. No foreign keys:
-- a request stays when they go.
alter table ill_request
  add column branch  text check (length(branch) between 1 and 200),
  add column hold_id uuid,
  add column item_id uuid,
  add column barcode text check (length(barcode) between 1 and 200);

create unique index ill_request_hold on ill_request (tenant_id, hold_id) where hold_id is not null;

-- What a partner knows a loan by may be a request's number on either side.
drop index ill_request_reference;
create unique index ill_request_reference on ill_request (tenant_id, side, account, coalesce(library, ''), reference)
  where reference is not null;
create index ill_request_barcode on ill_request (tenant_id, barcode) where side = 'BORROWING';

-- Another library's item goes with all that was only about its stay here.
grant delete on item, hold, loan, transit to ${application};
