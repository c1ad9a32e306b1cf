-- What somebody had for a time is let go like what they had on loan.

grant delete on booking to ${application};
create index booking_over on booking (tenant_id, pickup_branch, changed_at) where state <> 'BOOKED';
