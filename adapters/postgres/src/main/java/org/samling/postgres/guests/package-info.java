/** Guests of tenants, and the agreements under which they come. */
@NullMarked
package org.samling.postgres.guests;

import org.jspecify.annotations.NullMarked;
