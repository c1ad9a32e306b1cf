package org.samling.console.trial;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.console.trial.TrialMachine.Canned;
import org.samling.console.trial.TrialMachine.Exchanged;

/**
 * What the page shows.
 *
 * @param accounts the SIP2 accounts to speak as
 * @param account the one that is chosen; empty for none
 * @param canned what to try with, or null where the tenant is none to try with
 * @param message the message that was sent, or is to be
 * @param exchanged what was said, or null
 * @param problem the key of the words for what is wrong, or null
 */
public record TrialPage(
    List<String> accounts,
    String account,
    @Nullable Canned canned,
    String message,
    @Nullable Exchanged exchanged,
    @Nullable String problem) {

  /** Copies the list. */
  public TrialPage {
    accounts = List.copyOf(accounts);
  }

  /** The messages to choose from. */
  public CannedMessage[] messages() {
    return CannedMessage.values();
  }
}
