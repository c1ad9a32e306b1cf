-- By what rules an import knows records again, and what becomes of those that it knows; null for those that hold where nothing
-- else is said. It goes on with the same ones.
alter table common_import_batch add column rules jsonb;
alter table local_import_batch add column rules jsonb;
