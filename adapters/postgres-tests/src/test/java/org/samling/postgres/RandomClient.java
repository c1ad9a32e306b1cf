package org.samling.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.samling.core.StoreException;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.organisation.TenantId;
import org.samling.core.requests.Deadline;
import org.samling.testing.LongRun;

/**
 * A client that gives one command after another at random, to the tenants of a {@link TestLibrary},
 * and asks each until it is answered, as the kiosk at the other end would.
 */
final class RandomClient {

  private static final List<String> PATRONS = List.of("A", "B", "C");
  private static final List<String> ITEMS = List.of("1", "2", "3", "4", "5", "6", "R");

  private static final Duration REST = Duration.ofMillis(LongRun.times(250, 0));

  /** How many payments there can be, each by its reference: clients tell of the same ones. */
  private static final int REFERENCES = 400;

  /** How long a client asks: longer than anything here takes. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Commands are known, and may still be done, when clocks have jumped by an hour and back. */
  private static final Duration WINDOW = Duration.ofHours(3);

  private final String name;
  private final Node node;
  private final List<TenantId> tenants;
  private final History history;
  private final Random random;
  private final List<Named> known = new ArrayList<>();

  /**
   * Where clients ask.
   *
   * @param clock what it goes by
   * @param answerWithin how long an answer may take
   */
  record Node(Circulation circulation, InstantSource clock, Duration answerWithin) {

    /** One that goes by the system's clock, and is in no haste. */
    static Node of(Circulation circulation) {
      return new Node(circulation, InstantSource.system(), TestLibrary.ANSWER_WITHIN);
    }
  }

  /** Something that a client was told of, and whose it is. */
  private record Named(TenantId tenant, String patron, Kind kind, UUID id) {}

  private enum Kind {
    FEE,
    PAYMENT,
    HOLD
  }

  /**
   * A client.
   *
   * @param name its name, another for every client that ever writes to this library
   * @param seed what its commands come from
   */
  RandomClient(String name, long seed, Node node, List<TenantId> tenants, History history) {
    this.name = name;
    this.node = node;
    this.tenants = tenants;
    this.history = history;
    this.random = new Random(seed);
  }

  /**
   * Waits between two commands of a client that goes on until it is told to end: in a usual run
   * such clients leave most of the machine to other tests.
   */
  static void rest() {
    LockSupport.parkNanos(REST.toNanos());
  }

  /** Gives commands as long as it should. */
  void run(BooleanSupplier goesOn) {
    for (var n = 0; goesOn.getAsBoolean(); n++) {
      askOne(name + "/" + n);
    }
  }

  /** Gives one command, which has this name. */
  void askOne(String command) {
    ask(command, command(command));
  }

  /** Asks until there is an answer. */
  void ask(String name, Command<?> command) {
    var until = Instant.now().plus(PATIENCE);
    while (true) {
      history.add(new Event.Invoke(Instant.now(), name, command));
      try {
        Outcome outcome =
            Deadline.within(node.answerWithin(), () -> node.circulation().submit(command).join());
        history.add(
            outcome instanceof Refusal
                ? new Event.Fail(Instant.now(), name, outcome)
                : new Event.Ok(Instant.now(), name, outcome));
        learn(command, outcome);
        return;
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof StoreException fault) || Instant.now().isAfter(until)) {
          throw e;
        }
        history.add(new Event.Unknown(Instant.now(), name, fault.kind()));
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void learn(Command<?> command, Outcome outcome) {
    var patron = command.patron();
    if (patron != null) {
      var tenant = command.origin().tenant();
      switch (outcome) {
        case FeeOutcome.Charged fee ->
            known.add(new Named(tenant, patron, Kind.FEE, fee.entryId()));
        case FeeOutcome.Paid paid ->
            known.add(new Named(tenant, patron, Kind.PAYMENT, paid.paymentId()));
        case HoldOutcome.Placed hold ->
            known.add(new Named(tenant, patron, Kind.HOLD, hold.holdId()));
        default -> {} // nothing that a later command could name
      }
    }
  }

  private Command<?> command(String name) {
    var tenant = any(tenants);
    var branch = random.nextInt(4) == 0 ? TestLibrary.BRANCH : TestLibrary.MAIN;
    var origin = origin(tenant, name, branch);
    var patron = any(PATRONS);
    var item = any(ITEMS);
    var at = node.clock().instant();
    var placing =
        HoldCommand.HoldOptions.at(any(List.of(TestLibrary.MAIN, TestLibrary.BRANCH)), at, null);
    return switch (random.nextInt(30)) {
      case 0, 1, 2, 3, 4, 5 ->
          new LoanCommand.Checkout(origin, patron, item, random.nextInt(4) == 0, null);
      case 6, 7, 8, 9, 10, 11 -> new LoanCommand.Checkin(origin, item, at);
      case 12, 13 -> new LoanCommand.Renew(origin, patron, item);
      case 14 -> new LoanCommand.UndoCheckout(origin, patron, item);
      case 15 -> new LoanCommand.UndoCheckin(origin, item);
      case 16 -> new LoanCommand.Recall(origin, item);
      case 17 -> new LoanCommand.ClaimReturned(origin, patron, item);
      case 18, 19 ->
          new HoldCommand.PlaceHold(
              origin,
              patron,
              any(List.of(TestLibrary.TITLE, TestLibrary.OTHER_TITLE)),
              null,
              placing);
      case 20 -> new HoldCommand.PlaceItemHold(origin, patron, item, placing);
      case 21, 22 -> new HoldCommand.CancelHold(origin, patron, TestLibrary.TITLE);
      case 23, 24 ->
          new FeeCommand.ChargeFee(
              origin, patron, FeeType.OVERDUE, 1 + random.nextInt(50), null, null, at);
      case 25, 26, 27 ->
          new FeeCommand.Pay(
              origin,
              patron,
              10 + random.nextInt(2) * 10,
              List.of(),
              PaymentMeans.CASH,
              "r" + random.nextInt(REFERENCES),
              at);
      default -> {
        var ofTenant = known.stream().filter(k -> k.tenant().equals(tenant)).toList();
        yield ofTenant.isEmpty()
            ? new LoanCommand.Checkin(origin, item, at)
            : about(any(ofTenant), origin);
      }
    };
  }

  private Command<?> about(Named named, Origin origin) {
    return switch (named.kind()) {
      case FEE ->
          random.nextBoolean()
              ? new FeeCommand.CancelFee(origin, named.patron(), named.id(), null)
              : new FeeCommand.WriteOff(
                  origin, named.patron(), named.id(), 1 + random.nextInt(10), null);
      case PAYMENT ->
          new FeeCommand.ReversePayment(
              origin, named.patron(), named.id(), 1 + random.nextInt(10), null);
      case HOLD -> new HoldCommand.CancelHoldById(origin, named.patron(), named.id());
    };
  }

  private <T> T any(List<T> things) {
    return things.get(random.nextInt(things.size()));
  }

  private Origin origin(TenantId tenant, String name, String branch) {
    return new Origin(
        tenant, CommandKey.of(WINDOW, name), "test", branch, node.clock().instant().plus(WINDOW));
  }
}
