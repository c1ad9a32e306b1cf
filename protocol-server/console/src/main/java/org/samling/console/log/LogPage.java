package org.samling.console.log;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.console.log.WireLog.Kind;
import org.samling.console.log.WireLog.LoggedMessage;
import org.samling.console.web.Visit;

/**
 * What the page of the log shows.
 *
 * @param accounts the SIP2 accounts to choose from
 * @param account the one that is shown; empty for none
 * @param isLogged whether its messages are written down now
 * @param message the two digits of a message that is looked for; empty for all
 * @param text what is looked for in messages; empty for anything
 * @param patron the patron whose messages are looked for, as the log shows them; empty for all
 * @param faultsOnly whether only what was refused or went wrong is shown
 * @param messages what was found, the latest first
 * @param replay where a message can be sent again, or null where there is no sandbox
 */
public record LogPage(
    List<String> accounts,
    String account,
    boolean isLogged,
    String message,
    String text,
    String patron,
    boolean faultsOnly,
    List<Shown> messages,
    @Nullable String replay) {

  /** Copies the lists. */
  public LogPage {
    accounts = List.copyOf(accounts);
    messages = List.copyOf(messages);
  }

  /** What asks for one patron's messages only, as arguments of an address. */
  public String only(Shown shown) {
    return "account=%s&patron=%s".formatted(Visit.encoded(account), Visit.encoded(shown.patron()));
  }

  /**
   * A message as it is shown.
   *
   * @param isFault whether it was refused or went wrong
   * @param redacted what it means, without what tells of a person
   * @param patron the patron whom it names; empty where it names none who can be told from others
   */
  public record Shown(LoggedMessage message, boolean isFault, String redacted, String patron) {

    /** Whether it can be sent again. */
    public boolean isRequest() {
      return message.kind() == Kind.REQUEST;
    }

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
