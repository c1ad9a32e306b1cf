package org.samling.console.log;

import java.util.List;

/** The wire log of SIP2 accounts on this node. */
public interface WireLog {

  /**
   * What stands last in the log of an account, the oldest first; nothing where it has none.
   *
   * @param username the account's name
   */
  List<LoggedMessage> latest(String username);

  /**
   * A message, or the end of a connection.
   *
   * @param at when, as the log has it
   * @param connection the number of the connection
   * @param kind what it is
   * @param text the masked message on one line, or why the connection ended
   * @param fields what the message means, a line for each field; empty for the end of a connection
   */
  record LoggedMessage(String at, String connection, Kind kind, String text, List<String> fields) {

    /** Copies the list. */
    public LoggedMessage {
      fields = List.copyOf(fields);
    }
  }

  /** What a line of the log is about. */
  enum Kind {
    /** What the machine sent. */
    REQUEST,
    /** What it was answered. */
    REPLY,
    /** That its connection ended. */
    END
  }
}
