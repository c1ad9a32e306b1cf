/** Bookings of copies for a period, and the sets that can be booked (docs/class-sets.md). */
@NullMarked
package org.samling.operations.bookings;

import org.jspecify.annotations.NullMarked;
