-- Test cases of policy: what is to be said of a loan that is thought up. A change that would break one is told before it is made.
create table policy_case (
  tenant_id int         not null references tenant,
  name      text        not null check (length(name) between 1 and 100),
  situation jsonb       not null check (jsonb_typeof(situation) = 'object'),
  expected  jsonb       not null check (jsonb_typeof(expected) = 'object'),
  set_by    text        not null check (length(set_by) between 1 and 200),
  set_at    timestamptz not null default now(),
  primary key (tenant_id, name)
);

alter table policy_case enable row level security;
alter table policy_case force row level security;
create policy tenant on policy_case
  using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
  with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int);

grant select, insert, update, delete on policy_case to ${application};
