-- What libraries ask each other to lend or copy, and what happened to it. Numbers are a tenant's own, from 1 up: whoever places
-- a request holds a lock of the tenant's, under which the next number is taken and a repetition is looked for.
create table ill_request (
  tenant_id        int         not null references tenant,
  number           bigint      not null check (number > 0),
  side             text        not null check (side in ('LENDING', 'BORROWING')),
  state            text        not null check (state in ('REQUESTED', 'SENT', 'WILL_SUPPLY', 'SHIPPED', 'RECEIVED', 'ON_LOAN',
    'RETURNED', 'CHECKED_IN', 'CANCELLED', 'UNFILLED', 'RECALLED', 'OVERDUE', 'LOST')),
  account          text        not null check (length(account) between 1 and 200),
  library          text        check (length(library) between 1 and 200),
  reference        text        check (length(reference) between 1 and 1000),
  fingerprint      text        not null check (length(fingerprint) = 64),
  record_source    text,
  record_number    text,
  -- No foreign key: the request stays when the record goes.
  record_id        uuid,
  record_is_common boolean,
  title            text        check (length(title) <= 1000),
  author           text        check (length(author) <= 1000),
  published        text        check (length(published) <= 200),
  isbn             text        check (length(isbn) <= 200),
  issn             text        check (length(issn) <= 200),
  catalogue_number text        check (length(catalogue_number) <= 200),
  part             text        check (length(part) <= 1000),
  service          text        not null check (service in ('LOAN', 'COPY')),
  need_before      date,
  delivery         text        check (length(delivery) <= 1000),
  note             text        check (length(note) <= 1000),
  patron           text        check (length(patron) <= 200),
  placed_at        timestamptz not null,
  changed_at       timestamptz not null,
  primary key (tenant_id, number),
  check ((record_source is null) = (record_number is null)),
  check ((record_source is null) = (record_id is null)),
  check ((record_source is null) = (record_is_common is null))
);

create unique index ill_request_reference on ill_request (tenant_id, account, coalesce(library, ''), reference)
  where reference is not null;
create index ill_request_fingerprint on ill_request (tenant_id, fingerprint, placed_at) where reference is null;
create index ill_request_state on ill_request (tenant_id, state, number);

create table ill_event (
  tenant_id int         not null,
  request   bigint      not null,
  sequence  int         not null check (sequence > 0),
  at        timestamptz not null,
  who       text        not null check (length(who) between 1 and 200),
  state     text        not null,
  note      text        check (length(note) <= 1000),
  message   text        check (length(message) <= 16000),
  primary key (tenant_id, request, sequence),
  foreign key (tenant_id, request) references ill_request
);

do $$
declare
  name text;
begin
  foreach name in array array['ill_request', 'ill_event'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy tenant on %I
        using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
        with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)$policy$, name);
  end loop;
end $$;

grant select, insert, update on ill_request to ${application};
grant select, insert on ill_event to ${application};
