package org.samling.server.sip2;

import org.samling.core.organisation.Account;
import org.samling.library.network.Peer;
import org.samling.routes.sip2.Sip2Gate;

/**
 * The gate for a single message with its own login, over HTTP, which is counted when it is
 * admitted.
 */
record Sip2MessageGate(Sip2Access access, Peer peer) implements Sip2Gate {

  @Override
  public boolean admits(Account account) {
    if (!access.admits(peer, account)) {
      return false;
    }
    Sip2Access.pause(access.due(peer, account.id()));
    return true;
  }

  @Override
  public void loginWrong(String username) {
    access.loginWrong(peer, username);
  }

  @Override
  public void loginUnchecked(String username) {
    access.loginUnchecked(peer, username);
  }
}
