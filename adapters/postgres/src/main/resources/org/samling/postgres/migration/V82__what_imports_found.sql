-- Where the file of an import ended before its end, and why (null where it was whole); how the coding of its records is settled
-- where somebody said so for this import; and in which codings they were read, with how many records.
do $$
declare
  name text;
begin
  foreach name in array array['common_import_batch', 'local_import_batch'] loop
    execute format($columns$
      alter table %I
        add column ended_early text,
        add column coding text check (coding in ('AUTO', 'HOLD', 'UTF_8', 'MARC_8', 'LATIN_1')),
        add column codings jsonb not null default '{}'$columns$, name);
  end loop;
end $$;
