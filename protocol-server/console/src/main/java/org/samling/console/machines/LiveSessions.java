package org.samling.console.machines;

import java.time.Instant;
import java.util.List;
import org.samling.core.organisation.Account;

/** The open connections of machines and partners to this node. */
public interface LiveSessions {

  /** Returns those that are logged in. */
  List<LiveSession> all();

  /**
   * Closes a connection.
   *
   * @param id its {@link LiveSession#id()}
   */
  void end(String id);

  /**
   * A connection.
   *
   * @param id its identifier on this node
   * @param username its account, of any tenant
   * @param address the remote address
   * @param since when it was opened
   */
  record LiveSession(
      String id, Account.Protocol protocol, String username, String address, Instant since) {}
}
