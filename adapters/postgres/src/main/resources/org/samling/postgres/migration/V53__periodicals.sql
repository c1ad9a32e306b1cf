-- Periodicals: what is subscribed to, which issues are expected, and which came.

create table subscription (
  tenant_id         int      not null references tenant,
  id                uuid     not null,
  code              text     not null check (length(code) between 1 and 40),
  common_record_id  uuid     references common_record,
  local_record_id   uuid,
  record_id         uuid     not null generated always as (coalesce(local_record_id, common_record_id)) stored,
  branch            text     not null,
  location          text     check (length(location) between 1 and 100),
  category          text     not null,
  supplier          text     check (length(supplier) between 1 and 100),
  -- An issue every so many days, weeks or months, from the first on; not in these months.
  every             smallint not null check (every between 1 and 366),
  unit              text     not null check (unit in ('DAY', 'WEEK', 'MONTH')),
  first_on          date     not null,
  last_on           date,
  skipped_months    smallint[] not null default '{}',
  -- Numbers begin with the first issue's; they begin again with each year, after so many issues, or never.
  first_volume      int      check (first_volume >= 0),
  first_number      int      not null check (first_number >= 0),
  numbering         text     not null check (numbering in ('YEARLY', 'BY_VOLUME', 'RUNNING')),
  issues_per_volume smallint check (issues_per_volume between 1 and 1000),
  claim_days        smallint not null check (claim_days between 1 and 365),
  predicted_until   date     not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, local_record_id) references local_record,
  foreign key (tenant_id, branch) references branch,
  foreign key (tenant_id, category) references item_category,
  check ((common_record_id is null) <> (local_record_id is null)),
  check ((numbering = 'BY_VOLUME') = (issues_per_volume is not null)),
  check (last_on >= first_on)
);

create table periodical_issue (
  tenant_id       int  not null references tenant,
  subscription_id uuid not null,
  expected_on     date not null,  -- by the pattern: also what identifies it
  volume          text,
  issue_year      text not null,
  issue           text not null,
  state           text not null check (state in ('EXPECTED', 'RECEIVED', 'NOT_PUBLISHED')),
  item_id         uuid,
  received_at     timestamptz,
  claims          smallint not null default 0,
  claimed_at      timestamptz,
  primary key (tenant_id, subscription_id, expected_on),
  foreign key (tenant_id, subscription_id) references subscription,
  foreign key (tenant_id, item_id) references item,
  check ((state = 'RECEIVED') = (received_at is not null)),
  check ((claims = 0) = (claimed_at is null))
);

create index subscription_record on subscription (tenant_id, record_id);
create index periodical_issue_expected on periodical_issue (tenant_id, expected_on) where state = 'EXPECTED';

do $$
declare
  name text;
begin
  foreach name in array array['subscription', 'periodical_issue']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy tenant on %I
        using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
        with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)$policy$, name);
  end loop;
end $$;

grant select, insert, update on subscription to ${application};
grant select, insert, update, delete on periodical_issue to ${application};
