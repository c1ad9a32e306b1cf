package org.samling.bench.circulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.samling.bench.library.Stock;
import org.samling.bench.measure.ClosedLoop;
import org.samling.bench.reference.Operation;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.TenantId;

/** Calls the core's ports like the protocols' routes do, spread over tenants. */
final class CoreCallers {

  private static final Duration TO_ANSWER = Duration.ofSeconds(10);

  /** As long as a kiosk's message is remembered for replay. */
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private static final String ACTOR = "bench";

  private final Circulation circulation;
  private final Inquiries inquiries;
  private final List<Stock> stocks;
  private final AtomicLong commands = new AtomicLong(System.nanoTime());

  CoreCallers(Circulation circulation, Inquiries inquiries, List<Stock> stocks) {
    this.circulation = circulation;
    this.inquiries = inquiries;
    this.stocks = stocks;
  }

  /** The callers of an operation. */
  ClosedLoop.Callers of(Operation operation) {
    return number -> {
      var stock = stocks.get(number % stocks.size());
      return switch (operation) {
        case CHECKOUT -> () -> checkout(stock);
        case CHECKIN -> () -> checkin(stock);
        case RENEW -> () -> renew(stock);
        case HOLD -> () -> hold(stock);
        case PATRON -> () -> patron(stock);
      };
    };
  }

  private void checkout(Stock stock) {
    var copy = stock.takeFree();
    var card = stock.card();
    var outcome =
        circulation
            .submit(
                new LoanCommand.Checkout(
                    origin(stock.tenant(), copy.branch()), card, copy.barcode(), false, null))
            .join();
    expect(outcome instanceof CheckoutOutcome.Granted granted && !granted.renewed(), outcome);
    stock.lend(copy, card);
  }

  private void checkin(Stock stock) {
    var copy = stock.takeLent().copy();
    var outcome =
        circulation
            .submit(
                new LoanCommand.Checkin(
                    origin(stock.tenant(), copy.branch()), copy.barcode(), Instant.now()))
            .join();
    expect(
        outcome instanceof CheckinOutcome.Returned returned
            && returned.loanId() != null
            && returned.destination() instanceof CheckinOutcome.Destination.Shelf,
        outcome);
    stock.shelve(copy);
  }

  private void renew(Stock stock) {
    var loan = stock.takeLent();
    var copy = loan.copy();
    var outcome =
        circulation
            .submit(
                new LoanCommand.Renew(
                    origin(stock.tenant(), copy.branch()), loan.card(), copy.barcode()))
            .join();
    expect(outcome instanceof CheckoutOutcome.Granted granted && granted.renewed(), outcome);
    stock.lend(copy, loan.card());
  }

  /** A patron who happens to have the title on loan is skipped. */
  private void hold(Stock stock) {
    var outcome = place(stock);
    while (outcome instanceof HoldOutcome.Refused refused
        && refused.reason() == RefusalReason.ALREADY_ON_LOAN) {
      outcome = place(stock);
    }
    expect(outcome instanceof HoldOutcome.Placed, outcome);
  }

  private HoldOutcome place(Stock stock) {
    var wish = stock.nextHoldRequest();
    var now = Instant.now();
    return circulation
        .submit(
            new HoldCommand.PlaceHold(
                origin(stock.tenant(), stock.branch()),
                wish.card(),
                wish.title(),
                null,
                HoldCommand.HoldOptions.at(stock.branch(), now, now.plus(Duration.ofDays(180)))))
        .join();
  }

  private void patron(Stock stock) {
    var card = stock.card();
    var account = inquiries.patron(stock.tenant(), card);
    expect(account.isPresent() && account.get().patron().identifier().equals(card), account);
  }

  private Origin origin(TenantId tenant, String branch) {
    return new Origin(
        tenant,
        CommandKey.of(REMEMBERED, ACTOR, commands.getAndIncrement()),
        ACTOR,
        branch,
        Instant.now().plus(TO_ANSWER));
  }

  private static void expect(boolean condition, Object outcome) {
    if (!condition) {
      throw new IllegalStateException("another outcome was expected: " + outcome);
    }
  }
}
