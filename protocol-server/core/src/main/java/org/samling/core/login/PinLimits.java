package org.samling.core.login;

/**
 * How many patrons' PINs may be wrong or under way, whosever they are: so that nobody tries one PIN
 * on many cards. Each number is a burst that is refilled within an hour, counted on each node
 * separately.
 *
 * @param perAccount typed at one account of a machine or program
 * @param perAddress from one address, by whatever account
 */
public record PinLimits(int perAccount, int perAddress) {

  /** The default limits. */
  public static final PinLimits USUAL = new PinLimits(200, 400);

  /** Checks the numbers. */
  public PinLimits {
    if (perAccount < 1 || perAddress < 1) {
      throw new IllegalArgumentException("at least one PIN may be wrong");
    }
  }
}
