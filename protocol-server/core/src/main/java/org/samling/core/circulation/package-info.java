/**
 * Circulation: loans, holds, fees, bookings and items, with the ports through which other code uses
 * it. A {@link org.samling.core.circulation.command.Command} is decided by {@link
 * org.samling.core.circulation.desk.Desk} on {@link org.samling.core.circulation.context.Facts},
 * which gives an {@link org.samling.core.circulation.outcome.Outcome} and {@link
 * org.samling.core.circulation.effect.Effect}s.
 */
@NullMarked
package org.samling.core.circulation;

import org.jspecify.annotations.NullMarked;
