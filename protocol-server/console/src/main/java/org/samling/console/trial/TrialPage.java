package org.samling.console.trial;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.console.trial.TrialMachine.Exchange;
import org.samling.console.trial.TrialMachine.TestData;

/**
 * The model of the page.
 *
 * @param accounts the SIP2 accounts to choose from
 * @param account the chosen account; empty for none
 * @param canned the sandbox's patron and item, or null if the tenant is not a sandbox
 * @param message the message sent, or to be sent
 * @param exchanged the message and its reply, or null
 * @param problem the message key of what is wrong, or null
 */
public record TrialPage(
    List<String> accounts,
    String account,
    @Nullable TestData canned,
    String message,
    @Nullable Exchange exchanged,
    @Nullable String problem) {

  /** A page on which all is well. */
  public TrialPage(
      List<String> accounts,
      String account,
      @Nullable TestData canned,
      String message,
      @Nullable Exchange exchanged) {
    this(accounts, account, canned, message, exchanged, null);
  }

  /** Copies the list. */
  public TrialPage {
    accounts = List.copyOf(accounts);
  }

  /** Returns the messages to choose from. */
  public CannedMessage[] messages() {
    return CannedMessage.values();
  }
}
