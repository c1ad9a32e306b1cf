package org.samling.console.log;

import java.util.List;

/** The wire log of SIP2 accounts on this node. */
public interface WireLog {

  /** Returns the last lines in the log of an account, oldest first; empty if it has none. */
  List<LoggedMessage> latest(String username);

  /** Returns a message for readers who may not see patrons: without what tells of one. */
  LoggedMessage withoutPersons(LoggedMessage message);

  /**
   * A message, or the end of a connection.
   *
   * @param at the time as logged
   * @param text the masked message on one line, or why the connection ended
   * @param fields the explanation of the message, one line per field; empty for the end of a
   *     connection
   */
  record LoggedMessage(String at, String connection, Kind kind, String text, List<String> fields) {

    /** Copies the list. */
    public LoggedMessage {
      fields = List.copyOf(fields);
    }
  }

  /** The kind of a log line. */
  enum Kind {
    /** Sent by the machine. */
    REQUEST,
    /** The reply to it. */
    REPLY,
    /** The end of the connection. */
    END
  }
}
