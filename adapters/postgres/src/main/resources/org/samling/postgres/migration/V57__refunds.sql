-- Money that came when nothing was owed any more, and that was paid back.
alter table online_payment
  drop constraint online_payment_state_check,
  add constraint online_payment_state_check check (state in ('BEGUN', 'CONFIRMED', 'TO_REFUND', 'REFUNDED')),
  add column refunded_at timestamptz,
  add column refunded_by text check (length(refunded_by) between 1 and 200),
  add check ((state = 'REFUNDED') = (refunded_at is not null)),
  add check ((refunded_at is null) = (refunded_by is null));

create index online_payment_to_refund on online_payment (tenant_id, begun_at) where state = 'TO_REFUND';
