package org.samling.routes.sip2;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.patron.BlockCode;
import org.samling.sip2.PatronStatusFlags;
import org.samling.sip2.PatronStatusFlags.Flag;

/**
 * The fourteen positions of the patron status: each is set exactly when the conditions in
 * docs/sip2.md hold. Where the standard says "too many" and the library has no limit, one is too
 * many.
 */
final class Sip2PatronStatus {

  private static final Set<FeeType> FINES = EnumSet.of(FeeType.OVERDUE, FeeType.REMINDER);

  private Sip2PatronStatus() {}

  /**
   * The status of a patron.
   *
   * @param isTold whether the machine may be told of what the patron has and owes; else it is told
   *     the first five positions only
   */
  static PatronStatusFlags of(PatronAccount account, boolean isTold) {
    var flags = EnumSet.noneOf(Flag.class);
    privileges(flags, account);
    put(flags, Flag.CARD_REPORTED_LOST, account.patron().blocks().contains(BlockCode.STOLEN_CARD));
    if (isTold) {
      excesses(flags, account);
    }
    return new PatronStatusFlags(flags);
  }

  private static void excesses(Set<Flag> flags, PatronAccount account) {
    var loans = account.loans();
    var hasDebt = breaks(account, RefusalReason.DEBT_TOO_HIGH);
    put(flags, Flag.TOO_MANY_ITEMS_CHARGED, account.patron().loans() >= account.maxLoans());
    put(flags, Flag.TOO_MANY_ITEMS_OVERDUE, breaks(account, RefusalReason.TOO_MANY_OVERDUE));
    put(
        flags,
        Flag.TOO_MANY_RENEWALS,
        !loans.isEmpty() && loans.stream().allMatch(PatronAccount.Loan::renewalsUsed));
    put(
        flags,
        Flag.TOO_MANY_CLAIMS_OF_ITEMS_RETURNED,
        any(loans, l -> l.state().isClaimedReturned()));
    put(flags, Flag.TOO_MANY_ITEMS_LOST, any(loans, l -> l.state().isLost()));
    put(
        flags,
        Flag.EXCESSIVE_OUTSTANDING_FINES,
        hasDebt && any(account.fees(), fee -> FINES.contains(fee.type())));
    put(
        flags,
        Flag.EXCESSIVE_OUTSTANDING_FEES,
        hasDebt && any(account.fees(), fee -> !FINES.contains(fee.type())));
    put(flags, Flag.RECALL_OVERDUE, any(loans, l -> l.state().isRecalled() && l.overdue()));
    put(flags, Flag.TOO_MANY_ITEMS_BILLED, any(account.fees(), fee -> fee.type().isCompensation()));
  }

  private static void privileges(Set<Flag> flags, PatronAccount account) {
    var barred = isBarred(account);
    var holdsUsed = account.patron().holds() >= account.maxHolds();
    put(
        flags,
        Flag.CHARGE_PRIVILEGES_DENIED,
        barred || account.patron().loans() >= account.maxLoans());
    put(flags, Flag.RENEWAL_PRIVILEGES_DENIED, barred);
    put(flags, Flag.RECALL_PRIVILEGES_DENIED, barred || holdsUsed || account.recallsStopped());
    put(flags, Flag.HOLD_PRIVILEGES_DENIED, barred || holdsUsed);
  }

  /** Whether a rule bars the patron from everything. */
  static boolean isBarred(PatronAccount account) {
    return !account.broken().isEmpty();
  }

  private static boolean breaks(PatronAccount account, RefusalReason reason) {
    return account.broken().stream().map(Check::reason).anyMatch(reason::equals);
  }

  private static <T> boolean any(List<T> list, Predicate<T> condition) {
    return list.stream().anyMatch(condition);
  }

  private static void put(Set<Flag> flags, Flag flag, boolean holds) {
    if (holds) {
      flags.add(flag);
    }
  }
}
