package org.samling.rest.form;

import java.time.Duration;
import org.samling.core.organisation.Account;

/** Decides whether an account that has logged in may send a request now. */
public interface RestGate {

  /** Whether the account may be used from where the request comes. */
  boolean admits(Account account);

  /** Takes one request from the account's rate limit. */
  Allowed take(Account account);

  /**
   * The state of an account's rate limit.
   *
   * @param isAllowed whether this request is within the limit
   * @param most how many requests it may send at once after a pause
   * @param window how long it takes until that many are available again
   * @param left how many requests are left now
   * @param due the time until one more is available
   */
  record Allowed(boolean isAllowed, int most, Duration window, int left, Duration due) {}
}
