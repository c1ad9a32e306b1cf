/**
 * Rules and work of a desk: settings, policies, lists, transport, bookings, stops, interlibrary
 * loans.
 */
@NullMarked
package org.samling.cli.desk;

import org.jspecify.annotations.NullMarked;
