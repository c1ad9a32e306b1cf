-- Run by the image of PostgreSQL when it makes its database: Samling's two roles and its database.
-- docs/operations.md, "Your own".
\set owner_password `cat /run/secrets/owner`
\set application_password `cat /run/secrets/application`

create role samling_owner login password :'owner_password';
create role samling_app login password :'application_password' nosuperuser nobypassrls;
grant set on parameter backtrace_functions to samling_owner;
create database samling owner samling_owner;
revoke all on database samling from public;
grant connect on database samling to samling_app;
