package org.samling.console.circulation;

import java.util.List;
import org.samling.core.debt.Statements.Entry;

/**
 * What the page shows of what a patron was charged and paid.
 *
 * @param say the words
 * @param card an identifier of theirs
 * @param name their name
 * @param entries the entries, the last first
 * @param balance what is owed now, in minor units; less than 0 is credit
 * @param charged what was charged in all of the entries that are shown
 * @param paid what was paid
 * @param forgiven what was given up
 * @param isMore whether there are earlier entries
 */
public record LedgerPage(
    CirculationTexts say,
    String card,
    String name,
    List<Entry> entries,
    long balance,
    long charged,
    long paid,
    long forgiven,
    boolean isMore) {

  /** Copies the list. */
  public LedgerPage {
    entries = List.copyOf(entries);
  }
}
