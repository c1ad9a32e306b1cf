-- Accounts of systems that use the REST API, each with what it may do.
alter table account drop constraint account_protocol_check;
alter table account add constraint account_protocol_check check (protocol in ('SIP2', 'Z3950', 'NCIP', 'OAI_PMH', 'REST'));

alter table account add column scopes text[] not null default '{}' check (array_length(scopes, 1) <= 100);
