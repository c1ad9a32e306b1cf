package org.samling.core.circulation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When something is due.
 *
 * @param at when it is due
 * @param unstopped when it would be due had the stop switch not been used, or null where that is
 *     the same
 * @param why what it rests on
 */
record DueDate(Instant at, @Nullable Instant unstopped, Why why) {}
