-- What was asked and answered. All three grow with every command and are partitioned by time.

-- Makes a repeated command recognisable: written in the transaction of the effect, read under the tenant's lock.
create table command_outcome (
  tenant_id  int         not null references tenant,
  day        date        not null,
  key        bytea       not null check (length(key) = 32),
  decided_at timestamptz not null,
  outcome    jsonb       not null,
  primary key (tenant_id, key, day)
) partition by range (day);

create table audit (
  tenant_id  int         not null references tenant,
  id         uuid        not null,
  at         timestamptz not null,
  actor      text        not null,
  branch     text        not null,
  command    text        not null,
  patron_id  uuid,
  item_id    uuid,
  outcome    text        not null,
  reason     text,
  primary key (tenant_id, id, at)
) partition by range (at);

-- What others are told, in the order of commit: read below pg_snapshot_xmin, by (xid, id).
create table outbox (
  tenant_id  int         not null references tenant,
  id         uuid        not null,
  at         timestamptz not null,
  xid        xid8        not null default pg_current_xact_id(),
  kind       text        not null,
  payload    jsonb       not null,
  primary key (tenant_id, id, at)
) partition by range (at);

create index outbox_order on outbox (tenant_id, xid, id);
