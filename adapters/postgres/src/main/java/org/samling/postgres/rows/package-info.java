/**
 * Rows by name: statements that are sent to PostgreSQL together, their rows as records, and records
 * as the rows that they write. No other package reads columns of a result set.
 */
@NullMarked
package org.samling.postgres.rows;

import org.jspecify.annotations.NullMarked;
