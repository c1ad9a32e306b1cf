package org.samling.operations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import org.samling.core.debt.Money;
import org.samling.core.organisation.Tenant;

/**
 * An amount in the tenant's currency, as a text, so that nothing is rounded.
 *
 * @param text with a point and the currency's decimals: {@code 12.50}
 */
@Notation(pattern = "^-?[0-9]{1,13}(\\.[0-9]{1,4})?$", title = "an amount", example = "12.50")
public record Amount(@JsonValue String text) {

  /** An amount that was sent. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Amount {}

  /** An amount in minor units. */
  public static Amount of(long minor, Tenant tenant) {
    return new Amount(Money.text(minor, tenant.currency()));
  }

  /** The highest fee that somebody accepts, in minor units; null is none. */
  public static long accepted(@Nullable Amount fee, Tenant tenant) {
    return fee == null ? 0 : fee.minor(tenant);
  }

  /**
   * The amount in minor units.
   *
   * @throws Problem when it is below 0, too large, or has more decimals than the currency
   */
  public long minor(Tenant tenant) {
    try {
      return Money.minor(text, tenant.currency());
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(String.valueOf(e.getMessage()));
    }
  }
}
