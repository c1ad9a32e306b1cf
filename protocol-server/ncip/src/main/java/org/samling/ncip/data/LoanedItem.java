package org.samling.ncip.data;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item that a patron has on loan (NCIP 2.02).
 *
 * @param reminderLevel the number of reminders sent
 * @param dateDue when it is due back, or null for an indeterminate loan
 * @param amount the fees of the loan so far
 * @param bibliographicDescription the full description of the title, written as an extension:
 *     without it some partners look up each item
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
