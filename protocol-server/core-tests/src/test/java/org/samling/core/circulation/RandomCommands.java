package org.samling.core.circulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.OfflineCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.circulation.command.TransportCommand;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldType;
import org.samling.core.circulation.facts.WantedTitle;
import org.samling.core.circulation.reason.OverridableRule;
import org.samling.core.organisation.ReturnHandling;
import org.samling.core.organisation.ReturnHandling.Shelving;
import org.samling.core.policy.LendingPolicy;

/** Commands of every kind, sensible and not, on the library of {@link DeskPropertyTest}. */
final class RandomCommands {

  /** Overrides whatever can be. */
  private static final LoanCommand.RuleOverride ALL_RULES =
      new LoanCommand.RuleOverride("test", Set.of(OverridableRule.values()));

  private final Random random;
  private final LendingPolicy policy;
  private final Facts facts;
  private final LedgerOracle ledger;
  private Instant now = Instant.EPOCH;

  RandomCommands(Random random, LendingPolicy policy, Facts facts, LedgerOracle ledger) {
    this.random = random;
    this.policy = policy;
    this.facts = facts;
    this.ledger = ledger;
  }

  /** The next command, at a time. */
  Command<?> next(Instant at) {
    now = at;
    var origin =
        new Origin(
            policy.tenant().id(),
            CommandKey.of(Duration.ZERO, random.nextLong()),
            "test",
            branch(),
            now.plusSeconds(60));
    var patron = "p" + random.nextInt(DeskPropertyTest.PATRONS);
    var item = "i" + random.nextInt(DeskPropertyTest.ITEMS);
    return switch (random.nextInt(54)) {
      case 48, 49, 50, 51, 52, 53 -> offline(origin, patron, item);
      case 0, 1, 2 ->
          random.nextInt(8) > 0
              ? new LoanCommand.Checkout(origin, patron, item, random.nextBoolean(), null)
              : overriding(origin, patron, item);
      case 3 ->
          new LoanCommand.Checkout(
              origin,
              patron,
              item,
              false,
              new LoanCommand.AsRecorded(now.minusSeconds(random.nextInt(100_000)), null, 0));
      case 4, 5, 6 ->
          new LoanCommand.Checkin(
              origin, item, now.minusSeconds(random.nextInt(100_000)), handling());
      case 7, 8 ->
          new LoanCommand.Renew(origin, patron, item, random.nextInt(8) > 0 ? null : ALL_RULES);
      case 9 ->
          new HoldCommand.PlaceHold(
              origin, patron, title(), random.nextInt(4) == 0 ? branch() : null, placing());
      case 10 ->
          random.nextBoolean()
              ? new HoldCommand.PlaceItemHold(origin, patron, item, placing())
              : new HoldCommand.PlaceHolds(
                  origin,
                  patron,
                  random.nextBoolean() ? HoldType.PARALLEL : HoldType.SERIAL,
                  List.of(
                      new WantedTitle(DeskPropertyTest.key(0), null),
                      new WantedTitle(DeskPropertyTest.key(1), null)),
                  placing());
      case 11 ->
          new HoldCommand.CancelHold(origin, patron, title(), random.nextBoolean() ? item : null);
      case 12 -> new HoldCommand.CancelHoldById(origin, patron, someHold());
      case 13 -> new HoldCommand.ExpireHold(origin, patron, someHold());
      case 14, 15 ->
          new LoanCommand.UndoCheckout(origin, random.nextBoolean() ? patron : null, item);
      case 16, 17 ->
          new LoanCommand.UndoCheckin(origin, random.nextBoolean() ? patron : null, item);
      case 18 -> new LoanCommand.Recall(origin, item);
      case 19 -> new LoanCommand.ClaimReturned(origin, patron, item);
      case 20 -> new LoanCommand.DeclareLost(origin, item);
      case 21 ->
          new LoanCommand.ChangeDueDate(
              origin, patron, item, policy.day(now).plusDays(random.nextInt(60)));
      case 22 -> new LoanCommand.Reschedule(whereMade(origin, item), item);
      case 23, 24 -> new HoldCommand.ShelveHold(origin, item);
      case 25 -> new HoldCommand.TargetHold(origin, someHold());
      case 26 -> new HoldCommand.ReportNotFound(origin, item);
      case 29 -> new TransportCommand.PackCrate(origin, item, "crate-" + branch());
      case 27 -> new HoldCommand.ReschedulePickup(origin, someHold());
      case 28 ->
          random.nextBoolean()
              ? new HoldCommand.ChangeHold(
                  origin, patron, someHold(), branch(), now.plusSeconds(random.nextInt(1_000_000)))
              : new HoldCommand.PauseHold(
                  origin,
                  patron,
                  someHold(),
                  random.nextBoolean()
                      ? null
                      : new HoldFacts.Pause(
                          policy.day(now), policy.day(now).plusDays(random.nextInt(10))));
      case 30, 31 -> new LoanCommand.MarkOverdue(origin, item);
      case 32, 33, 34 -> new FeeCommand.AccrueOverdue(origin, item);
      case 35, 36 ->
          new LoanCommand.CheckinElsewhere(
              origin,
              item,
              "other",
              branch(),
              now.minusSeconds(random.nextInt(100_000) - 100),
              now.minusSeconds(random.nextInt(10_000)));
      case 37 ->
          new HoldCommand.ChangeHoldOnTitle(
              origin,
              patron,
              title(),
              random.nextBoolean() ? item : null,
              random.nextBoolean() ? branch() : null,
              random.nextBoolean() ? now.plusSeconds(random.nextInt(1_000_000)) : null);
      case 38, 39 -> ofItem(origin, item);
      case 40, 41 -> booking(origin);
      case 42, 43 -> set(origin, patron, item);
      default -> ledger.command(random, facts, origin, patron, now);
    };
  }

  private static LoanCommand.Checkout overriding(Origin origin, String patron, String item) {
    @Nullable String nobody = null;
    return new LoanCommand.Checkout(origin, patron, item, false, null, nobody, ALL_RULES);
  }

  private Command<?> set(Origin origin, String patron, String item) {
    var set = "s" + random.nextInt(2);
    return switch (random.nextInt(9)) {
      case 0, 1, 2 -> new SetCommand.PutSet(origin, set, "Sæt", List.of(item), List.of());
      case 3 -> new SetCommand.PutSet(origin, set, null, List.of(), List.of(item));
      case 4 ->
          random.nextInt(4) == 0
              ? new SetCommand.DissolveSet(origin, set)
              : new SetCommand.MoveSet(origin, set, branch());
      case 5, 6 -> new LoanCommand.Checkout(origin, patron, set, random.nextBoolean(), null);
      case 7 -> new LoanCommand.Checkin(origin, set, now, handling());
      default -> new LoanCommand.CheckinSet(origin, set, List.of(item), now);
    };
  }

  private BookingCommand booking(Origin origin) {
    var open = facts.bookings().open();
    var known = open.isEmpty() ? new UUID(9, 9) : open.get(random.nextInt(open.size())).id();
    var from = policy.day(now).plusDays(random.nextInt(20));
    var minimum = 1 + random.nextInt(2);
    return switch (random.nextInt(9)) {
      case 3 ->
          new BookingCommand.MoveBooking(origin, known, from, from.plusDays(random.nextInt(20)));
      case 0 -> new BookingCommand.CancelBooking(origin, known);
      case 1 -> new BookingCommand.EndBooking(origin, known);
      case 2 -> new BookingCommand.RepairBooking(origin, known);
      default ->
          new BookingCommand.PlaceBookings(
              origin,
              "p" + random.nextInt(3),
              List.of(
                  new BookingCommand.BookingLine(
                      title(),
                      null,
                      new BookingFacts.Terms(
                          minimum,
                          minimum + random.nextInt(2),
                          from,
                          from.plusDays(random.nextInt(20)),
                          branch(),
                          null,
                          random.nextBoolean()))));
    };
  }

  private ReturnHandling handling() {
    var shelving = Shelving.values();
    return random.nextBoolean()
        ? ReturnHandling.USUAL
        : new ReturnHandling(
            random.nextInt(3) > 0, shelving[random.nextInt(shelving.length)], "default");
  }

  private HoldCommand.HoldOptions placing() {
    return new HoldCommand.HoldOptions(
        branch(),
        now.minusSeconds(random.nextInt(1_000_000)),
        random.nextBoolean() ? null : now.plusSeconds(random.nextInt(500_000)),
        random.nextInt(10) == 0);
  }

  /** Any hold that is open, or one that is no more. */
  private UUID someHold() {
    var holds =
        IntStream.range(0, DeskPropertyTest.TITLES)
            .mapToObj(DeskPropertyTest::titleId)
            .flatMap(facts::open)
            .map(HoldFacts::id)
            .sorted()
            .toList();
    return holds.isEmpty() || random.nextInt(20) == 0
        ? new UUID(9, 9)
        : holds.get(random.nextInt(holds.size()));
  }

  /** Where the loan of an item was made, or anywhere for one that is not on loan. */
  private Origin whereMade(Origin origin, String barcode) {
    return facts
        .item(barcode)
        .flatMap(item -> facts.loanOf(item.id()))
        .map(loan ->
            new Origin(
                origin.tenant(), origin.key(), origin.actor(), loan.branch(), origin.deadline()))
        .orElse(origin);
  }

  private ItemCommand ofItem(Origin origin, String item) {
    return switch (random.nextInt(8)) {
      case 0 -> new ItemCommand.ReceiveItem(origin, item, null);
      case 1 -> new ItemCommand.ReadyItem(origin, item);
      case 2 -> new ItemCommand.WithdrawItem(origin, item, "worn");
      case 3, 4 -> new ItemCommand.RestoreItem(origin, item);
      case 5 ->
          new ItemCommand.MarkMissing(origin, item, now.minusSeconds(random.nextInt(100_000)));
      case 6 -> new ItemCommand.RelocateItem(origin, item, branch(), null);
      default -> new ItemCommand.DescribeItem(origin, item, random.nextBoolean() ? "worn" : "");
    };
  }

  private OfflineCommand offline(Origin origin, String patron, String item) {
    var key = Long.toString(random.nextLong());
    var when = now.minusSeconds(random.nextInt(random.nextBoolean() ? 100_000 : 2_000_000));
    var due = random.nextBoolean() ? null : when.plus(Duration.ofDays(random.nextInt(40)));
    return switch (random.nextInt(5)) {
      case 0, 1 -> new OfflineCommand.OfflineCheckout(origin, key, patron, item, when, due);
      case 2, 3 ->
          new OfflineCommand.OfflineCheckin(
              origin, key, item, when, when.minusSeconds(random.nextInt(10_000)));
      default -> new OfflineCommand.OfflineRenewal(origin, key, patron, item, when, due);
    };
  }

  private RecordKey title() {
    return DeskPropertyTest.key(random.nextInt(DeskPropertyTest.TITLES));
  }

  private String branch() {
    return SmallLibrary.BRANCHES.get(random.nextInt(SmallLibrary.BRANCHES.size()));
  }
}
