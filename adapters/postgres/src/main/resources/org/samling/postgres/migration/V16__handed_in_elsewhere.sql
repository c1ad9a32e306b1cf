-- Items that another tenant took in: how their loans end and where they come from, and how far each tenant's hand-ins were
-- passed on to the owners. And what undoing the return of a floating item needs.

alter table loan
  -- The other tenant's code and its branch's, where the loan ended there: tenant/branch.
  add column returned_elsewhere text check (length(returned_elsewhere) between 1 and 200),
  -- Where the item belonged before this return made it float.
  add column floated_from       text,
  add foreign key (tenant_id, floated_from) references branch,
  drop constraint loan_check1,
  add constraint loan_returned_somewhere check
    (num_nonnulls(returned_branch, returned_elsewhere) = case when returned_at is null then 0 else 1 end);

alter table transit
  alter column from_branch drop not null,
  add column from_elsewhere text check (length(from_elsewhere) between 1 and 200),
  add constraint transit_from_somewhere check (num_nonnulls(from_branch, from_elsewhere) = 1);

-- Found without looking at all that the outbox holds beside it.
create index outbox_handed_in on outbox (tenant_id, xid, id) where kind = 'others-item-handed-in';

-- Up to where a tenant's outbox was passed on, for each that reads it.
create table outbox_position (
  tenant_id int  not null references tenant,
  reader    text not null check (length(reader) between 1 and 40),
  xid       xid8 not null,
  id        uuid not null,
  primary key (tenant_id, reader)
);

alter table outbox_position enable row level security;
alter table outbox_position force row level security;
create policy tenant on outbox_position
  using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
  with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int);

grant select, insert, update on outbox_position to ${application};

-- Who made a floating group, the table of a branch's sorting machine or an agreement what it is, and when.
alter table floating_group
  add column set_by text        not null default 'migration',
  add column set_at timestamptz not null default now();
alter table floating_group alter column set_by drop default;

alter table sort_rule
  add column set_by text        not null default 'migration',
  add column set_at timestamptz not null default now();
alter table sort_rule alter column set_by drop default;

alter table lending_agreement
  add column set_by text not null default 'migration';
alter table lending_agreement alter column set_by drop default;

drop function agree_on_lending(int, int, boolean);

-- Makes or ends an agreement, for both sides at once; says whether that changed anything.
create function agree_on_lending(one int, other int, agreed boolean, by text) returns boolean
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
declare
  before text := current_setting('samling.tenant', true);
  side int;
  changed boolean := false;
begin
  if before is distinct from one::text then
    raise exception 'a tenant agrees for itself only';
  end if;
  foreach side in array array[one, other]
  loop
    perform set_config('samling.tenant', side::text, true);
    if agreed then
      insert into lending_agreement (tenant_id, other_id, set_by)
      values (side, case when side = one then other else one end, by) on conflict do nothing;
    else
      delete from lending_agreement
      where tenant_id = side and other_id = case when side = one then other else one end;
    end if;
    changed := changed or found;
  end loop;
  perform set_config('samling.tenant', before, true);
  return changed;
end $$;

revoke all on function agree_on_lending(int, int, boolean, text) from public;
grant execute on function agree_on_lending(int, int, boolean, text) to ${application};
