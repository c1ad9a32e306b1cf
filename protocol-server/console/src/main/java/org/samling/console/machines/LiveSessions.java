package org.samling.console.machines;

import java.time.Instant;
import java.util.List;
import org.samling.core.organisation.Account;

/** The connections of machines and partners to this node. */
public interface LiveSessions {

  /** Those that are logged in now. */
  List<LiveSession> all();

  /**
   * Ends a connection.
   *
   * @param id its {@link LiveSession#id()}
   */
  void end(String id);

  /**
   * A connection.
   *
   * @param id what it is called on this node
   * @param protocol what is spoken
   * @param username the account that is logged in, of whichever tenant
   * @param address where it comes from
   * @param since when it was opened
   */
  record LiveSession(
      String id, Account.Protocol protocol, String username, String address, Instant since) {}
}
