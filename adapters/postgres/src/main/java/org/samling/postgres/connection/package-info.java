/**
 * How the database is reached: connections, time limits, secrets, and whether it is the database
 * that was there before.
 */
@NullMarked
package org.samling.postgres.connection;

import org.jspecify.annotations.NullMarked;
