package org.samling.core.login;

/**
 * How many logins may have failed or be under way. Each number is a burst that is refilled within a
 * minute, counted on each node separately.
 *
 * @param perAddress from one address, whatever names it tries; behind NAT that is all machines of a
 *     branch together
 * @param perAccount for one account, from all addresses together from which it has not logged in
 *     before
 * @param perAccountOfAddress for one account from one address
 * @param pins the same for patrons' PINs
 */
public record LoginLimits(int perAddress, int perAccount, int perAccountOfAddress, PinLimits pins) {

  /** The default limits. */
  public static final LoginLimits USUAL = new LoginLimits(100, 100, 10);

  /** With the default limits of PINs. */
  public LoginLimits(int perAddress, int perAccount, int perAccountOfAddress) {
    this(perAddress, perAccount, perAccountOfAddress, PinLimits.USUAL);
  }

  /** Checks the numbers. */
  public LoginLimits {
    if (perAddress < 1 || perAccount < 1 || perAccountOfAddress < 1) {
      throw new IllegalArgumentException("at least one login may be wrong");
    }
  }
}
