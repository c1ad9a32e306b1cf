-- Whether what a kiosk says and hears is written to its wire log. It stands in the directory since every node asks, every
-- few seconds, for the accounts of all tenants at once; the directory is what may be read without a tenant.
alter table account_directory add column wire_log boolean not null default false;

create index account_directory_wire_log on account_directory (tenant_id, account_id) where wire_log;
