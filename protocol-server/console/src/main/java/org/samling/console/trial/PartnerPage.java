package org.samling.console.trial;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.console.trial.TrialMachine.TestData;
import org.samling.console.trial.TrialPartner.Exchange;

/**
 * The model of the NCIP page.
 *
 * @param accounts the NCIP accounts to choose from
 * @param account the chosen account; empty for none
 * @param canned the sandbox's patron and item, or null if the tenant is not a sandbox
 * @param message the message sent, or to be sent
 * @param answered the message and its answer, or null
 * @param problem the message key of what is wrong, or null
 */
public record PartnerPage(
    List<String> accounts,
    String account,
    @Nullable TestData canned,
    String message,
    @Nullable Exchange answered,
    @Nullable String problem) {

  /** A page on which nothing was sent, or all is well. */
  PartnerPage(
      List<String> accounts,
      String account,
      @Nullable TestData canned,
      String message,
      @Nullable Exchange exchanged) {
    this(accounts, account, canned, message, exchanged, null);
  }

  /** Copies the list. */
  public PartnerPage {
    accounts = List.copyOf(accounts);
  }

  /** Returns the messages to choose from. */
  public CannedService[] services() {
    return CannedService.values();
  }
}
