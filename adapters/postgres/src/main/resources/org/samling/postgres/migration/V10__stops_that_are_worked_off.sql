-- A stop that was taken away is kept until what it moved was moved back. By the time of its last change whoever works it
-- off knows whether it is still the same.
alter table suspension
  add column removed    boolean     not null default false,
  add column changed_at timestamptz not null default now();
