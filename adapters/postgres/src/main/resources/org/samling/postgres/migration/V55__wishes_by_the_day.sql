-- A patron may wish for another channel, to be told by the day or at once, or both; or not at all.
alter table notice_wish
  add column is_wanted boolean not null default true,
  add column is_daily  boolean;  -- null: as the library does

alter table notice_wish no force row level security;
update notice_wish set is_wanted = false where channel is null;
alter table notice_wish force row level security;

alter table notice_wish add check (is_wanted = (num_nonnulls(channel, is_daily) > 0));
