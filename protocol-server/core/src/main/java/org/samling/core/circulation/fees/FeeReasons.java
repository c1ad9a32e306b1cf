package org.samling.core.circulation.fees;

import java.time.format.DateTimeFormatter;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.rules.Lateness;

/**
 * Why the rules charged a fee, for the patron to read: in English for patrons whose language that
 * is, in Danish for all others. Titles are left out, because reasons are also for debtor systems; a
 * fee names its item itself.
 */
final class FeeReasons {

  /** English, as SIP2 codes it. */
  private static final String ENGLISH = "001";

  private static final DateTimeFormatter DANISH_DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

  private FeeReasons() {}

  /** An item is or was overdue. */
  static String late(PatronFacts patron, Lateness late) {
    var days = late.days();
    return isEnglish(patron)
        ? "Due %s, %d %s late".formatted(late.dueDay(), days, days == 1 ? "day" : "days")
        : "Skulle afleveres %s, %d %s for sent"
            .formatted(DANISH_DAY.format(late.dueDay()), days, days == 1 ? "dag" : "dage");
  }

  /** An item is lost. */
  static String lost(PatronFacts patron) {
    return isEnglish(patron) ? "The item is lost" : "Materialet er bortkommet";
  }

  /** A lost item makes work. */
  static String workForLost(PatronFacts patron) {
    return isEnglish(patron) ? "Processing of a lost item" : "Behandling af bortkommet materiale";
  }

  /** A fee is charged again, because the return that had cancelled it was undone. */
  static String returnUndone(PatronFacts patron) {
    return isEnglish(patron)
        ? "Charged again: the return was undone"
        : "Opkræves igen: afleveringen blev fortrudt";
  }

  private static boolean isEnglish(PatronFacts patron) {
    return patron.language().equals(ENGLISH);
  }
}
