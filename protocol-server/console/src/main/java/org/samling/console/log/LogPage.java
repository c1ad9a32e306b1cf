package org.samling.console.log;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.console.log.WireLog.Kind;
import org.samling.console.log.WireLog.LoggedMessage;
import org.samling.console.web.Visit;

/**
 * The model of the log page.
 *
 * @param accounts the SIP2 accounts to choose from
 * @param account the account shown; empty for none
 * @param isLogged whether its messages are being logged now
 * @param message the two-digit message identifier to filter by; empty for all
 * @param text the text to filter by; empty for any
 * @param patron the patron to filter by, as shown in the log; empty for all
 * @param faultsOnly whether only refusals and errors are shown
 * @param isWithPersons whether the visitor may see what messages tell of patrons
 * @param messages the messages, latest first
 * @param replay the URL where a message can be replayed, or null if there is no sandbox
 */
public record LogPage(
    List<String> accounts,
    String account,
    boolean isLogged,
    String message,
    String text,
    String patron,
    boolean faultsOnly,
    boolean isWithPersons,
    List<DisplayedMessage> messages,
    @Nullable String replay) {

  /** Copies the lists. */
  public LogPage {
    accounts = List.copyOf(accounts);
    messages = List.copyOf(messages);
  }

  /** Returns the query parameters that limit the log to one patron. */
  public String only(DisplayedMessage shown) {
    return "account=%s&patron=%s".formatted(Visit.encoded(account), Visit.encoded(shown.patron()));
  }

  /**
   * A displayed message.
   *
   * @param isFault whether it is a refusal or an error
   * @param redacted its explanation without personal data
   * @param patron the patron it names; empty if none, or if the identifier is masked
   */
  public record DisplayedMessage(
      LoggedMessage message, boolean isFault, String redacted, String patron) {

    /** Whether it can be replayed. */
    public boolean isRequest() {
      return message.kind() == Kind.REQUEST;
    }

    /** Returns the name of the message. */
    public String name() {
      return message.kind() == Kind.END || message.fields().isEmpty()
          ? ""
          : message.fields().getFirst();
    }

    /** Returns its fields, one per line. */
    public String explained() {
      return String.join("\n", message.fields().subList(1, message.fields().size()));
    }

    /** Whether it has fields. */
    public boolean isExplained() {
      return message.fields().size() > 1;
    }
  }
}
