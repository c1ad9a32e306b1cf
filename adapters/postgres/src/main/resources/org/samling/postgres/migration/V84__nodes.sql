-- The nodes that serve the library. Each writes its row about once a second, in place of write_probe, to find out whether
-- loans can be written; the others see by it that it is there. Rows are of no tenant and of nobody.
create table node (
  name          text primary key,
  version       text        not null,
  started_at    timestamptz not null,
  seen_at       timestamptz not null,
  -- Its index of the catalogue: how many records it finds, up to which change, and whether it follows.
  records       bigint      not null,
  xid           bigint,
  record_id     uuid,
  is_following  boolean     not null,
  -- What the index lacks: how many changed records, and since when the first of them can be told.
  missing       integer,
  missing_since timestamptz
);
grant select, insert, update, delete on node to ${application};
