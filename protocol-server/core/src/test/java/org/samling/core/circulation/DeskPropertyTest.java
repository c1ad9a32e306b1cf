package org.samling.core.circulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyMatrix;
import org.samling.core.policy.Settings;

/**
 * Whatever is done in whatever order, what must always hold holds: ten thousand sequences of random
 * commands on a small library, checked after every command.
 */
class DeskPropertyTest {

  private static final int SEQUENCES = 10_000;
  private static final int COMMANDS = 60;
  private static final List<String> BRANCHES = List.of("east", "west");
  private static final int PATRONS = 4;
  private static final int TITLES = 2;
  private static final int ITEMS_OF_A_TITLE = 3;

  private static final ItemCategory BOOK = new ItemCategory("book", "Bog", "001", true, 30, 2);
  private static final ItemCategory REFERENCE =
      new ItemCategory("reference", "Opslag", "001", false, 0, 0);
  private static final PatronCategory ADULT = new PatronCategory("adult", "Voksen", 3, 3, 1_000);

  private static final LendingPolicy POLICY =
      new LendingPolicy(
          new Tenant(
              new TenantId(1),
              "t",
              "T",
              ZoneId.of("Europe/Copenhagen"),
              Currency.getInstance("DKK"),
              false),
          Map.of("book", BOOK, "reference", REFERENCE),
          Map.of("adult", ADULT),
          Map.of(),
          BRANCHES.stream()
              .collect(
                  Collectors.toMap(
                      b -> b,
                      b -> new Branch(b, "799700", Set.of(), b, BranchCalendar.ALWAYS_OPEN))),
          Settings.NONE,
          new PolicyMatrix(List.of(), List.of(BOOK, REFERENCE), List.of(ADULT)),
          List.of());

  @Test
  void whatMustAlwaysHoldHoldsAfterEveryCommand() {
    var done = new HashMap<String, Integer>();
    for (var seed = 0; seed < SEQUENCES; seed++) {
      new Sequence(seed, done).run();
    }
    assertThat(done.keySet())
        .as("everything was granted and everything refused at some time")
        .contains(
            "Checkout granted",
            "Checkout refused",
            "Renew granted",
            "Renew refused",
            "Checkin granted",
            "UndoCheckout granted",
            "UndoCheckout refused",
            "UndoCheckin granted",
            "UndoCheckin refused",
            "Recall granted",
            "ClaimReturned granted",
            "DeclareLost granted",
            "ChangeDueDate granted",
            "Reschedule granted",
            "CancelHold granted",
            "CancelHold refused",
            "ExpireHold granted",
            "ExpireHold refused",
            "PlaceHold granted",
            "PlaceHold refused");
  }

  /** One library and what happens in it. */
  private static final class Sequence {

    private final int seed;
    private final Random random;
    private final Map<String, Integer> done;
    private final Facts facts = new Facts();
    private final Desk desk = new Desk(POLICY, facts);
    private final List<UUID> patrons = new ArrayList<>();
    private final List<UUID> titles = new ArrayList<>();
    private final List<UUID> items = new ArrayList<>();
    private final Map<UUID, HoldState> ended = new HashMap<>();
    private final Map<UUID, Long> charged = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-02T10:00:00Z");

    Sequence(int seed, Map<String, Integer> done) {
      this.seed = seed;
      this.random = new Random(seed);
      this.done = done;
      IntStream.range(0, PATRONS).forEach(this::addPatron);
      IntStream.range(0, TITLES).forEach(this::addTitle);
    }

    private void addPatron(int n) {
      var id = new UUID(1, n);
      patrons.add(id);
      facts.add(
          new PatronFacts(
              id, "p" + n, "Navn", "adult", "east", "009", null, null, List.of(), List.of(), 0, 0,
              0));
    }

    private void addTitle(int n) {
      var id = new UUID(2, n);
      titles.add(id);
      facts.add(key(n), new Facts.TitleFacts(id));
      for (var i = 0; i < ITEMS_OF_A_TITLE; i++) {
        var item = new UUID(3, n * ITEMS_OF_A_TITLE + i);
        items.add(item);
        facts.add(
            new ItemFacts(
                item,
                "i" + (items.size() - 1),
                id,
                key(n),
                "Titel",
                null,
                i == 0 ? "reference" : "book",
                null,
                null,
                LocalDate.EPOCH,
                null,
                branch(),
                "east",
                ItemStatus.AVAILABLE,
                null,
                null,
                null));
      }
    }

    private static RecordKey key(int n) {
      return new RecordKey("t", Integer.toString(n));
    }

    private String branch() {
      return BRANCHES.get(random.nextInt(BRANCHES.size()));
    }

    void run() {
      for (var i = 0; i < COMMANDS; i++) {
        now = now.plus(Duration.ofMinutes(random.nextBoolean() ? 1 : random.nextInt(5_000)));
        var command = command();
        var decision = desk.decide(command, now);
        take(command, decision);
        check();
      }
    }

    private Command<?> command() {
      var origin =
          new Origin(
              POLICY.tenant().id(),
              CommandKey.of(Duration.ZERO, random.nextLong()),
              "test",
              branch(),
              now.plusSeconds(60));
      var patron = "p" + random.nextInt(PATRONS);
      var item = "i" + random.nextInt(items.size());
      return switch (random.nextInt(24)) {
        case 0, 1, 2 -> new LoanCommand.Checkout(origin, patron, item, random.nextBoolean(), null);
        case 3 ->
            new LoanCommand.Checkout(
                origin,
                patron,
                item,
                false,
                new LoanCommand.AsRecorded(now.minusSeconds(random.nextInt(100_000)), null, 0));
        case 4, 5, 6 ->
            new LoanCommand.Checkin(origin, item, now.minusSeconds(random.nextInt(100_000)));
        case 7, 8 -> new LoanCommand.Renew(origin, patron, item);
        case 9, 10 ->
            new HoldCommand.PlaceHold(
                origin,
                patron,
                key(random.nextInt(TITLES)),
                branch(),
                now.minusSeconds(random.nextInt(1_000_000)),
                null);
        case 11, 12 -> new HoldCommand.CancelHold(origin, patron, key(random.nextInt(TITLES)));
        case 13 -> expire(origin, patron);
        case 14, 15 -> new LoanCommand.UndoCheckout(origin, patron, item);
        case 16, 17 -> new LoanCommand.UndoCheckin(origin, item);
        case 18 -> new LoanCommand.Recall(origin, item);
        case 19 -> new LoanCommand.ClaimReturned(origin, patron, item);
        case 20 -> new LoanCommand.DeclareLost(origin, item);
        case 21 ->
            new LoanCommand.ChangeDueDate(
                origin, patron, item, POLICY.day(now).plusDays(random.nextInt(60)));
        case 22 -> new LoanCommand.Reschedule(origin, item);
        default ->
            new FeeCommand.ChargeFee(
                origin, patron, FeeType.OVERDUE, 1 + random.nextInt(50), null, null, now);
      };
    }

    /** Any hold of the patron on a title, or one that is no more. */
    private Command<?> expire(Origin origin, String patron) {
      var title = random.nextInt(TITLES);
      var holds = facts.open(titles.get(title)).map(HoldFacts::id).sorted().toList();
      var hold = holds.isEmpty() ? new UUID(9, 9) : holds.get(random.nextInt(holds.size()));
      return new HoldCommand.ExpireHold(origin, patron, key(title), hold);
    }

    private void take(Command<?> command, Decision decision) {
      var refused = decision.outcome() instanceof Refusal;
      log.add(command + " -> " + decision.outcome() + " " + decision.effects());
      done.merge(
          command.getClass().getSimpleName() + (refused ? " refused" : " granted"),
          1,
          Integer::sum);
      holds(!refused || decision.effects().isEmpty(), "a refusal has no effect");
      for (var effect : decision.effects()) {
        switch (effect) {
          case Effect.HoldChanged(var hold, _) -> {
            var end = ended.remove(hold.id());
            holds(
                end == null || (end == HoldState.FULFILLED && hold.state().isOpen()),
                "a hold ends once, unless the loan is undone that fulfilled it");
            if (!hold.state().isOpen()) {
              ended.put(hold.id(), hold.state());
            }
          }
          case Effect.FeeCharged fee -> charged.merge(fee.patronId(), fee.amount(), Long::sum);
          case Effect.LoanOpened _,
              Effect.LoanChanged _,
              Effect.LoanClosed _,
              Effect.LoanUndone _,
              Effect.LoanReopened _,
              Effect.ItemMoved _,
              Effect.HoldPlaced _,
              Effect.PatronEffect _ -> {}
        }
      }
    }

    private void check() {
      var loans = new HashMap<UUID, Integer>();
      var holdCounts = new HashMap<UUID, Integer>();
      for (var i = 0; i < items.size(); i++) {
        var item = facts.item("i" + i).orElseThrow();
        var loan = facts.loanOf(item.id());
        loan.ifPresent(l -> loans.merge(l.patronId(), 1, Integer::sum));
        holds(
            switch (item.status()) {
              case ON_LOAN, CLAIMED_RETURNED -> loan.isPresent();
              case LOST -> loan.isEmpty() || loan.get().lostAt() != null;
              case AVAILABLE,
                  ON_HOLD_SHELF,
                  IN_TRANSIT,
                  TO_BE_RESHELVED,
                  ON_ORDER,
                  IN_PROCESS,
                  MISSING ->
                  loan.isEmpty();
            },
            item.barcode() + " is on loan exactly where there is a loan");
        checkSetAside(item);
      }
      for (var title : titles) {
        var open = facts.open(title).toList();
        open.forEach(hold -> checkHold(hold, holdCounts));
        holds(
            open.stream().map(HoldFacts::patronId).distinct().count() == open.size(),
            "a patron waits for a title once");
        holds(
            open.stream().map(HoldFacts::itemId).filter(Objects::nonNull).distinct().count()
                == open.stream().filter(h -> h.itemId() != null).count(),
            "an item is set aside for one hold");
        var queue = facts.waiting(title);
        for (var i = 1; i < queue.size(); i++) {
          holds(isBefore(queue.get(i - 1), queue.get(i)), "the queue goes by time, then by number");
        }
      }
      for (var i = 0; i < PATRONS; i++) {
        var patron = facts.patron("p" + i).orElseThrow();
        holds(patron.loans() == loans.getOrDefault(patron.id(), 0), "a patron's loans are counted");
        holds(
            patron.holds() == holdCounts.getOrDefault(patron.id(), 0),
            "a patron's holds are counted");
        holds(patron.debt() == charged.getOrDefault(patron.id(), 0L), "the debt is the fees' sum");
      }
    }

    private static boolean isBefore(HoldFacts first, HoldFacts second) {
      var byTime = first.placedAt().compareTo(second.placedAt());
      return byTime < 0 || (byTime == 0 && first.id().compareTo(second.id()) < 0);
    }

    /** An item that is set aside, and its hold, know each other. */
    private void checkSetAside(ItemFacts item) {
      var hold = hold(item.holdId());
      if (item.holdId() != null) {
        holds(
            hold != null && item.id().equals(hold.itemId()),
            item.barcode() + " is set aside for an open hold that has it");
      }
      switch (item.status()) {
        case ON_HOLD_SHELF ->
            holds(
                hold != null && hold.state() == HoldState.READY && hold.pickup().equals(item.at()),
                item.barcode() + " on the hold shelf is ready where it is fetched");
        case ON_LOAN, CLAIMED_RETURNED, LOST, AVAILABLE, TO_BE_RESHELVED ->
            holds(item.holdId() == null, item.barcode() + " is not set aside");
        case IN_TRANSIT, ON_ORDER, IN_PROCESS, MISSING -> {}
      }
    }

    private @Nullable HoldFacts hold(@Nullable UUID id) {
      return id == null ? null : facts.hold(id).orElse(null);
    }

    private void checkHold(HoldFacts hold, Map<UUID, Integer> counts) {
      counts.merge(hold.patronId(), 1, Integer::sum);
      holds(
          (hold.state() == HoldState.WAITING) == (hold.itemId() == null),
          "a hold waits exactly as long as it has no item");
      if (hold.itemId() != null) {
        var item = facts.item("i" + items.indexOf(hold.itemId())).orElseThrow();
        holds(
            hold.id().equals(item.holdId()),
            "a hold's item is set aside for it, not " + item.holdId());
      }
    }

    private void holds(boolean isTrue, String what) {
      if (!isTrue) {
        fail(
            "seed %d, after %d commands: not true that %s%n%s"
                .formatted(seed, log.size(), what, String.join("\n", log)));
      }
    }
  }
}
