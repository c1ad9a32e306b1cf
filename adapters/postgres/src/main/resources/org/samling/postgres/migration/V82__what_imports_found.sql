-- Where the file of an import ended before its end, and why; null where it was whole.
alter table common_import_batch add column ended_early text;
alter table local_import_batch add column ended_early text;
