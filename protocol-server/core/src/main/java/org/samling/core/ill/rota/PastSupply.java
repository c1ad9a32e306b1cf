package org.samling.core.ill.rota;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a library has supplied the tenant before.
 *
 * @param asked how many of the last requests to it were decided
 * @param supplied how many of these it supplied
 * @param days the median of the days from when it was asked until the item was here, with one
 *     decimal; null where nothing has come from it
 */
public record PastSupply(int asked, int supplied, @Nullable BigDecimal days) {

  /** How many requests to a library count, the last ones. */
  public static final int LAST_REQUESTS = 20;

  /** Nothing is known of it. */
  public static final PastSupply NONE = new PastSupply(0, 0, null);

  /** How many of a hundred requests it supplies; null where none was decided. */
  public @Nullable Integer fillRate() {
    return asked == 0 ? null : Math.round(100f * supplied / asked);
  }
}
