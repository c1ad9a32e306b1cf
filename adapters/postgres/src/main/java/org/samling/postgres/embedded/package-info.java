/**
 * The PostgreSQL server that Samling brings along: unpacks its programs, creates the cluster,
 * starts and stops the server process, and cleans up after a crash. It handles processes and files
 * only; it must not import {@code org.samling.core}, {@code java.sql} or anything that knows the
 * schema.
 */
@NullMarked
package org.samling.postgres.embedded;

import org.jspecify.annotations.NullMarked;
