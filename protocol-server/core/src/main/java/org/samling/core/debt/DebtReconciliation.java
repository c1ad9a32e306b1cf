package org.samling.core.debt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares the open amounts in the debtor system with those in the ledger. */
public final class DebtReconciliation {

  private DebtReconciliation() {}

  /** What can differ. */
  public enum Kind {
    /** Both know the claim, but the open amounts differ. */
    AMOUNT_DIFFERS,
    /**
     * The open amount changed here and has not been delivered to the debtor system yet: the next
     * delivery will.
     */
    NOT_TOLD_YET,
    /** The debtor system does not list the claim, though some of it is open. */
    MISSING_THERE,
    /** The debtor system lists a claim that it handed back. */
    WITHDRAWN,
    /** No claim here has that number. */
    UNKNOWN_HERE;

    /** Its name in output: {@code amount-differs}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A difference. Amounts are in minor units of the tenant's currency.
   *
   * @param claim the claim's number
   * @param kind what differs
   * @param there the open amount in the debtor system, or null where it does not list the claim
   * @param here the open amount in the ledger, or null where there is no such claim
   */
  public record Difference(long claim, Kind kind, @Nullable Long there, @Nullable Long here) {}

  /**
   * The differences, in order of the claims' numbers. A claim that is 0 on both sides, or that the
   * debtor system does not list and of which nothing is open, is not a difference.
   *
   * @param claims all claims
   * @param balances the open amount of each claim that the debtor system lists
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
