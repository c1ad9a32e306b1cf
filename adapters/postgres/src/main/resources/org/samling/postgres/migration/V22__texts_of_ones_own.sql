-- What people read at a machine, where a tenant words it in its own way.

create table own_text (
  tenant_id int  not null references tenant,
  language  text not null check (language ~ '^[0-9]{3}$'),  -- as SIP2 codes it: 009 Danish
  key       text not null check (length(key) between 1 and 100),
  text      text not null check (length(text) between 1 and 255),
  primary key (tenant_id, language, key)
);

alter table own_text enable row level security;
alter table own_text force row level security;
create policy tenant on own_text
  using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
  with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int);

grant select, insert, update, delete on own_text to ${application};
