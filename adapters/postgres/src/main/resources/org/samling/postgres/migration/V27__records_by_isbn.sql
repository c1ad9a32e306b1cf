-- Items that come from other systems name their record by its ISBN.
create index common_record_isbns on common_record using gin (isbns);
create index local_record_isbns on local_record using gin (isbns);
