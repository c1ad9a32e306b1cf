package org.samling.core.ill;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The terms on which a lender would supply, or expects to.
 *
 * @param reason why not as asked, in the words of ISO 18626 ({@code CostExceedsMaxCost}), or null
 * @param condition a condition of the loan ({@code LibraryUseOnly}), or null
 * @param cost what it costs, or null where not stated
 * @param retryAfter when it can be asked again, or null for at once
 * @param expected when it expects to deliver, or null where not stated
 */
public record SupplyOffer(
    @Nullable String reason,
    @Nullable String condition,
    @Nullable Cost cost,
    @Nullable Instant retryAfter,
    @Nullable Instant expected) {

  /** Nothing was said. */
  public static final SupplyOffer NONE = new SupplyOffer((String) null);

  private SupplyOffer(@Nullable String reason) {
    this(reason, null);
  }

  private SupplyOffer(@Nullable String reason, @Nullable String condition) {
    this(reason, condition, null);
  }

  private SupplyOffer(@Nullable String reason, @Nullable String condition, @Nullable Cost cost) {
    this(reason, condition, cost, null);
  }

  private SupplyOffer(
      @Nullable String reason,
      @Nullable String condition,
      @Nullable Cost cost,
      @Nullable Instant retryAfter) {
    this(reason, condition, cost, retryAfter, null);
  }

  /** Whether nothing was said. */
  public boolean isEmpty() {
    return equals(NONE);
  }

  /**
   * An amount of money.
   *
   * @param hundredths in hundredths of the currency's unit, from 0
   * @param currency three capital letters, as in ISO 4217
   */
  public record Cost(long hundredths, String currency) {

    private static final int DIGITS = 2;

    /** The most that can be stated, in hundredths. */
    public static final long MOST = 100_000_000;

    /**
     * An amount as messages write it.
     *
     * @param value such as {@code 50.00}
     * @return null where that is none between 0 and {@link #MOST}, or the currency is no code
     */
    public static @Nullable Cost of(@Nullable String value, @Nullable String currency) {
      if (value == null
          || currency == null
          || !currency.strip().matches("[A-Za-z]{3}")
          || !value.strip().matches("\\d{1,9}([.,]\\d{1,4})?")) {
        return null;
      }
      var hundredths =
          new BigDecimal(value.strip().replace(',', '.'))
              .movePointRight(DIGITS)
              .setScale(0, RoundingMode.UP)
              .longValue();
      return hundredths > MOST
          ? null
          : new Cost(hundredths, currency.strip().toUpperCase(Locale.ROOT));
    }

    /** The amount, {@code 50.00}. */
    public String value() {
      return BigDecimal.valueOf(hundredths, DIGITS).toPlainString();
    }

    /** The amount with its currency, {@code 50.00 DKK}. */
    public String text() {
      return value() + " " + currency;
    }
  }
}
