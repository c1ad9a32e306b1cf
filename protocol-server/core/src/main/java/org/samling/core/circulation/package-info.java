/**
 * Circulation: loans, returns, renewals, holds and fees.
 *
 * <p>A {@link org.samling.core.circulation.Command} is decided by {@link
 * org.samling.core.circulation.Desk}, a pure function of the {@link
 * org.samling.core.circulation.Facts} that the store loaded, into an {@link
 * org.samling.core.circulation.Outcome} for whoever asked and {@link
 * org.samling.core.circulation.Effect}s for the store to write. Refusals are outcomes; only faults
 * are exceptions. Imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core.circulation;

import org.jspecify.annotations.NullMarked;
