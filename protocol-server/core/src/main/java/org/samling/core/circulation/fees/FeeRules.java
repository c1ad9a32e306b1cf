package org.samling.core.circulation.fees;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.FeeFacts;
import org.samling.core.circulation.facts.LedgerKind;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;

/** The rules shared by all changes to a patron's ledger. */
final class FeeRules {

  private FeeRules() {}

  /** Decides on a fee of a patron. */
  interface OnFee {
    Decision decide(PatronFacts patron, FeeFacts fee);
  }

  static Decision onPatron(
      Facts facts, Instant now, String identifier, Function<PatronFacts, Decision> decision) {
    return facts
        .patron(identifier)
        .map(decision)
        .orElseGet(() -> {
          var nobody = facts.whyNobody(identifier);
          return Decision.refusal(
              new FeeOutcome.Refused(now, nobody.reason(), nobody.why()), List.of(nobody));
        });
  }

  static Decision onFee(Facts facts, Instant now, String identifier, UUID id, OnFee decision) {
    return onPatron(
        facts,
        now,
        identifier,
        patron -> {
          var fee = facts.ledger().fee(id);
          return isOwn(facts, fee, patron)
              ? decision.decide(patron, fee.orElseThrow())
              : refused(now, List.of(unknownFee(id)));
        });
  }

  static boolean isOwn(Facts facts, Optional<FeeFacts> fee, PatronFacts patron) {
    return fee.filter(f -> f.patronId().equals(patron.id())).filter(facts.seen()::fee).isPresent();
  }

  static Check unknownFee(UUID id) {
    return new Check(
        RefusalReason.FEE_UNKNOWN,
        new DecisionReason("fee-known", "fee.patron", "fee " + id, "unknown"),
        "no fee of this patron",
        true);
  }

  /** The rule that some of the fee is still open. */
  static Check somethingOpen(FeeFacts fee) {
    return new Check(
        RefusalReason.NOTHING_OWED,
        new DecisionReason(
            "something-open", "fee.open", "fee " + fee.id(), Long.toString(fee.open())),
        "open " + fee.open(),
        fee.open() == 0);
  }

  /** The rule that an amount is not more than what is available. */
  static Check atMost(String rule, String level, long there, long wanted) {
    return new Check(
        RefusalReason.AMOUNT_TOO_HIGH,
        new DecisionReason(rule, "ledger.sum", level, Long.toString(there)),
        "wanted " + wanted,
        wanted > there);
  }

  /** Refuses by the first rule that is broken. */
  static Decision refused(Instant now, List<Check> checks) {
    var first = Check.broken(checks).getFirst();
    return Decision.refusal(new FeeOutcome.Refused(now, first.reason(), first.why()), checks);
  }

  /** Reports the entries of the given kinds as the outcome; credit settles what is owed again. */
  static Decision changed(
      Instant now,
      PatronFacts patron,
      LedgerEntries booking,
      List<Check> checks,
      LedgerKind... kinds) {
    var told = booking.shares(kinds);
    booking.useCredit();
    var shares = told.stream().map(s -> booking.share(s.fee(), s.amount())).toList();
    return new Decision(
        new FeeOutcome.Changed(now, shares, patron.debt() + booking.moreDebt()),
        booking.effects(),
        checks);
  }
}
