package org.samling.ncip.data;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a patron has on loan (NCIP 2.02).
 *
 * @param reminderLevel how many reminders were sent
 * @param dateDue when it is due back, or null for a loan without an end
 * @param amount what the loan costs so far
 * @param bibliographicDescription the title in full, written as an extension: some partners ask for
 *     each item by itself where it is missing
 * @param renewalNotPermitted whether the loan can't be renewed, written as an extension
 */
public record LoanedItem(
    ItemId itemId,
    List<BibliographicId> bibliographicIds,
    @Nullable Integer reminderLevel,
    @Nullable Instant dateDue,
    @Nullable Amount amount,
    @Nullable String title,
    @Nullable SchemeValue mediumType,
    @Nullable BibliographicDescription bibliographicDescription,
    boolean renewalNotPermitted) {
  public LoanedItem {
    bibliographicIds = List.copyOf(bibliographicIds);
    Counts.check("ReminderLevel", reminderLevel, 0);
  }
}
