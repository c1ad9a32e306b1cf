package org.samling.server.sip2;

import org.samling.core.organisation.Account;
import org.samling.library.network.Peer;
import org.samling.routes.sip2.Sip2Gate;

/**
 * One message that brings its login with it, over HTTP: it counts as a message when it is let in.
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
}
