/** Hashing of PINs and passwords, and whose turn it is. */
@NullMarked
package org.samling.postgres.hashing;

import org.jspecify.annotations.NullMarked;
