/**
 * What is looked at from outside: whether a database is fit, which servers there are, and that one
 * is accepted.
 */
@NullMarked
package org.samling.postgres.checkup;

import org.jspecify.annotations.NullMarked;
