-- Loans that end being anybody's by themselves, and due dates that remember what they would be without stops.

alter table loan
  -- When the loan would have been due before its last renewal had the stop switch not been used.
  add column unstopped_due_before_renewal timestamptz;
