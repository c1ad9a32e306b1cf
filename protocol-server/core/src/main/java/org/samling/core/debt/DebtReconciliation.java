package org.samling.core.debt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares what the debtor system says is open with what the ledger says. */
public final class DebtReconciliation {

  private DebtReconciliation() {}

  /** What can differ. */
  public enum Kind {
    /** Both know the claim, and another amount is open there. */
    AMOUNT_DIFFERS,
    /**
     * What is open changed here, and the debtor system was not told yet: the next delivery does.
     */
    NOT_TOLD_YET,
    /** The debtor system does not name the claim, and something is open of it. */
    MISSING_THERE,
    /** The debtor system names a claim that it gave back. */
    WITHDRAWN,
    /** No claim here has that number. */
    UNKNOWN_HERE;

    /** Its name for people and programs: {@code amount-differs}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A difference. Amounts are in minor units of the tenant's currency.
   *
   * @param claim the claim's number
   * @param kind what differs
   * @param there what the debtor system says is open, or null where it does not name the claim
   * @param here what is open by the ledger, or null where there is no such claim
   */
  public record Difference(long claim, Kind kind, @Nullable Long there, @Nullable Long here) {}

  /**
   * The differences, in order of the claims' numbers. What both say is 0, and what the debtor
   * system does not name of which nothing is open, is none.
   *
   * @param claims all claims
   * @param balances what the debtor system says is open of each that it names
   */
  public static List<Difference> of(List<Claim> claims, Map<Long, Long> balances) {
    var unseen = new TreeMap<>(balances);
    var found = new ArrayList<Difference>();
    for (var claim : claims) {
      var there = unseen.remove(claim.number());
      var kind = kind(claim, there);
      if (kind != null) {
        found.add(new Difference(claim.number(), kind, there, claim.open()));
      }
    }
    unseen.forEach(
        (number, there) -> found.add(new Difference(number, Kind.UNKNOWN_HERE, there, null)));
    return found;
  }

  private static @Nullable Kind kind(Claim claim, @Nullable Long there) {
    if (claim.withdrawn() != null) {
      return there != null && there > 0 ? Kind.WITHDRAWN : null;
    }
    if (there == null) {
      return claim.open() == 0 && claim.told() == 0 ? null : Kind.MISSING_THERE;
    }
    if (there == claim.open()) {
      return null;
    }
    return there == claim.told() ? Kind.NOT_TOLD_YET : Kind.AMOUNT_DIFFERS;
  }
}
