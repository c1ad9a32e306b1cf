-- A record of danMARC2 that has something above it, or stands on another, is described with it as soon as it is linked (V29):
-- the row is updated before the statement that put it has numbered it. So the numbers are those that the row has by then, and
-- may be there already.
create or replace function number_local_records() returns trigger
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    delete from local_record_number n using changed c where n.tenant_id = c.tenant_id and n.record_id = c.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into local_record_number (tenant_id, value, record_id)
    select r.tenant_id, n.value, r.id from changed c
    join local_record r on r.tenant_id = c.tenant_id and r.id = c.id
    cross join lateral (
      select 'isbn:' || i from unnest(r.isbns) i union select m from unnest(r.numbers) m) n (value)
    on conflict do nothing;
  end if;
  return null;
end $$;

-- What can't be the number of any record leads nowhere, and is not kept: an index takes no text of any length.
create or replace function place_in_work(content jsonb) returns table (is_deleted boolean, above_number text)
  language sql immutable parallel safe as $$
  with s as materialized (select * from marc_subfields(content, array['004', '014']))
  select
    exists (select from s where s.tag = '004' and s.code = 'r' and s.value = 'd'),
    (select replace(s.value, ' ', '') from s
     where s.tag = '014' and s.code = 'a' and s.value ~ '\S' and length(replace(s.value, ' ', '')) <= 100
       and not exists (select from s x where x.field = s.field and x.code = 'x')
       and exists (select from s l where l.tag = '004' and l.code = 'a' and l.value in ('s', 'b'))
     order by s.field, s.place limit 1)
$$;
