-- Imports whose file was sent in: they wait for those before them, may be dry runs, can be called off, and are known again by
-- the key of the request that brought them.
do $$
declare
  name text;
  rule text;
begin
  foreach name in array array['common_import_batch', 'local_import_batch'] loop
    -- What the rules of V25 on the states are called differs from table to table.
    for rule in
      select conname from pg_constraint
      where conrelid = name::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%RUNNING%'
    loop
      execute format('alter table %I drop constraint %I', name, rule);
    end loop;
    execute format($rules$
      alter table %I
        add column dry_run boolean not null default false,
        add column request_key text check (length(request_key) between 1 and 200),
        add check (state in ('WAITING', 'RUNNING', 'STOPPED', 'DONE', 'CANCELLED', 'UNDONE')),
        add check ((state in ('WAITING', 'RUNNING')) = (ended_at is null)),
        add check (not (dry_run and keeps_versions))$rules$, name);
  end loop;
end $$;

create unique index common_import_batch_request on common_import_batch (started_by, request_key) where request_key is not null;
create unique index local_import_batch_request on local_import_batch (tenant_id, started_by, request_key)
  where request_key is not null;
