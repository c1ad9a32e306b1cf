/** Tests of the embedded PostgreSQL, and the one server that the tests of a JVM share. */
@NullMarked
package org.samling.postgres.embedded;

import org.jspecify.annotations.NullMarked;
