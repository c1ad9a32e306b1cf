-- Staff look patrons up by words of their names: one pass over the names of a tenant, in their order, and no further than
-- is shown.
create index patron_by_name on patron (tenant_id, name, id);
