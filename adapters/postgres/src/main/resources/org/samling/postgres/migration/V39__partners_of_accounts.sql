-- For which other libraries an account speaks in interlibrary loan; '*' for all. Those that there are already could name any, and
-- still can; new ones are told.
alter table account add column partners text[] not null default '{*}' check (cardinality(partners) <= 1000);
alter table account alter column partners set default '{}';

-- Messages of NCIP name a request by its number alone, or by the item that goes, on either side.
create index ill_request_account on ill_request (tenant_id, account, reference) where reference is not null;
drop index ill_request_barcode;
create index ill_request_barcode on ill_request (tenant_id, barcode) where barcode is not null;
