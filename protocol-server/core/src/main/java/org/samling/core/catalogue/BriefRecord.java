package org.samling.core.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A short description of a record, shown and matched everywhere: on a kiosk's screen, on a slip, in
 * a list of loans.
 *
 * @param title the title proper with its remainder, never empty: "[uden titel]" where the record
 *     has none
 * @param author the main author, or null
 * @param year the year of publication as written in the record, or null
 * @param isbns the ISBNs as digits (and X), ISBN-10 turned into ISBN-13; empty where there are none
 */
public record BriefRecord(
    String title, @Nullable String author, @Nullable String year, List<String> isbns) {

  /** A record without a year and numbers. */
  public BriefRecord(String title, @Nullable String author) {
    this(title, author, null, List.of());
  }

  /** Copies the ISBNs. */
  public BriefRecord {
    isbns = List.copyOf(isbns);
  }
}
