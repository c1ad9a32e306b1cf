package org.samling.core.circulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.desk.Desk;
import org.samling.core.circulation.effect.BookingEffect;
import org.samling.core.circulation.effect.HoldEffect;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.effect.LedgerEffect;
import org.samling.core.circulation.effect.LoanEffect;
import org.samling.core.circulation.effect.OfflineEffect;
import org.samling.core.circulation.effect.PatronEffect;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.GroupFacts;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.HoldType;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.facts.StockFacts;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.patron.Membership;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Suspension.Stopped;

/**
 * Whatever is done in whatever order, what must always hold holds: sequences of random commands on
 * a small library, checked after every command; ten thousand of them by {@code verify --long}.
 */
class DeskPropertyTest {

  private static final boolean LONG = Boolean.getBoolean("samling.long");
  private static final int SEQUENCES = LONG ? 10_000 : 700;
  private static final int COMMANDS = 60;
  private static final int ITEMS_OF_A_TITLE = 3;

  static final int PATRONS = 4;
  static final int TITLES = 2;
  static final int ITEMS = TITLES * ITEMS_OF_A_TITLE;

  static RecordKey key(int title) {
    return new RecordKey("t", Integer.toString(title));
  }

  static UUID titleId(int title) {
    return new UUID(2, title);
  }

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
            "Checkin lent to a partner",
            "CheckinElsewhere granted",
            "CheckinElsewhere refused",
            "UndoCheckout granted",
            "UndoCheckout refused",
            "UndoCheckin granted",
            "UndoCheckin refused",
            "Recall granted",
            "Recall refused",
            "ClaimReturned granted",
            "DeclareLost granted",
            "ChangeDueDate granted",
            "Reschedule granted",
            "ShelveHold granted",
            "ShelveHold refused",
            "TargetHold granted",
            "ReportNotFound granted",
            "ReportNotFound refused",
            "ChangeHold granted",
            "ChangeHold refused",
            "PauseHold granted",
            "PauseHold refused",
            "PlaceItemHold granted",
            "PlaceItemHold refused",
            "PlaceHolds granted",
            "PlaceHolds refused",
            "CancelHoldById granted",
            "ReschedulePickup granted",
            "PackCrate granted",
            "PackCrate refused",
            "CancelHold granted",
            "CancelHold refused",
            "ExpireHold granted",
            "ExpireHold refused",
            "PlaceHold granted",
            "PlaceHold refused",
            "MarkOverdue granted",
            "MarkOverdue refused",
            "ChargeFee granted",
            "ReduceFee granted",
            "ReduceFee refused",
            "CancelFee granted",
            "CancelFee refused",
            "Pay granted",
            "Pay refused",
            "ReversePayment granted",
            "ReversePayment refused",
            "Reimburse granted",
            "Reimburse refused",
            "WriteOff granted",
            "WriteOff refused",
            "ReverseWriteOff refused",
            "AccrueOverdue granted",
            "AccrueOverdue refused",
            "OfflineCheckout granted",
            "OfflineCheckin granted",
            "OfflineRenewal granted",
            "PutSet granted",
            "PutSet refused",
            "DissolveSet granted",
            "MoveSet granted",
            "CheckinSet granted",
            "PlaceBookings granted",
            "PlaceBookings refused",
            "CancelBooking granted",
            "MoveBooking granted",
            "MoveBooking refused",
            "EndBooking granted",
            "RepairBooking granted");
    if (LONG) {
      assertThat(done)
          .as("what comes about once in thousands")
          .containsKey("ReverseWriteOff granted");
    }
  }

  /** One library and what happens in it. */
  private static final class Sequence {

    private final int seed;
    private final Random random;
    private final Map<String, Integer> done;
    private final LendingPolicy policy;
    private final Facts facts = new Facts();
    private final Desk desk;
    private final List<UUID> patrons = new ArrayList<>();
    private final List<UUID> titles = new ArrayList<>();
    private final List<UUID> items = new ArrayList<>();
    private final Map<UUID, HoldState> ended = new HashMap<>();
    private final Map<UUID, String> homes = new HashMap<>();
    private final Map<UUID, String> homesBeforeReturn = new HashMap<>();
    private final LedgerOracle ledger = new LedgerOracle();
    private final Set<UUID> released = new HashSet<>();
    private final List<String> log = new ArrayList<>();
    private final RandomCommands commands;
    private Instant now = Instant.parse("2026-01-02T10:00:00Z");

    Sequence(int seed, Map<String, Integer> done) {
      this.seed = seed;
      this.random = new Random(seed);
      this.done = done;
      this.policy = SmallLibrary.POLICIES.get(seed % SmallLibrary.POLICIES.size());
      this.desk = new Desk(policy, facts);
      this.commands = new RandomCommands(random, policy, facts, ledger);
      IntStream.range(0, PATRONS).forEach(this::addPatron);
      IntStream.range(0, TITLES).forEach(this::addTitle);
    }

    private void addPatron(int n) {
      var id = new UUID(1, n);
      patrons.add(id);
      if (n < 2) {
        facts.bookings().add(new GroupFacts(id, "Klasse", null, List.of()));
      }
      facts.add(
          new PatronFacts(
              id,
              "p" + n,
              "Navn",
              new Membership("adult", "east", "009", null),
              null,
              null,
              List.of(),
              new PatronFacts.Load(List.of(), 0, 0, 0)));
    }

    private void addTitle(int n) {
      var id = titleId(n);
      titles.add(id);
      facts.titles().add(key(n), id);
      for (var i = 0; i < ITEMS_OF_A_TITLE; i++) {
        var number = new UUID(3, n * ITEMS_OF_A_TITLE + i);
        items.add(number);
        var home = branch();
        homes.put(number, home);
        var item =
            new ItemFacts(
                number,
                "i" + (items.size() - 1),
                new ItemFacts.Description(id, key(n), "Titel", null, null),
                new ItemFacts.Sort(
                    i == 0 ? "reference" : "book", null, null, LocalDate.EPOCH, null),
                new ItemFacts.Place(
                    home,
                    null,
                    random.nextBoolean() ? "float" : null,
                    "east",
                    ItemStatus.AVAILABLE,
                    null,
                    0),
                null,
                null,
                null,
                StockFacts.PLAIN);
        facts.add(item);
        facts.offline().add(number, null, null);
        facts.titles().add(id, item.kind(), null, 1);
      }
    }

    private String branch() {
      return SmallLibrary.BRANCHES.get(random.nextInt(SmallLibrary.BRANCHES.size()));
    }

    void run() {
      for (var i = 0; i < COMMANDS; i++) {
        now = now.plus(Duration.ofMinutes(random.nextBoolean() ? 1 : random.nextInt(5_000)));
        var command = commands.next(now);
        var decision = desk.decide(command, now);
        take(command, decision);
        check();
      }
    }

    private void take(Command<?> command, Decision decision) {
      var refused = decision.outcome() instanceof Refusal;
      log.add(command + " -> " + decision.outcome() + " " + decision.effects());
      done.merge(
          command.getClass().getSimpleName() + (refused ? " refused" : " granted"),
          1,
          Integer::sum);
      holds(!refused || decision.effects().isEmpty(), "a refusal has no effect");
      if (command instanceof LoanCommand.Reschedule(_, var barcode) && !refused) {
        holds(isDueWhileNothingStops(barcode), "a loan brought into line is due outside all stops");
      }
      if (command instanceof BookingCommand booking
          && !(booking instanceof BookingCommand.RepairBooking)
          && booking.booking() != null) {
        released.add(booking.booking());
      }
      for (var effect : decision.effects()) {
        switch (effect) {
          case HoldEffect.HoldChanged(var hold, _) -> {
            var end = ended.remove(hold.id());
            holds(
                end == null || (end == HoldState.FULFILLED && hold.state().isOpen()),
                "a hold ends once, unless the loan is undone that fulfilled it");
            if (!hold.state().isOpen()) {
              ended.put(hold.id(), hold.state());
            }
          }
          case LedgerEffect entry -> ledger.take(entry);
          case LoanEffect.LoanClosed(var loan, _, _) ->
              homesBeforeReturn.put(loan.itemId(), homes.get(loan.itemId()));
          case LoanEffect.LoanReopened(var loan, _, _) ->
              holds(
                  item(loan.itemId()).home().equals(homesBeforeReturn.get(loan.itemId())),
                  "a return that is undone leaves the item where it belonged");
          case LoanEffect.LoanClosedElsewhere(var loan, var at, _) -> {
            holds(
                !at.isBefore(loan.at()) && !at.isAfter(now),
                "what was handed in elsewhere was so during the loan");
            holds(
                item(loan.itemId()).status() == ItemStatus.IN_TRANSIT
                    && item(loan.itemId()).holdId() == null
                    && item(loan.itemId()).at().equals(item(loan.itemId()).home()),
                "what was handed in elsewhere is on its way home, for nobody");
          }
          case LoanEffect.LoanOpened(var loan, _) -> checkShipment(command, loan);
          case LoanEffect.LoanChanged _,
              LoanEffect.LoanRecorded _,
              LoanEffect.LoanCorrected _,
              OfflineEffect.OfflineRecorded _,
              OfflineEffect.OfflineAssigned _,
              ItemEffect.ItemCameIn _,
              LoanEffect.LoanUndone _,
              LoanEffect.LoanMarkedOverdue _,
              ItemEffect.ItemMoved _,
              ItemEffect.ItemNotFound _,
              ItemEffect.ItemDescribed _,
              ItemEffect.ItemRevised _,
              HoldEffect.PickupNumberGiven _,
              ItemEffect.TransitBegun _,
              ItemEffect.TransitEnded _,
              ItemEffect.TransitPacked _,
              ItemEffect.ItemFloated _,
              ItemEffect.ItemFloatUndone _,
              ItemEffect.OthersItemHandedIn _,
              HoldEffect.HoldPlaced _,
              HoldEffect.HoldReferenced _,
              BookingEffect _,
              PatronEffect _ -> {}
        }
      }
    }

    private boolean isDueWhileNothingStops(String barcode) {
      return facts
          .item(barcode)
          .flatMap(item -> facts.loanOf(item.id()))
          .filter(l -> policy.isStopped(Stopped.DUE_DATES, l.branch(), policy.day(l.due())))
          .isEmpty();
    }

    private void check() {
      var loans = new HashMap<UUID, Integer>();
      var holdCounts = new HashMap<UUID, Integer>();
      for (var i = 0; i < items.size(); i++) {
        var item = facts.item("i" + i).orElseThrow();
        homes.put(item.id(), item.home());
        var loan = facts.loanOf(item.id());
        loan.ifPresent(l -> loans.merge(l.patronId(), 1, Integer::sum));
        holds(
            switch (item.status()) {
              case ON_LOAN, CLAIMED_RETURNED -> loan.isPresent();
              case LOST -> loan.isEmpty() || loan.get().lostAt() != null;
              case AVAILABLE,
                  DISCARDED,
                  SET_ASIDE,
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
        holds(
            facts.transitOf(item.id()).isPresent() == (item.status() == ItemStatus.IN_TRANSIT),
            item.barcode() + " has a way exactly while it is on its way");
        facts
            .transitOf(item.id())
            .ifPresent(
                way -> holds(way.to().equals(item.at()), item.barcode() + " is where it goes to"));
      }
      checkBookings();
      checkShelf(titles.stream().flatMap(facts::open).toList());
      for (var title : titles) {
        var open = facts.open(title).toList();
        open.forEach(hold -> checkHold(hold, holdCounts));
        // A partner waits for several of its patrons.
        var wholeTitle =
            open.stream()
                .filter(h -> h.wish().item() == null && h.wish().type() != HoldType.INTER_LIBRARY)
                .toList();
        holds(
            wholeTitle.stream().map(HoldFacts::patronId).distinct().count() == wholeTitle.size(),
            "a patron waits for a title once, but for the requests of libraries");
        holds(
            open.stream().map(HoldFacts::target).filter(Objects::nonNull).distinct().count()
                == open.stream().filter(h -> h.target() != null).count(),
            "an item is looked for for one hold");
        holds(
            open.stream().map(HoldFacts::itemId).filter(Objects::nonNull).distinct().count()
                == open.stream().filter(h -> h.itemId() != null).count(),
            "an item is set aside for one hold");
        var queue = facts.waiting(title);
        for (var i = 1; i < queue.size(); i++) {
          holds(
              isBefore(queue.get(i - 1), queue.get(i)),
              "partners wait last, and the queue goes by time, then by number");
        }
        for (var i = 0; i < queue.size(); i++) {
          holds(facts.titles().ahead(queue.get(i)) == i, "a place in the queue is counted");
        }
        holds(
            facts
                .titles()
                .kinds(title, null)
                .equals(
                    facts
                        .itemsOf(title)
                        .filter(ItemFacts::isCopy)
                        .collect(
                            Collectors.groupingBy(ItemFacts::kind, Collectors.summingInt(_ -> 1)))),
            "a title's items are counted by kind");
      }
      for (var i = 0; i < PATRONS; i++) {
        var patron = facts.patron("p" + i).orElseThrow();
        holds(patron.loans() == loans.getOrDefault(patron.id(), 0), "a patron's loans are counted");
        holds(
            patron.holds() == holdCounts.getOrDefault(patron.id(), 0),
            "a patron's holds are counted");
        ledger.broken(facts.ledger(), patron).ifPresent(what -> holds(false, what));
      }
    }

    /** No copy is promised twice for a day, and nobody gets fewer than were promised. */
    private void checkBookings() {
      var open = facts.bookings().open();
      for (var booking : open) {
        for (var other : open) {
          holds(
              booking.id().equals(other.id())
                  || booking.terms().until().isBefore(other.terms().from())
                  || other.terms().until().isBefore(booking.terms().from())
                  || booking.copies().stream().noneMatch(c -> other.copy(c.itemId()).isPresent()),
              "a copy is promised to one booking at a time");
        }
        booking.copies().stream()
            .filter(BookingFacts.Copy::isLent)
            .forEach(copy ->
                holds(
                    facts
                        .loanOf(copy.itemId())
                        .filter(loan -> loan.patronId().equals(booking.patronId()))
                        .isPresent(),
                    "what was fetched for a booking is on loan to who booked"));
        holds(
            released.contains(booking.id())
                || booking.copies().size() + booking.returned() >= booking.terms().minimum(),
            "a booking has as many copies as are of use");
      }
    }

    /** A check-in lends partners nothing that a patron of the library waits for. */
    private void checkShipment(Command<?> command, LoanFacts loan) {
      if (!(command instanceof LoanCommand.Checkin) || !isPartner(loan.patronId())) {
        return;
      }
      done.merge("Checkin lent to a partner", 1, Integer::sum);
      var item = item(loan.itemId());
      holds(
          facts.waiting(item.recordId()).stream()
              .filter(hold -> !isPartner(hold.patronId()) && hold.wish().group() == null)
              .filter(hold -> hold.expires() == null || hold.expires().isAfter(now))
              .noneMatch(hold -> hold.wish().isMetBy(item) && !hold.isPausedOn(policy.day(now))),
          "a partner is sent nothing that a patron of the library waits for");
    }

    private boolean isPartner(UUID patron) {
      return policy.partners().home(patron).isPresent();
    }

    private boolean isBefore(HoldFacts first, HoldFacts second) {
      if (isPartner(first.patronId()) != isPartner(second.patronId())) {
        return isPartner(second.patronId());
      }
      var byTime = first.placedAt().compareTo(second.placedAt());
      return byTime < 0 || (byTime == 0 && first.id().compareTo(second.id()) < 0);
    }

    /** The pickup numbers of a branch, each once. */
    private void checkShelf(List<HoldFacts> open) {
      for (var branch : SmallLibrary.BRANCHES) {
        var numbers =
            open.stream()
                .filter(h -> h.pickup().equals(branch))
                .map(HoldFacts::shelf)
                .filter(Objects::nonNull)
                .map(HoldFacts.Shelf::number)
                .toList();
        holds(
            numbers.stream().distinct().count() == numbers.size(), "a pickup number is used once");
      }
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
        case SET_ASIDE ->
            holds(
                hold != null && hold.state() == HoldState.BOUND && hold.pickup().equals(item.at()),
                item.barcode() + " is set aside where it is fetched");
        case ON_LOAN, CLAIMED_RETURNED, LOST, AVAILABLE, TO_BE_RESHELVED, MISSING, DISCARDED ->
            holds(item.holdId() == null, item.barcode() + " is not set aside");
        case IN_TRANSIT, ON_ORDER, IN_PROCESS -> {}
      }
    }

    private ItemFacts item(UUID id) {
      return facts.item("i" + items.indexOf(id)).orElseThrow();
    }

    private @Nullable HoldFacts hold(@Nullable UUID id) {
      return id == null ? null : facts.hold(id).orElse(null);
    }

    private void checkHold(HoldFacts hold, Map<UUID, Integer> counts) {
      counts.merge(hold.patronId(), 1, Integer::sum);
      holds(
          (hold.state() == HoldState.WAITING) == (hold.itemId() == null),
          "a hold waits exactly as long as it has no item");
      holds(
          (hold.state() == HoldState.READY) == (hold.shelf() != null),
          "what is ready has a number and a deadline, and nothing else has");
      if (hold.itemId() != null) {
        var item = item(hold.itemId());
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
