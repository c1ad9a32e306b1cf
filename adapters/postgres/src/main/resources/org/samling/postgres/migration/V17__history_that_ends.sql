-- Loans that end being anybody's by themselves, and due dates that remember what they would be without stops.

alter table loan
  -- When the loan would have been due before its last renewal had the stop switch not been used.
  add column unstopped_due_before_renewal timestamptz,
  -- From when it counts how long a loan that is over says whose it was, where that is not its return: what was entered
  -- last for its fees; infinity while a fee is open, or its patron wants it kept.
  add column retained_from timestamptz;

-- What comes due to be detached, and never what is kept for now.
create index loan_retained on loan (tenant_id, lent_branch, coalesce(retained_from, returned_at))
  where returned_at is not null and patron_id is not null;

-- A hold that a loan fulfilled says no longer than the loan whose it was.
alter table hold
  alter column patron_id drop not null,
  add constraint hold_patron_check check (patron_id is not null or state = 'FULFILLED');
