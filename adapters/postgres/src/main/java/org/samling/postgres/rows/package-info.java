/**
 * Rows by name: statements that go to PostgreSQL together, their rows as records, and records as
 * the rows that they write. Nobody else reads a column of a result set.
 */
@NullMarked
package org.samling.postgres.rows;

import org.jspecify.annotations.NullMarked;
