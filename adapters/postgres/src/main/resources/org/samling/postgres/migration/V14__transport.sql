-- How items travel: floating groups, sorting, transits and crates, and what belongs to other tenants.

-- Branches among which items stay where they are returned.
create table floating_group (
  tenant_id int  not null references tenant,
  code      text not null check (length(code) between 1 and 40),
  branch    text not null,
  primary key (tenant_id, code, branch),
  foreign key (tenant_id, branch) references branch
);

alter table item add column floating_group text check (length(floating_group) between 1 and 40);

-- Into which bin a branch's machine sorts what comes back: the first rule that applies, from the top.
create table sort_rule (
  tenant_id  int   not null references tenant,
  branch     text  not null,
  position   int   not null check (position > 0),
  conditions jsonb not null,
  bin        text  not null check (length(bin) between 1 and 40),
  primary key (tenant_id, branch, position),
  foreign key (tenant_id, branch) references branch
);

create table transit (
  tenant_id   int         not null references tenant,
  id          uuid        not null,
  item_id     uuid        not null,
  from_branch text        not null,
  to_branch   text        not null,
  hold_id     uuid,
  sent_at     timestamptz not null,
  crate       text check (length(crate) between 1 and 100),
  ended_at    timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, item_id) references item,
  foreign key (tenant_id, from_branch) references branch,
  foreign key (tenant_id, to_branch) references branch
) with (fillfactor = 90);

create unique index transit_open on transit (tenant_id, item_id) where ended_at is null;
create index transit_to on transit (tenant_id, to_branch, sent_at) where ended_at is null;
create index transit_crate on transit (tenant_id, crate) where ended_at is null and crate is not null;

-- What is on its way already was sent when it moved last.
insert into transit (tenant_id, id, item_id, from_branch, to_branch, hold_id, sent_at)
select tenant_id, gen_random_uuid(), id, home_branch, at_branch, hold_id, moved_at from item where status = 'IN_TRANSIT';

-- That two tenants tell each other what is theirs when it is handed in. It is kept for both.
create table lending_agreement (
  tenant_id int  not null references tenant,
  other_id  int  not null references tenant,
  since     date not null default current_date,
  primary key (tenant_id, other_id),
  check (tenant_id <> other_id)
);

do $$
declare
  name text;
begin
  foreach name in array array['floating_group', 'sort_rule', 'transit', 'lending_agreement']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy tenant on %I
        using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
        with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)$policy$, name);
  end loop;
end $$;

grant select, insert, update, delete on floating_group, sort_rule to ${application};
grant select, insert, update on transit to ${application};
grant select on lending_agreement to ${application};

-- Makes or ends an agreement, for both sides at once.
create function agree_on_lending(one int, other int, agreed boolean) returns void
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
declare
  before text := current_setting('samling.tenant', true);
  side int;
begin
  foreach side in array array[one, other]
  loop
    perform set_config('samling.tenant', side::text, true);
    if agreed then
      insert into lending_agreement (tenant_id, other_id)
      values (side, case when side = one then other else one end) on conflict do nothing;
    else
      delete from lending_agreement
      where tenant_id = side and other_id = case when side = one then other else one end;
    end if;
  end loop;
  perform set_config('samling.tenant', coalesce(before, ''), true);
end $$;

-- Whose an item is that is not the tenant's own, where they have agreed: title, owner and where it belongs, and nothing of
-- who had it.
create function item_of_other(asking int, wanted text) returns table (owner_code text, owner_name text, title text, home text)
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
declare
  before text := current_setting('samling.tenant', true);
  others int[];
  other int;
  is_there boolean;
begin
  if before is distinct from asking::text then
    raise exception 'a tenant asks for itself only';
  end if;
  select array_agg(a.other_id order by a.other_id) into others from lending_agreement a where a.tenant_id = asking;
  foreach other in array coalesce(others, '{}')
  loop
    perform set_config('samling.tenant', other::text, true);
    return query
      select t.code, t.name, coalesce(l.title, c.title), b.name
      from item i
      join tenant t on t.id = i.tenant_id
      join branch b on b.tenant_id = i.tenant_id and b.code = i.home_branch
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      where i.tenant_id = other and i.barcode = wanted;
    is_there := found;
    perform set_config('samling.tenant', before, true);
    exit when is_there;
  end loop;
end $$;

revoke all on function agree_on_lending(int, int, boolean), item_of_other(int, text) from public;
grant execute on function agree_on_lending(int, int, boolean), item_of_other(int, text) to ${application};
