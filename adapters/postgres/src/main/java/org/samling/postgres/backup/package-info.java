/**
 * Backups of a whole library in one file, and their restore: as the files of the database server
 * that Samling brings, or as rows for any PostgreSQL server. Knows PostgreSQL's catalogue and which
 * columns hold transaction numbers, and nothing else of the schema.
 */
@NullMarked
package org.samling.postgres.backup;

import org.jspecify.annotations.NullMarked;
