package org.samling.core.circulation.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemKind;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyMatrix.Ruling;
import org.samling.core.policy.Term;

/**
 * The rules that depend only on the patron: the same for loans, renewals, holds and what a kiosk
 * shows.
 */
public final class PatronRules {

  /** Why nobody was found. What was typed is not repeated: it may be a CPR number. */
  public static final DecisionReason UNKNOWN_PATRON =
      new DecisionReason("patron-known", "patron.identifier", "patron", "unknown");

  private final DecisionContext context;

  public PatronRules(DecisionContext context) {
    this.context = context;
  }

  /**
   * Sets up the rules for a time and a branch.
   *
   * @param now the server's time
   * @param place the code of the branch where it happens
   */
  public PatronRules(LendingPolicy policy, Instant now, String place) {
    this(new DecisionContext(policy, now, place));
  }

  /** How many loans the patron can have. */
  public int maxLoans(PatronFacts patron) {
    return context.get(Term.MAX_LOANS, context.of(patron)).value();
  }

  /** How many holds the patron can have. */
  public int maxHolds(PatronFacts patron) {
    return context.get(Term.MAX_HOLDS, context.of(patron)).value();
  }

  /** The debt above which the patron gets nothing, in minor units of the tenant's currency. */
  public long maxDebt(PatronFacts patron) {
    return context.get(Term.MAX_DEBT, context.of(patron)).value();
  }

  /** How many overdue loans the patron can have and still borrow; empty if no limit is set. */
  public Optional<Integer> maxOverdue(PatronFacts patron) {
    return context.find(Term.MAX_OVERDUE, context.of(patron)).map(Ruling::value);
  }

  /** How often the patron can renew a loan of an item of a kind. */
  public int maxRenewals(PatronFacts patron, ItemKind item) {
    return context.get(Term.RENEWALS, context.of(patron, item)).value();
  }

  /** The rules that bar a patron from everything, most important first. */
  public List<Check> checks(PatronFacts patron) {
    var letters = new StringBuilder();
    patron.blocks().forEach(b -> letters.append(b.letter()));
    var expires = patron.expires();
    var circumstances = context.of(patron);
    var checks = new ArrayList<Check>();
    checks.add(
        new Check(
            RefusalReason.PATRON_BLOCKED,
            new DecisionReason(
                "patron-blocks",
                "patron.blocks",
                "patron",
                letters.isEmpty() ? "none" : letters.toString()),
            patron.blocks().size() + " blocks",
            !patron.blocks().isEmpty()));
    checks.add(
        new Check(
            RefusalReason.PATRON_EXPIRED,
            new DecisionReason(
                "patron-expiry",
                "patron.expires",
                "patron",
                expires == null ? "never" : expires.toString()),
            "today " + context.today(),
            expires != null && context.today().isAfter(expires)));
    var maxDebt = context.get(Term.MAX_DEBT, circumstances);
    checks.add(
        new Check(
            RefusalReason.DEBT_TOO_HIGH,
            DecisionContext.why("maximum-debt", maxDebt),
            "debt " + patron.debt(),
            patron.debt() > maxDebt.value()));
    context
        .find(Term.MAX_OVERDUE, circumstances)
        .ifPresent(max ->
            checks.add(
                new Check(
                    RefusalReason.TOO_MANY_OVERDUE,
                    DecisionContext.why("maximum-overdue", max),
                    patron.overdue() + " overdue",
                    patron.overdue() > max.value())));
    return checks;
  }

  /** The rules on the number of loans, for one more. */
  public List<Check> oneMoreLoan(PatronFacts patron, ItemFacts item) {
    var circumstances = context.of(patron, item);
    var max = context.get(Term.MAX_LOANS, circumstances);
    var checks = new ArrayList<Check>();
    checks.add(
        new Check(
            RefusalReason.TOO_MANY_LOANS,
            DecisionContext.why("maximum-loans", max),
            patron.loans() + " loans",
            patron.loans() >= max.value()));
    var ofGroup = patron.loansOf(item.group());
    context
        .find(Term.MAX_LOANS_IN_GROUP, circumstances)
        .ifPresent(inGroup ->
            checks.add(
                new Check(
                    RefusalReason.TOO_MANY_LOANS_IN_GROUP,
                    DecisionContext.why("maximum-loans-in-group", inGroup),
                    ofGroup + " loans of " + item.group(),
                    ofGroup >= inGroup.value())));
    return checks;
  }

  /** The rule on the number of holds, for one more. */
  public Check oneMoreHold(PatronFacts patron) {
    var max = context.get(Term.MAX_HOLDS, context.of(patron));
    return new Check(
        RefusalReason.TOO_MANY_HOLDS,
        DecisionContext.why("maximum-holds", max),
        patron.holds() + " holds",
        patron.holds() >= max.value());
  }
}
