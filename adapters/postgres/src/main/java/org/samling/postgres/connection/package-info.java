/**
 * How the database is reached: connections, time limits, secrets, and the check that it is still
 * the same database as before.
 */
@NullMarked
package org.samling.postgres.connection;

import org.jspecify.annotations.NullMarked;
