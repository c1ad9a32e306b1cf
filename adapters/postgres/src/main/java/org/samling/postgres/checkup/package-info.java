/** Checks from outside: whether a database is fit, which servers there are, and accepting one. */
@NullMarked
package org.samling.postgres.checkup;

import org.jspecify.annotations.NullMarked;
