package org.samling.core.circulation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A loan that is over, returned or undone, and still says whose it was.
 *
 * @param id the loan
 * @param itemId what was lent
 * @param patronId whose it was
 * @param branch the code of the branch where it was made
 * @param ended when it ended
 * @param isOwedFor whether a fee for it is open
 * @param settled when something was last entered for its fees, or null where it has none
 */
public record EndedLoan(
    UUID id,
    UUID itemId,
    UUID patronId,
    String branch,
    Instant ended,
    boolean isOwedFor,
    @Nullable Instant settled) {

  /** From when it counts how long it says whose it was: its end, or what its fees saw later. */
  Instant counted() {
    return settled == null || settled.isBefore(ended) ? ended : settled;
  }

  /** Whether a fee is for it: for the loan, or for its item and for no loan. */
  boolean isWhatFor(Effect.FeeCharged fee) {
    return patronId.equals(fee.patronId())
        && (fee.loanId() == null ? itemId.equals(fee.itemId()) : id.equals(fee.loanId()));
  }

  /** The loan for which one more fee is open. */
  EndedLoan owedFor() {
    return new EndedLoan(id, itemId, patronId, branch, ended, true, settled);
  }
}
