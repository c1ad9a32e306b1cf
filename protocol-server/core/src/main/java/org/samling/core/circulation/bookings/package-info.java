/** Bookings of items and sets for a time to come. */
@NullMarked
package org.samling.core.circulation.bookings;

import org.jspecify.annotations.NullMarked;
