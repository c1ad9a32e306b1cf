package org.samling.routes.debt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.debt.Claim;
import org.samling.core.debt.DebtMessage;
import org.samling.core.debt.Debts;
import org.samling.core.organisation.Tenant;
import org.samling.routes.Commands;

/**
 * Takes what the debtor system says. Each message is noted before anything is done about it, and
 * given to the ledger under a key of its number: told again, after whatever crash, it is done once.
 */
public final class DebtMessages {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final Debts debts;
  private final Inquiries inquiries;
  private final Commands commands;

  /**
   * Makes it.
   *
   * @param debts keeps claims and messages
   * @param inquiries knows the patrons
   * @param commands changes the ledger
   */
  public DebtMessages(Debts debts, Inquiries inquiries, Commands commands) {
    this.debts = debts;
    this.inquiries = inquiries;
    this.commands = commands;
  }

  /**
   * What became of a message.
   *
   * @param result what
   * @param reason why it was not done, or null
   */
  public record Taken(Result result, @Nullable String reason) {}

  /** What can become of a message. */
  public enum Result {
    /** It is done. */
    DONE,
    /** It was done before. */
    AGAIN,
    /** It can't be done; staff should look at it. */
    REFUSED
  }

  /**
   * Takes a message.
   *
   * @param by who brings it
   * @throws org.samling.core.StoreException when the store can't be asked: it is to be taken again
   */
  public Taken take(Tenant tenant, DebtMessage message, String by) {
    var claim = debts.claim(tenant.id(), message.claim());
    if (claim.isEmpty()) {
      return refused("there is no claim " + message.claim());
    }
    var kept = debts.begin(tenant.id(), message, by);
    if (!kept.message().equals(message)) {
      return refused("the number %s was another message's".formatted(message.id()));
    }
    return switch (kept.state()) {
      case DONE -> new Taken(Result.AGAIN, null);
      case REFUSED -> refused(String.valueOf(kept.reason()));
      case BEGUN -> carryOut(tenant, claim.get(), kept, by);
    };
  }

  private Taken carryOut(Tenant tenant, Claim claim, Debts.Kept kept, String by) {
    var message = kept.message();
    if (message.kind() == DebtMessage.Kind.WITHDRAWAL) {
      return end(tenant, message, null);
    }
    var patron = claim.patron();
    if (patron == null) {
      return end(tenant, message, "nothing identifies the patron any more; enter it by hand");
    }
    if (isForgotten(kept)) {
      return refused(
          "it was begun on %s and nobody knows whether it was done: look at the patron's statement"
              .formatted(kept.begun()));
    }
    var origin = origin(tenant, patron, message, by);
    return switch (message.kind()) {
      case PAYMENT -> {
        var at = message.day().atTime(12, 0).atZone(tenant.zone()).toInstant();
        yield give(
            tenant,
            message,
            new FeeCommand.Pay(
                origin, patron, message.amount(), List.of(claim.fee()), message.reference(), at));
      }
      case PAYMENT_REVERSAL -> {
        var payment = payment(tenant, message);
        yield payment == null
            ? end(tenant, message, "no payment %s was taken".formatted(message.of()))
            : give(
                tenant,
                message,
                new FeeCommand.ReversePayment(
                    origin, patron, payment, message.amount(), "debt:" + message.id()));
      }
      case WRITE_OFF ->
          give(
              tenant,
              message,
              new FeeCommand.WriteOff(
                  origin, patron, claim.fee(), message.amount(), "debt:" + message.id()));
      case WITHDRAWAL -> throw new IllegalStateException("a withdrawal is no money: " + message);
    };
  }

  /** A payment is known by its reference for ever; anything else only as long as its key. */
  private static boolean isForgotten(Debts.Kept kept) {
    return kept.isAgain()
        && kept.message().kind() != DebtMessage.Kind.PAYMENT
        && kept.begun().isBefore(Instant.now().minus(CommandKey.MAX_WINDOW));
  }

  private @Nullable UUID payment(Tenant tenant, DebtMessage message) {
    return debts
        .payment(tenant.id(), DebtMessage.reference(String.valueOf(message.of())))
        .orElse(null);
  }

  private Taken give(Tenant tenant, DebtMessage message, FeeCommand<FeeOutcome> command) {
    return switch (commands.outcome(command)) {
      case FeeOutcome.Refused refused ->
          end(tenant, message, "%s (%s)".formatted(refused.reason(), refused.why()));
      case FeeOutcome.Paid _, FeeOutcome.Changed _, FeeOutcome.Charged _ ->
          end(tenant, message, null);
    };
  }

  private Taken end(Tenant tenant, DebtMessage message, @Nullable String reason) {
    debts.end(tenant.id(), message, reason);
    return reason == null ? new Taken(Result.DONE, null) : refused(reason);
  }

  private static Taken refused(String reason) {
    return new Taken(Result.REFUSED, reason);
  }

  private Origin origin(Tenant tenant, String patron, DebtMessage message, String by) {
    return new Origin(
        tenant.id(),
        CommandKey.of(CommandKey.MAX_WINDOW, "debt-message", tenant.id(), message.id()),
        by,
        branch(inquiries, tenant, patron),
        Instant.now().plus(DEADLINE));
  }

  /** The patron's own branch: of the place where it was paid nothing is known. */
  static String branch(Inquiries inquiries, Tenant tenant, String patron) {
    return inquiries
        .patron(tenant.id(), patron)
        .map(account -> account.patron().branch())
        .orElse("");
  }
}
