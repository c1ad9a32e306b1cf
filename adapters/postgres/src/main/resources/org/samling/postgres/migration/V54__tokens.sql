-- An account may be known by a token that somebody else signed.
alter table account drop constraint account_without_password_check;
alter table account add constraint account_without_password_check
  check (without_password <@ array['PORT', 'ADDRESS', 'CERTIFICATE', 'SERVER_NAME', 'TOKEN']);
