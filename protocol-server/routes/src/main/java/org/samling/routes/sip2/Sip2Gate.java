package org.samling.routes.sip2;

import org.samling.core.organisation.Account;

/**
 * Who may log in on a connection, by what the connection is and not by what is said on it. Called
 * by the connection's own thread.
 */
public interface Sip2Gate {

  /** Lets everybody in. */
  Sip2Gate OPEN = _ -> true;

  /**
   * Whether an account whose password was right may be used on this connection. If so the
   * connection is this account's from now on, and no other's.
   */
  boolean admits(Account account);

  /** Called after a login that failed, for whatever reason. */
  default void loginFailed() {}
}
