package org.samling.core.circulation.fees;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.FeeFacts;
import org.samling.core.circulation.facts.LedgerKind;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.reason.Check;

/** Decides on reducing, cancelling and writing off fees, and on reversing write-offs. */
public final class FeeReductions {

  private final Facts facts;
  private final Instant now;

  public FeeReductions(Facts facts, Instant now) {
    this.facts = facts;
    this.now = now;
  }

  public Decision reduce(FeeCommand.ReduceFee command) {
    return give(
        command.patron(), command.fee(), LedgerKind.REDUCTION, command.amount(), command.reason());
  }

  public Decision cancel(FeeCommand.CancelFee command) {
    return FeeRules.onFee(
        facts,
        now,
        command.patron(),
        command.fee(),
        (patron, fee) -> {
          var checks = List.of(FeeRules.somethingOpen(fee));
          return Check.broken(checks).isEmpty()
              ? entered(patron, fee, LedgerKind.CANCELLATION, fee.open(), command.reason(), checks)
              : FeeRules.refused(now, checks);
        });
  }

  public Decision writeOff(FeeCommand.WriteOff command) {
    return give(
        command.patron(), command.fee(), LedgerKind.WRITE_OFF, command.amount(), command.reason());
  }

  public Decision reverse(FeeCommand.ReverseWriteOff command) {
    return FeeRules.onFee(
        facts,
        now,
        command.patron(),
        command.fee(),
        (patron, fee) -> {
          var checks =
              List.of(
                  FeeRules.atMost(
                      "reversal-at-most-write-off",
                      "fee " + fee.id(),
                      fee.writtenOff(),
                      command.amount()));
          return Check.broken(checks).isEmpty()
              ? entered(
                  patron,
                  fee,
                  LedgerKind.WRITE_OFF_REDUCTION,
                  command.amount(),
                  command.reason(),
                  checks)
              : FeeRules.refused(now, checks);
        });
  }

  private Decision give(
      String identifier, UUID id, LedgerKind kind, long amount, @Nullable String reason) {
    return FeeRules.onFee(
        facts,
        now,
        identifier,
        id,
        (patron, fee) -> {
          var checks =
              List.of(
                  FeeRules.somethingOpen(fee),
                  FeeRules.atMost("at-most-open", "fee " + fee.id(), fee.open(), amount));
          return Check.broken(checks).isEmpty()
              ? entered(patron, fee, kind, amount, reason, checks)
              : FeeRules.refused(now, checks);
        });
  }

  private Decision entered(
      PatronFacts patron,
      FeeFacts fee,
      LedgerKind kind,
      long amount,
      @Nullable String reason,
      List<Check> checks) {
    var booking = new LedgerEntries(facts.ledger(), patron.id(), now);
    booking.enter(kind, fee, amount, reason);
    return FeeRules.changed(now, patron, booking, checks, kind);
  }
}
