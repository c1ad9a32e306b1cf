package org.samling.core.circulation.fees;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.FeeFacts;
import org.samling.core.circulation.context.Ledger;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.outcome.LendingFee;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.policy.Circumstances;
import org.samling.core.policy.PolicyMatrix.Ruling;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Term;

/**
 * What a loan, renewal or hold costs: whether the patron has agreed to it, and its fee. One object
 * is for one command and one patron; of several items or titles each counts for those after it.
 */
public final class LendingFees {

  private final DecisionContext context;
  private final Facts facts;
  private final long accepted;
  private long asked;
  private @Nullable Ledger ledger;

  /**
   * The fees of one command.
   *
   * @param accepted the highest fee, in all, that the patron accepts, in minor units
   */
  public LendingFees(DecisionContext context, Facts facts, long accepted) {
    this.context = context;
    this.facts = facts;
    this.accepted = accepted;
  }

  /**
   * A fee that is asked for.
   *
   * @param fee the fee
   * @param check the rule that it is accepted, or paid before
   * @param missing what has to be accepted or paid for it
   */
  public record Cost(LendingFee fee, Check check, LendingFee missing) {

    /** The fee that is charged, or null where staff override that it has to be accepted. */
    public @Nullable LendingFee charged() {
      return check.isBroken() && check.reason() == RefusalReason.FEE_NOT_ACCEPTED ? null : fee;
    }

    /** What has to be accepted or paid, where it is a fee that is refused for; else null. */
    public static @Nullable LendingFee missing(Collection<Cost> costs, Check refusing) {
      if (costs.stream().noneMatch(cost -> cost.check == refusing)) {
        return null;
      }
      LendingFee sum = null;
      for (var cost : costs) {
        sum = LendingFee.sum(sum, cost.missing);
      }
      return sum;
    }
  }

  /** What a loan, a renewal or a hold on one item costs; empty where it costs nothing. */
  public Optional<Cost> of(FeeType type, PatronFacts patron, ItemFacts item) {
    return asks() ? of(type, patron, List.of(context.of(patron, item))) : Optional.empty();
  }

  /** Whether anything costs something here. */
  public boolean asks() {
    return context.policy().matrix().asksForFees();
  }

  /**
   * What something costs that any of several kinds of items can fulfil: as the cheapest of them.
   */
  public Optional<Cost> of(FeeType type, PatronFacts patron, List<Circumstances> kinds) {
    var costs = kinds.stream().map(kind -> context.find(term(type), kind)).toList();
    return costs.stream().allMatch(cost -> cost.filter(c -> c.value() > 0).isPresent())
        ? costs.stream()
            .flatMap(Optional::stream)
            .min(Comparator.comparing(Ruling::value))
            .map(ruling -> cost(type, patron, ruling))
        : Optional.empty();
  }

  private static Term<Long> term(FeeType type) {
    return switch (type) {
      case LOAN -> Term.LOAN_FEE;
      case RENEWAL -> Term.RENEWAL_FEE;
      case HOLD -> Term.HOLD_FEE;
      case OVERDUE, DAMAGE, REPLACEMENT, REMINDER, PROCESSING, INTERLIBRARY ->
          throw new IllegalArgumentException(type + " is not asked for in advance");
    };
  }

  private Cost cost(FeeType type, PatronFacts patron, Ruling<Long> ruling) {
    var amount = ruling.value();
    var why = DecisionContext.why(ruling.term().name(), ruling);
    if (!context.setting(Setting.FEE_IN_ADVANCE).value()) {
      var isAccepted = accepted - asked >= amount;
      return new Cost(
          new LendingFee(type, amount),
          new Check(
              RefusalReason.FEE_NOT_ACCEPTED,
              why,
              isAccepted ? "accepted" : "not accepted",
              !isAccepted),
          new LendingFee(type, amount));
    }
    var owed = patron.debt() + asked;
    // Of several items the first has to make good what is owed, and each its own part. Whoever does
    // not see all of the patron is not told what that is.
    var missing =
        facts.seen().isWhole()
            ? Math.max(0, owed + amount) - (asked == 0 ? 0 : Math.max(0, owed))
            : amount;
    return new Cost(
        new LendingFee(type, amount),
        new Check(RefusalReason.FEE_NOT_PAID, why, "debt " + patron.debt(), owed + amount > 0),
        new LendingFee(type, Math.max(1, missing)));
  }

  /** Counts a fee for what is asked after it by the same command. */
  public void count(Cost cost) {
    asked += cost.fee().amount();
  }

  /** Charges the fee of a loan or renewal; credit settles it. */
  public List<Effect> charge(LendingFee fee, PatronFacts patron, UUID item, UUID loan) {
    return charge(
        patron,
        entries ->
            entries.charge(
                fee.type(),
                fee.amount(),
                item,
                new LedgerEntries.ForLoan(loan, null),
                null,
                context.now()));
  }

  /** Charges the fee of a hold; credit settles it. */
  public List<Effect> charge(LendingFee fee, PatronFacts patron, HoldFacts hold) {
    var wanted = hold.wish().item();
    return charge(
        patron,
        entries ->
            entries.chargeHold(
                fee.amount(), wanted == null ? hold.target() : wanted, hold.recordId()));
  }

  private List<Effect> charge(PatronFacts patron, Consumer<LedgerEntries> charge) {
    var known = ledger == null ? facts.ledger() : ledger;
    var booking = new LedgerEntries(known, patron.id(), context.now());
    charge.accept(booking);
    booking.useCredit();
    ledger = booking.ledger();
    return booking.effects();
  }

  /** Takes back what a loan that is undone has cost; what was paid becomes credit. */
  public static List<Effect> undone(DecisionContext context, Facts facts, LoanFacts loan) {
    return takenBack(context, facts, loan, facts.ledger().ofLoan(loan));
  }

  /** Takes back what a loan's last renewal, which is undone, has cost. */
  public static List<Effect> undone(
      DecisionContext context, Facts facts, LoanFacts loan, LoanFacts.Renewal renewal) {
    return takenBack(
        context,
        facts,
        loan,
        facts
            .ledger()
            .ofLoan(loan)
            .filter(fee -> fee.type() == FeeType.RENEWAL)
            .filter(fee -> fee.recorded().equals(renewal.at())));
  }

  private static List<Effect> takenBack(
      DecisionContext context, Facts facts, LoanFacts loan, Stream<FeeFacts> fees) {
    var booking = new LedgerEntries(facts.ledger(), loan.patronId(), context.now());
    fees.filter(fee -> fee.type() == FeeType.LOAN || fee.type() == FeeType.RENEWAL)
        .filter(fee -> fee.effectiveAmount() > 0)
        .forEach(fee -> booking.voidByReturn(fee, fee.effectiveAmount(), loan.id()));
    booking.useCredit();
    return booking.effects();
  }
}
