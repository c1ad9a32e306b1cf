package org.samling.exchange.cutover;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.cutover.PastLoans.Key;

/** What ought to be in the store after a load. */
final class ExpectedState {

  final Map<String, PatronExpected> patrons = new HashMap<>();
  final Map<String, ItemExpected> items = new HashMap<>();
  final Map<String, LoanExpected> loans = new HashMap<>();
  final Map<String, Integer> holdsOfPickup = new TreeMap<>();
  final Set<Key> pastLoans = new HashSet<>();
  final Map<FeeType, Long> owed = new EnumMap<>(FeeType.class);

  /** What is expected of one patron; added up while rows are read. */
  static final class PatronExpected {
    String branch = "";
    int loans;
    int holds;
    long owed;
    final Map<FeeType, Long> byType = new EnumMap<>(FeeType.class);
  }

  /**
   * An item.
   *
   * @param branch its home branch
   * @param record the record that a load would put a new item on; null where there is none
   * @param isNamed whether the row names that record by its number
   * @param title the title, or null
   */
  record ItemExpected(
      String branch, @Nullable RecordKey record, boolean isNamed, @Nullable String title) {}

  /**
   * A loan.
   *
   * @param card the borrower's card
   * @param due the day on which it is due
   * @param branch the branch where it was made
   */
  record LoanExpected(String card, LocalDate due, String branch) {}

  PatronExpected patron(String card) {
    return patrons.computeIfAbsent(card, _ -> new PatronExpected());
  }
}
