package org.samling.console.today;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.console.machines.MachinesSection;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.AccountContacts.Answered;
import org.samling.core.organisation.AccountContacts.Failed;

/**
 * An account of a machine or a partner that somebody should look at.
 *
 * @param branch the name of its branch
 * @param answered when it was last answered, or null
 * @param failed what failed last, or null
 * @param isFailing whether the last that was heard of it failed; else it has been silent
 */
public record ContactRow(
    String username,
    Account.Protocol protocol,
    String branch,
    @Nullable Answered answered,
    @Nullable Failed failed,
    boolean isFailing) {

  /** Whether it has a page of its own. */
  public boolean hasPage() {
    return MachinesSection.PROTOCOLS.contains(protocol);
  }

  /** When it was last heard of. */
  @Nullable Instant lastHeard() {
    if (isFailing && failed != null) {
      return failed.at();
    }
    return answered == null ? null : answered.at();
  }
}
