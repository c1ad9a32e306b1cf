/**
 * Rules and work of the circulation desk: settings, policies, lists, transport, bookings, stops,
 * interlibrary loans.
 */
@NullMarked
package org.samling.cli.desk;

import org.jspecify.annotations.NullMarked;
