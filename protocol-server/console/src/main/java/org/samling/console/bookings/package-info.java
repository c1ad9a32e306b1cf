/**
 * The calendar of class sets and other bookings: who has what when, placed, moved and cancelled.
 */
@NullMarked
package org.samling.console.bookings;

import org.jspecify.annotations.NullMarked;
