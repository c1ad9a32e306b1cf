package org.samling.rest.form;

import java.time.Duration;
import org.samling.core.organisation.Account;

/** Says whether an account that has logged in may ask now. */
public interface RestGate {

  /** Whether it may be used from where the request comes. */
  boolean admits(Account account);

  /** Takes one request of what it may ask in a while. */
  Allowed take(Account account);

  /**
   * What an account may ask in a while.
   *
   * @param isAllowed whether this request is one of them
   * @param most how many at once after a pause
   * @param window how long it takes until as many are due again
   * @param left how many are left now
   * @param due after how long one more is due
   */
  record Allowed(boolean isAllowed, int most, Duration window, int left, Duration due) {}
}
