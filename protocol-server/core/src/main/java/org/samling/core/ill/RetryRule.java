package org.samling.core.ill;

import java.math.BigDecimal;
import java.util.Set;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;

/**
 * The rule by which a lender's terms are accepted or declined without staff ({@link
 * Setting#ILL_RETRY_COST}).
 */
public final class RetryRule {

  /** Terms that only a person can judge. */
  private static final Set<String> OF_STAFF = Set.of("LoanCondition", "MustMeetLoanCondition");

  /** What would come later than after so many days is for staff to decide. */
  private static final int LONGEST_WAIT_DAYS = 90;

  private final LendingPolicy policy;

  /** The rule under a policy. */
  public RetryRule(LendingPolicy policy) {
    this.policy = policy;
  }

  /** What is to be done with an offer. */
  public enum Verdict {
    /** The lender is asked again. */
    ACCEPT,
    /** The next lender is asked. */
    DECLINE,
    /** Staff decide. */
    LEAVE_TO_STAFF
  }

  /** What is to be done with the offer of a request's lender. */
  public Verdict verdict(InterlibraryRequest request) {
    var terms = request.handling().terms();
    var offer = terms.offer();
    var branch = request.handling().branch();
    if (request.state() != InterlibraryState.RETRY_POSSIBLE || offer == null || branch == null) {
      return Verdict.LEAVE_TO_STAFF;
    }
    var limit =
        policy.setting(Setting.ILL_RETRY_COST, branch, policy.day(request.changedAt())).value();
    if (limit.equals(Setting.NONE)) {
      return Verdict.LEAVE_TO_STAFF;
    }
    var needed = request.order().needBefore();
    var later = offer.retryAfter();
    if (needed != null && later != null && policy.day(later).isAfter(needed)) {
      return Verdict.DECLINE;
    }
    if (later != null
        && policy.day(later).isAfter(policy.day(request.changedAt()).plusDays(LONGEST_WAIT_DAYS))) {
      return Verdict.LEAVE_TO_STAFF;
    }
    // A lender that is not content with what it asked for is for staff to deal with.
    if (terms.retryOf() != null
        || offer.condition() != null
        || (offer.reason() != null && OF_STAFF.contains(offer.reason()))) {
      return Verdict.LEAVE_TO_STAFF;
    }
    var cost = offer.cost();
    var isWithin =
        cost == null
            ? later != null
            : cost.currency().equals(policy.tenant().currency().getCurrencyCode())
                && BigDecimal.valueOf(cost.hundredths(), 2)
                        .movePointRight(policy.tenant().currency().getDefaultFractionDigits())
                        .compareTo(new BigDecimal(limit))
                    <= 0;
    return isWithin ? Verdict.ACCEPT : Verdict.LEAVE_TO_STAFF;
  }
}
