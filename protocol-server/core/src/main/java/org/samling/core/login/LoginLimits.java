package org.samling.core.login;

/**
 * How many logins may be wrong or under way. Each number is a burst that is due again within a
 * minute, counted on each node by itself.
 *
 * @param perAddress of one address, whatever names it tries; behind an address translation these
 *     are all the machines of a branch together
 * @param perAccount of one account, from wherever it is tried
 * @param perAccountOfAddress of one account from one address
 */
public record LoginLimits(int perAddress, int perAccount, int perAccountOfAddress) {

  /** What holds where nothing is configured. */
  public static final LoginLimits USUAL = new LoginLimits(100, 100, 10);

  /** Checks the numbers. */
  public LoginLimits {
    if (perAddress < 1 || perAccount < 1 || perAccountOfAddress < 1) {
      throw new IllegalArgumentException("at least one login may be wrong");
    }
  }
}
