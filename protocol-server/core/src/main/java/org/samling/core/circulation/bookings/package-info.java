/** Bookings of items and sets for a future period. */
@NullMarked
package org.samling.core.circulation.bookings;

import org.jspecify.annotations.NullMarked;
