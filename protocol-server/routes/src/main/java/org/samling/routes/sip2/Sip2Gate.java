package org.samling.routes.sip2;

import org.samling.core.organisation.Account;

/**
 * Decides who may log in on a connection by the properties of the connection, not by the messages
 * on it. Called on the connection's own thread.
 */
public interface Sip2Gate {

  /** Lets everybody in. */
  Sip2Gate OPEN = _ -> true;

  /**
   * Whether an account may be used on this connection, its password having been correct. If so, the
   * connection belongs to this account from now on and to no other.
   */
  boolean admits(Account account);

  /** Called after every failed login, whatever the reason. */
  default void loginFailed() {}

  /**
   * Called before that where the name or the password was wrong, or the account can't be used.
   *
   * @param username the name as it was sent, which may be anything
   */
  default void loginWrong(String username) {}

  /**
   * Called where a login was not checked because too many had failed.
   *
   * @param username the name as it was sent, which may be anything
   */
  default void loginUnchecked(String username) {}
}
