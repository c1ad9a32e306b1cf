package org.samling.routes.debt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.debt.Claim;
import org.samling.core.debt.DebtMessage;
import org.samling.core.debt.Debts;
import org.samling.core.organisation.Tenant;

/**
 * Processes messages of the debtor system. Each message is stored before it has any effect, and
 * passed to the ledger under a key made of its number: repeated, even after a crash, it takes
 * effect once.
 */
public final class DebtMessages {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final Debts debts;
  private final Inquiries inquiries;
  private final Commands commands;

  /** Creates an instance. */
  public DebtMessages(Debts debts, Inquiries inquiries, Commands commands) {
    this.debts = debts;
    this.inquiries = inquiries;
    this.commands = commands;
  }

  /**
   * The result of a message.
   *
   * @param reason why it was not done, or null
   */
  public record MessageResult(Result result, @Nullable String reason) {}

  /** The possible results of a message. */
  public enum Result {
    /** It is done. */
    DONE,
    /** It had been done before. */
    AGAIN,
    /** It can't be done; staff should look into it. */
    REFUSED
  }

  /**
   * Processes a message.
   *
   * @param by who delivers it
   * @throws org.samling.core.StoreException when the store is unreachable: send the message again
   */
  public MessageResult process(Tenant tenant, DebtMessage message, String by) {
    var claim = debts.claim(tenant.id(), message.claim());
    if (claim.isEmpty()) {
      return refused("there is no claim " + message.claim());
    }
    var kept = debts.begin(tenant.id(), message, by);
    if (!kept.message().equals(message)) {
      return refused("the number %s was another message's".formatted(message.id()));
    }
    return switch (kept.state()) {
      case DONE -> new MessageResult(Result.AGAIN, null);
      case REFUSED -> refused(String.valueOf(kept.reason()));
      case BEGUN -> carryOut(tenant, claim.get(), kept, by);
    };
  }

  private MessageResult carryOut(Tenant tenant, Claim claim, Debts.StoredMessage kept, String by) {
    var message = kept.message();
    if (message.kind() == DebtMessage.Kind.WITHDRAWAL) {
      return end(tenant, message, null);
    }
    var patron = claim.patron();
    if (patron == null) {
      return end(tenant, message, "nothing identifies the patron any more; enter it by hand");
    }
    if (isExpired(kept)) {
      return refused(
          "it was begun on %s, and whether it was done is unknown: check the patron's statement"
              .formatted(kept.begun()));
    }
    var origin = origin(tenant, patron, message, by);
    return switch (message.kind()) {
      case PAYMENT -> {
        var at = message.day().atTime(12, 0).atZone(tenant.zone()).toInstant();
        yield submit(
            tenant,
            message,
            new FeeCommand.Pay(
                origin,
                patron,
                message.amount(),
                List.of(claim.fee()),
                PaymentMeans.OTHER,
                message.reference(),
                at));
      }
      case PAYMENT_REVERSAL -> {
        var payment = payment(tenant, message);
        yield payment == null
            ? end(tenant, message, "no payment %s was taken".formatted(message.of()))
            : submit(
                tenant,
                message,
                new FeeCommand.ReversePayment(
                    origin, patron, payment, message.amount(), "debt:" + message.id()));
      }
      case WRITE_OFF ->
          submit(
              tenant,
              message,
              new FeeCommand.WriteOff(
                  origin, patron, claim.fee(), message.amount(), "debt:" + message.id()));
      case WITHDRAWAL -> throw new IllegalStateException("a withdrawal is no money: " + message);
    };
  }

  /** A payment is recognised by its reference for ever; anything else only as long as its key. */
  private static boolean isExpired(Debts.StoredMessage kept) {
    return kept.isAgain()
        && kept.message().kind() != DebtMessage.Kind.PAYMENT
        && kept.begun().isBefore(Instant.now().minus(CommandKey.MAX_WINDOW));
  }

  private @Nullable UUID payment(Tenant tenant, DebtMessage message) {
    return debts
        .payment(tenant.id(), DebtMessage.reference(String.valueOf(message.of())))
        .orElse(null);
  }

  private MessageResult submit(Tenant tenant, DebtMessage message, FeeCommand<FeeOutcome> command) {
    return switch (commands.outcome(command)) {
      case FeeOutcome.Refused refused ->
          end(tenant, message, "%s (%s)".formatted(refused.reason(), refused.why()));
      case FeeOutcome.Paid _, FeeOutcome.Changed _, FeeOutcome.Charged _ ->
          end(tenant, message, null);
    };
  }

  private MessageResult end(Tenant tenant, DebtMessage message, @Nullable String reason) {
    debts.end(tenant.id(), message, reason);
    return reason == null ? new MessageResult(Result.DONE, null) : refused(reason);
  }

  private static MessageResult refused(String reason) {
    return new MessageResult(Result.REFUSED, reason);
  }

  private Origin origin(Tenant tenant, String patron, DebtMessage message, String by) {
    return new Origin(
        tenant.id(),
        CommandKey.of(CommandKey.MAX_WINDOW, "debt-message", tenant.id(), message.id()),
        by,
        branch(inquiries, tenant, patron),
        Instant.now().plus(DEADLINE));
  }

  /** The patron's own branch: the place of payment is unknown. */
  static String branch(Inquiries inquiries, Tenant tenant, String patron) {
    return inquiries
        .patron(tenant.id(), patron)
        .map(account -> account.patron().branch())
        .orElse("");
  }
}
