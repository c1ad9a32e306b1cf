-- That an import takes the items that its records describe: whose, by which rules, and what came of them.
alter table common_import_batch
  add column items_tenant int references tenant,
  add column item_rules jsonb,
  add column items jsonb not null default '{"added": 0, "changed": 0, "unchanged": 0, "refused": {}}',
  add check ((items_tenant is null) = (item_rules is null));
alter table local_import_batch
  add column items_tenant int references tenant,
  add column item_rules jsonb,
  add column items jsonb not null default '{"added": 0, "changed": 0, "unchanged": 0, "refused": {}}',
  add check ((items_tenant is null) = (item_rules is null)),
  add check (items_tenant = tenant_id);
