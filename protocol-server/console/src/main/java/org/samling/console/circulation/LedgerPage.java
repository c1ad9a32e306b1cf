package org.samling.console.circulation;

import java.util.List;
import org.samling.core.debt.Statements.Entry;

/**
 * The model of a patron's charges and payments.
 *
 * @param card an identifier of the patron
 * @param name the patron's name
 * @param entries the entries, latest first
 * @param balance the current debt in minor units; negative for credit
 * @param charged the sum charged in the entries shown
 * @param paid the sum paid in the entries shown
 * @param forgiven the sum forgiven in the entries shown
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
