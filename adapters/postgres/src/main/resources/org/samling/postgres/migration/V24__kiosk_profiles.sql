-- What a SIP2 machine may do and is told: the name of a preset, and what the account says otherwise.
alter table account add column profile jsonb check (jsonb_typeof(profile) = 'object' and profile ? 'preset');

drop trigger account_changed on account;

create trigger account_changed after update on account for each row
  when ((old.protocol, old.branch, old.charset, old.language, old.enabled, old.allow, old.certificate, old.without_password,
         old.idle_seconds, old.max_connections, old.profile)
    is distinct from
        (new.protocol, new.branch, new.charset, new.language, new.enabled, new.allow, new.certificate, new.without_password,
         new.idle_seconds, new.max_connections, new.profile))
  execute function account_changed();

-- A branch has several sorting tables; which of them counts at a machine is in its profile.
alter table sort_rule
  add column sort_table text not null default 'default' check (length(sort_table) between 1 and 40),
  drop constraint sort_rule_pkey,
  add primary key (tenant_id, branch, sort_table, position);

alter table sort_rule alter column sort_table drop default;

-- Into whose libraries a patron may not go by themselves, through doors that a machine opens. They may borrow as before.
create table patron_admission_withdrawal (
  tenant_id int         not null references tenant,
  patron_id uuid        not null,
  level     text        not null check (level in ('TENANT', 'AGENCY', 'BRANCH')),
  unit      text        not null check (length(unit) between 1 and 40),
  reason    text        not null check (length(reason) between 1 and 255),
  since     timestamptz not null default now(),
  until     date,
  primary key (tenant_id, patron_id, level, unit),
  foreign key (tenant_id, patron_id) references patron
);

alter table patron_admission_withdrawal enable row level security;
alter table patron_admission_withdrawal force row level security;
create policy tenant on patron_admission_withdrawal
  using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
  with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int);

grant select, insert, update, delete on patron_admission_withdrawal to ${application};
