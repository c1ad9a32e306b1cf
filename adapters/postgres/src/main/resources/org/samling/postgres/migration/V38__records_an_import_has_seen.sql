-- Records that an import which matches by numbers found as they come: none of its later records may take their place. What it
-- writes is told by the record itself. An import that is over needs them no more.

create table common_import_seen (
  batch     bigint not null references common_import_batch,
  record_id uuid   not null,
  primary key (batch, record_id)
);

create table local_import_seen (
  tenant_id int    not null references tenant,
  batch     bigint not null,
  record_id uuid   not null,
  primary key (tenant_id, batch, record_id),
  foreign key (tenant_id, batch) references local_import_batch
);

alter table local_import_seen enable row level security;
alter table local_import_seen force row level security;
create policy tenant on local_import_seen
  using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
  with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int);

grant select, insert, delete on common_import_seen, local_import_seen to ${application};

create function forget_seen_records() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'local_import_batch' then
    delete from local_import_seen where tenant_id = new.tenant_id and batch = new.number;
  else
    delete from common_import_seen where batch = new.number;
  end if;
  return null;
end $$;

create trigger over after update of state on common_import_batch for each row
  when (new.state in ('DONE', 'CANCELLED', 'UNDONE')) execute function forget_seen_records();
create trigger over after update of state on local_import_batch for each row
  when (new.state in ('DONE', 'CANCELLED', 'UNDONE')) execute function forget_seen_records();
