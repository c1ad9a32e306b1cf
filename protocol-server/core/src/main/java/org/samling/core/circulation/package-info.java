/**
 * Circulation: loans, holds, fees, bookings and items in the hands of patrons, as the ports by
 * which it is asked. A {@link org.samling.core.circulation.command.Command} is decided by {@link
 * org.samling.core.circulation.desk.Desk} on {@link org.samling.core.circulation.context.Facts}:
 * {@link org.samling.core.circulation.outcome.Outcome} and {@link
 * org.samling.core.circulation.effect.Effect}s come of it.
 */
@NullMarked
package org.samling.core.circulation;

import org.jspecify.annotations.NullMarked;
