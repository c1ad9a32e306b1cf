/** Whose turn it is to have a PIN or password hashed. */
@NullMarked
package org.samling.postgres.hashing;

import org.jspecify.annotations.NullMarked;
