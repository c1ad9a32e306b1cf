/**
 * Backups of a whole library in one file, and what they are restored by: as the files of the
 * database server that Samling brings, or as rows that any PostgreSQL takes. Knows the catalogue of
 * PostgreSQL and which columns hold transaction numbers, and nothing else of the schema.
 */
@NullMarked
package org.samling.postgres.backup;

import org.jspecify.annotations.NullMarked;
