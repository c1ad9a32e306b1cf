package org.samling.core.circulation.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.OverdueStep;
import org.samling.core.policy.PolicyMatrix.Ruling;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.core.policy.Term;

/**
 * How late a loan is, and what that costs, by the terms of the branch where it was made.
 *
 * @param dueDay the day on which it was due
 * @param days how many days after that count as late
 * @param step how many steps of lateness are reached, 0 where none is
 * @param cost what it costs in all, in minor units of the tenant's currency
 * @param why the term that sets the cost; null if none does
 */
public record Lateness(
    LocalDate dueDay, int days, int step, long cost, @Nullable DecisionReason why) {

  private static final String RULE = "overdue-fee";

  /**
   * How late a loan is if it is returned, or still out, at a given time.
   *
   * @param now the server's time
   * @param patron who has it
   * @param at the time up to which it counts; a loan claimed returned counts until the day before
   *     the claim, one declared lost until the day of that
   */
  public static Lateness of(
      LendingPolicy policy,
      Instant now,
      PatronFacts patron,
      ItemFacts item,
      LoanFacts loan,
      Instant at) {
    var context = new DecisionContext(policy, now, loan.branch());
    var dueDay = policy.day(loan.due());
    var days = days(context, dueDay, lastDay(policy, loan, at));
    var circumstances = context.of(patron, item);
    var steps = context.find(Term.OVERDUE_STEPS, circumstances);
    if (steps.isPresent()) {
      return bySteps(dueDay, days, steps.get());
    }
    var step = days > 0 ? 1 : 0;
    var perDay = context.find(Term.OVERDUE_PER_DAY, circumstances);
    if (perDay.isEmpty()) {
      return new Lateness(dueDay, days, step, 0, null);
    }
    var cost = days * perDay.get().value();
    var max = context.find(Term.OVERDUE_MAX, circumstances);
    if (max.isPresent() && cost > max.get().value()) {
      return new Lateness(
          dueDay, days, step, max.get().value(), DecisionContext.why(RULE, max.get()));
    }
    return new Lateness(dueDay, days, step, cost, DecisionContext.why(RULE, perDay.get()));
  }

  private static Lateness bySteps(LocalDate dueDay, int days, Ruling<List<OverdueStep>> steps) {
    var reached = steps.value().stream().filter(step -> step.fromDay() <= days).toList();
    return new Lateness(
        dueDay,
        days,
        reached.size(),
        reached.isEmpty() ? 0 : reached.getLast().amount(),
        DecisionContext.why(RULE, steps));
  }

  private static LocalDate lastDay(LendingPolicy policy, LoanFacts loan, Instant at) {
    var last = policy.day(at);
    var claimed = loan.claimedReturnedAt();
    if (claimed != null && !policy.day(claimed).isAfter(last)) {
      last = policy.day(claimed).minusDays(1);
    }
    var lost = loan.lostAt();
    return lost != null && policy.day(lost).isBefore(last) ? policy.day(lost) : last;
  }

  private static int days(DecisionContext context, LocalDate dueDay, LocalDate last) {
    var policy = context.policy();
    var branch = context.place();
    var calendar = policy.calendar(branch);
    var countsClosed = context.setting(Setting.FEE_COUNT_CLOSED_DAYS).value();
    return (int)
        dueDay
            .plusDays(1)
            .datesUntil(last.isAfter(dueDay) ? last.plusDays(1) : dueDay.plusDays(1))
            .filter(day -> countsClosed || calendar.isOpenOn(day))
            .filter(day -> !policy.isStopped(Stopped.FEES, branch, day))
            .count();
  }

  /** The rule that lateness costs a fee, as a check that shows the cost and what is new of it. */
  public Check check(RefusalReason reason, long more, boolean isBroken) {
    return new Check(
        reason,
        why == null
            ? new DecisionReason(RULE, Term.OVERDUE_STEPS.name(), "no policy rule", "none")
            : why,
        "%d days late, costs %d, new %d".formatted(days, cost, more),
        isBroken);
  }

  /** The rule that a loan gets no later once the item is claimed returned or lost. */
  public static Check notClaimed(LoanFacts loan) {
    var isClaimed = loan.claimedReturnedAt() != null;
    var isLost = loan.lostAt() != null;
    var found = isClaimed ? "claimed returned" : isLost ? "lost" : "with the patron";
    return new Check(
        RefusalReason.NOT_OVERDUE,
        new DecisionReason(
            "not-claimed",
            isClaimed ? "loan.claimed-returned" : "loan.lost",
            "loan " + loan.id(),
            found),
        found,
        isClaimed || isLost);
  }
}
