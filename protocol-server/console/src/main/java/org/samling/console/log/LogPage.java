package org.samling.console.log;

import java.util.List;
import org.samling.console.log.WireLog.Kind;
import org.samling.console.log.WireLog.LoggedMessage;

/**
 * What the page of the log shows.
 *
 * @param accounts the SIP2 accounts to choose from
 * @param account the one that is shown; empty for none
 * @param isLogged whether its messages are written down now
 * @param message the two digits of a message that is looked for; empty for all
 * @param text what is looked for in messages; empty for anything
 * @param faultsOnly whether only what was refused or went wrong is shown
 * @param messages what was found, the latest first
 */
public record LogPage(
    List<String> accounts,
    String account,
    boolean isLogged,
    String message,
    String text,
    boolean faultsOnly,
    List<Shown> messages) {

  /** Copies the lists. */
  public LogPage {
    accounts = List.copyOf(accounts);
    messages = List.copyOf(messages);
  }

  /**
   * A message as it is shown.
   *
   * @param message the message
   * @param isFault whether it was refused or went wrong
   * @param redacted what it means, without what tells of a person
   */
  public record Shown(LoggedMessage message, boolean isFault, String redacted) {

    /** What the message is called. */
    public String name() {
      return message.kind() == Kind.END || message.fields().isEmpty()
          ? ""
          : message.fields().getFirst();
    }

    /** Its fields, a line for each. */
    public String explained() {
      return String.join("\n", message.fields().subList(1, message.fields().size()));
    }

    /** Whether it has fields. */
    public boolean isExplained() {
      return message.fields().size() > 1;
    }
  }
}
