package org.samling.core.circulation.bookings;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.facts.BookingFacts.Terms;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.policy.Setting;

/** The rules on when and where copies can be booked. */
final class BookingPeriods {

  private final DecisionContext context;
  private final Facts facts;

  BookingPeriods(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
  }

  /**
   * The rules for the terms of a booking.
   *
   * @param began the first day that the booking has already, which may be past; null for a new one
   */
  List<Check> checks(Terms terms, @Nullable LocalDate began) {
    var checks = new ArrayList<Check>();
    for (var branch : Stream.of(terms.pickup(), terms.copiesOf()).toList()) {
      if (branch != null) {
        checks.add(
            new Check(
                RefusalReason.BRANCH_UNKNOWN,
                new DecisionReason("branch-known", "branch.code", "booking", branch),
                isKnown(branch) ? "there" : "unknown",
                !isKnown(branch)));
      }
    }
    if (Check.broken(checks).isEmpty()) {
      checks.add(period(terms, began));
    }
    return checks;
  }

  private boolean isKnown(String branch) {
    return context.policy().branches().containsKey(branch) && facts.seen().branch(branch);
  }

  private Check period(Terms terms, @Nullable LocalDate began) {
    var today = context.today();
    var ahead = context.at(terms.pickup()).setting(Setting.BOOKING_AHEAD_DAYS);
    var days = terms.from().until(terms.until(), ChronoUnit.DAYS) + 1;
    var isUnfit =
        (terms.from().isBefore(today) && !terms.from().equals(began))
            || terms.until().isBefore(today)
            || days < 1
            || days > Terms.MAX_DAYS
            || terms.from().isAfter(today.plusDays(ahead.value()));
    return new Check(
        RefusalReason.PERIOD_UNFIT,
        DecisionContext.why("booking-period", ahead),
        "%s to %s, at most %d days".formatted(terms.from(), terms.until(), Terms.MAX_DAYS),
        isUnfit);
  }
}
