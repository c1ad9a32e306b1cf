package org.samling.console.trial;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.console.trial.TrialMachine.Canned;
import org.samling.console.trial.TrialPartner.Answered;

/**
 * What the page of NCIP shows.
 *
 * @param accounts the NCIP accounts to speak as
 * @param account the one that is chosen; empty for none
 * @param canned what to try with, or null where the tenant is none to try with
 * @param message the message that was sent, or is to be
 * @param answered what was said, or null
 * @param problem the key of the words for what is wrong, or null
 */
public record PartnerPage(
    List<String> accounts,
    String account,
    @Nullable Canned canned,
    String message,
    @Nullable Answered answered,
    @Nullable String problem) {

  /** Copies the list. */
  public PartnerPage {
    accounts = List.copyOf(accounts);
  }

  /** The messages to choose from. */
  public CannedService[] services() {
    return CannedService.values();
  }
}
