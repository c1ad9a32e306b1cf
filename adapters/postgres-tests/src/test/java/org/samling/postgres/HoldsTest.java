package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.hold;
import static org.samling.postgres.TestLibrary.origin;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.HoldType;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.WantedTitle;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Setting;

/** The rules of holds, on a real database. */
class HoldsTest extends HoldsFixture {

  @Test
  void whereTheBranchShelvesInAStepOfItsOwnTheHoldIsReadyWhenStaffShelveIt() {
    library.set(Setting.HOLD_SHELVE_AT_CHECKIN, "false");
    var hold = id(place("A", null, MAIN, Instant.now()));

    assertThat(giveBack("1", MAIN))
        .isInstanceOfSatisfying(
            Destination.HoldShelf.class, shelf -> assertThat(shelf.shelf()).isNull());
    assertThat(state(hold)).isEqualTo(HoldState.BOUND);
    assertThat(status("1")).isEqualTo(ItemStatus.SET_ASIDE);
    assertThat(library.store.holdLists().holdShelf(library.north, MAIN, 10))
        .as("staff see what is to be shelved")
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.item()).isEqualTo("1");
          assertThat(entry.shelf()).isNull();
          assertThat(entry.isOver()).isFalse();
        });

    var ready = (HoldOutcome.Changed) shelve("1", MAIN);
    assertThat(ready.state()).isEqualTo(HoldState.READY);
    assertThat(Objects.requireNonNull(ready.shelf()).number()).isEqualTo(1);
    assertThat(ready.shelf().until())
        .as("the last second of the seventh day")
        .isEqualTo(LocalDate.now(ZONE).plusDays(8).atStartOfDay(ZONE).minusSeconds(1).toInstant());
    assertThat(status("1")).isEqualTo(ItemStatus.ON_HOLD_SHELF);
  }

  @Test
  void byDefaultTheCheckinAtThePickupBranchShelvesNumbersDatesAndTells() {
    var hold = id(place("A", null, BRANCH, Instant.now()));
    giveBack("1", MAIN);
    assertThat(state(hold)).as("elsewhere it goes on its way").isEqualTo(HoldState.IN_TRANSIT);

    assertThat(giveBack("1", BRANCH))
        .isInstanceOfSatisfying(
            Destination.HoldShelf.class,
            to -> {
              var shelf = Objects.requireNonNull(to.shelf());
              assertThat(shelf.number()).isEqualTo(1);
              assertThat(shelf.until())
                  .isEqualTo(
                      LocalDate.now(ZONE)
                          .plusDays(8)
                          .atStartOfDay(ZONE)
                          .minusSeconds(1)
                          .toInstant());
            });
    assertThat(state(hold)).isEqualTo(HoldState.READY);
    assertThat(status("1")).isEqualTo(ItemStatus.ON_HOLD_SHELF);
    assertThat(library.store.holdLists().holdShelf(library.north, BRANCH, 10))
        .extracting(HoldLists.OnShelf::item)
        .containsExactly("1");
    assertThat(
            text(
                "select count(*) from outbox where kind = 'hold-changed'"
                    + " and payload->'hold'->>'state' = 'READY'"))
        .as("of which the patron is told")
        .isEqualTo("1");
    var later = Instant.now().plus(Duration.ofDays(9));
    assertThat(library.store.holdLists().expiredHolds(library.north, later, 10))
        .extracting(HoldLists.ExpiredHold::hold)
        .as("it expires where it is not fetched")
        .containsExactly(hold);
  }

  @Test
  void onlyWhatIsSetAsideHereIsShelved() {
    place("A", null, BRANCH, Instant.now());
    giveBack("1", MAIN);

    refused(shelve("1", MAIN), RefusalReason.NOT_SET_ASIDE);
    refused(shelve("2", MAIN), RefusalReason.NOT_SET_ASIDE);
    refused(shelve("nothing", MAIN), RefusalReason.ITEM_UNKNOWN);
  }

  @Test
  void pickupNumbersOfABranchAreGivenOnce() {
    for (var patron : List.of("A", "B", "E")) {
      place(patron, null, MAIN, Instant.now());
    }
    giveBack("1", MAIN);
    giveBack("2", MAIN);
    library.submit(checkout(library.north, "A", "1"));
    giveBack("3", MAIN);

    assertThat(text("select string_agg(pickup_number::text, ' ' order by pickup_number) from hold"))
        .isEqualTo("2 3");
  }

  @Test
  void queueGoesByClassThenByTimeThenByNumber() {
    library
        .store
        .policyRegister()
        .putRules(
            library.north,
            List.of(
                new PolicyRule(
                    "children-first",
                    10,
                    Conditions.on(Subject.PATRON_CATEGORY, "child"),
                    Map.of("hold-class", "2"),
                    null,
                    null)));
    var now = Instant.now();
    var late = id(place("A", null, MAIN, now));
    var early = id(place("B", null, MAIN, now.minusSeconds(1_000)));
    var child = id(place("C", null, MAIN, now));

    giveBack("1", MAIN);
    assertThat(state(child)).isEqualTo(HoldState.READY);
    giveBack("2", MAIN);
    assertThat(state(early)).isEqualTo(HoldState.READY);
    giveBack("3", MAIN);
    assertThat(state(late)).isEqualTo(HoldState.READY);
  }

  @Test
  void bestHoldOrderPrefersWhoFetchesItHere() {
    library.set(Setting.HOLD_ORDER, "pickup-here queue");
    var now = Instant.now();
    var first = id(place("A", null, BRANCH, now.minusSeconds(1_000)));
    var here = id(place("B", null, MAIN, now));

    giveBack("1", MAIN);

    assertThat(state(here)).isEqualTo(HoldState.READY);
    assertThat(state(first)).isEqualTo(HoldState.WAITING);
  }

  @Test
  void newItemIsProtectedForPatronsOfItsOwnAgency() {
    library.addSchool();
    library.set(Setting.HOLD_PROTECTED_DAYS, "30");
    var now = Instant.now();
    var pupil = id(place("S", null, MAIN, now.minusSeconds(1_000)));
    var own = id(place("A", null, MAIN, now));

    giveBack("1", MAIN);
    assertThat(state(own)).isEqualTo(HoldState.READY);
    assertThat(state(pupil)).isEqualTo(HoldState.WAITING);

    library.set(Setting.HOLD_PROTECTED_DAYS, "0");
    giveBack("2", MAIN);
    assertThat(state(pupil)).isEqualTo(HoldState.READY);
  }

  @Test
  void itemHoldIsFilledByThatItemOnly() {
    var hold =
        id(
            library.submit(
                new HoldCommand.PlaceItemHold(
                    origin(library.north, UUID.randomUUID(), MAIN),
                    "A",
                    "2",
                    HoldCommand.HoldOptions.at(MAIN, Instant.now(), null))));

    assertThat(giveBack("1", MAIN)).isInstanceOf(Destination.Shelf.class);
    assertThat(giveBack("2", MAIN)).isInstanceOf(Destination.HoldShelf.class);
    assertThat(state(hold)).isEqualTo(HoldState.READY);
  }

  @Test
  void copyAtABranchIsWantedOfThatBranchOnly() {
    library
        .store
        .itemRegister()
        .putItems(library.north, List.of(NewItem.plain("B1", TITLE, BRANCH, "book")));
    library.submit(checkout(library.north, "D", "B1"));
    var hold = id(place("A", BRANCH, MAIN, Instant.now()));

    assertThat(giveBack("1", MAIN)).isInstanceOf(Destination.Shelf.class);
    assertThat(giveBack("B1", BRANCH)).isInstanceOf(Destination.HoldTransit.class);
    assertThat(state(hold)).isEqualTo(HoldState.IN_TRANSIT);
  }

  private HoldOutcome.PlacedTogether placeTogether(HoldType type) {
    return (HoldOutcome.PlacedTogether)
        library.submit(
            new HoldCommand.PlaceHolds(
                origin(library.north, UUID.randomUUID(), MAIN),
                "A",
                type,
                List.of(
                    new WantedTitle(TITLE, null), new WantedTitle(TestLibrary.OTHER_TITLE, null)),
                HoldCommand.HoldOptions.at(MAIN, Instant.now(), null)));
  }

  @Test
  void ofParallelHoldsTheFirstTitleWins() {
    var placed = placeTogether(HoldType.PARALLEL);
    var first = placed.holds().get(0).holdId();
    var second = placed.holds().get(1).holdId();

    giveBack("6", MAIN);
    assertThat(giveBack("1", MAIN)).as("held back").isInstanceOf(Destination.Shelf.class);
    assertThat(state(second)).isEqualTo(HoldState.READY);
    library.submit(checkout(library.north, "A", "6"));

    assertThat(state(second)).isEqualTo(HoldState.FULFILLED);
    assertThat(state(first)).isEqualTo(HoldState.CANCELLED);
  }

  @Test
  void serialHoldsComeOneAfterTheOther() {
    var placed = placeTogether(HoldType.SERIAL);
    var second = placed.holds().get(1).holdId();

    assertThat(giveBack("6", MAIN)).isInstanceOf(Destination.Shelf.class);
    giveBack("1", MAIN);
    library.submit(checkout(library.north, "A", "1"));
    library.submit(checkout(library.north, "B", "6"));
    assertThat(giveBack("6", MAIN)).isInstanceOf(Destination.HoldShelf.class);

    assertThat(state(second)).isEqualTo(HoldState.READY);
  }

  @Test
  void holdsThatGoTogetherAreAllPlacedOrNone() {
    library.submit(hold(library.north, "A", TestLibrary.OTHER_TITLE, MAIN));

    refused(
        library.submit(
            new HoldCommand.PlaceHolds(
                origin(library.north, UUID.randomUUID(), MAIN),
                "A",
                HoldType.SERIAL,
                List.of(
                    new WantedTitle(TITLE, null), new WantedTitle(TestLibrary.OTHER_TITLE, null)),
                HoldCommand.HoldOptions.at(MAIN, Instant.now(), null))),
        RefusalReason.ALREADY_HELD);
    assertThat(library.count(library.north, "select count(*) from hold")).isEqualTo(1);
  }

  @Test
  void pausedHoldKeepsItsPlaceAndLetsOthersGoFirstAlsoForInterlibraryLoans() {
    var now = Instant.now();
    var today = LocalDate.now(ZONE);
    var paused =
        id(
            library.submit(
                new HoldCommand.PlaceHold(
                    origin(library.north, UUID.randomUUID(), MAIN),
                    "A",
                    TITLE,
                    null,
                    new HoldCommand.HoldOptions(MAIN, now.minusSeconds(1_000), null, true))));
    var next = id(place("B", null, MAIN, now));
    pause(paused, new HoldFacts.Pause(today, today));

    giveBack("1", MAIN);
    assertThat(state(next)).isEqualTo(HoldState.READY);
    assertThat(state(paused)).isEqualTo(HoldState.WAITING);

    pause(paused, null);
    giveBack("2", MAIN);
    assertThat(state(paused)).isEqualTo(HoldState.READY);
  }

  private void pause(UUID hold, HoldFacts.@Nullable Pause pause) {
    var outcome =
        library.submit(
            new HoldCommand.PauseHold(
                origin(library.north, UUID.randomUUID(), MAIN), "A", hold, pause));
    assertThat(outcome).isInstanceOf(HoldOutcome.Changed.class);
  }

  private HoldOutcome change(UUID hold, String patron, String pickup) {
    return library.submit(
        new HoldCommand.ChangeHold(
            origin(library.north, UUID.randomUUID(), MAIN), patron, hold, pickup, null));
  }

  @Test
  void pickupBranchCanBeChangedAlsoWhileTheItemTravelsOrWaits() {
    var hold = id(place("A", null, MAIN, Instant.now()));
    assertThat(change(hold, "A", BRANCH)).isInstanceOf(HoldOutcome.Changed.class);
    refused(change(hold, "A", "no-such-branch"), RefusalReason.BRANCH_UNKNOWN);
    refused(change(hold, "B", MAIN), RefusalReason.NOT_HELD);

    assertThat(giveBack("1", MAIN)).isInstanceOf(Destination.HoldTransit.class);
    assertThat(change(hold, "A", MAIN)).isInstanceOf(HoldOutcome.Changed.class);
    assertThat(state(hold)).isEqualTo(HoldState.IN_TRANSIT);
    assertThat(giveBack("1", BRANCH))
        .isInstanceOfSatisfying(
            Destination.HoldTransit.class, way -> assertThat(way.branch()).isEqualTo(MAIN));
    assertThat(giveBack("1", MAIN)).isInstanceOf(Destination.HoldShelf.class);
    assertThat(state(hold)).isEqualTo(HoldState.READY);

    assertThat(change(hold, "A", BRANCH)).isInstanceOf(HoldOutcome.Changed.class);
    assertThat(state(hold)).isEqualTo(HoldState.IN_TRANSIT);
    assertThat(giveBack("1", BRANCH)).isInstanceOf(Destination.HoldShelf.class);
    assertThat(state(hold)).isEqualTo(HoldState.READY);
  }

  @Test
  void twoCheckinsFillTwoHolds() {
    var first = id(place("A", null, MAIN, Instant.now().minusSeconds(10)));
    var second = id(place("B", null, MAIN, Instant.now()));
    var one = library.store.submit(checkin(library.north, "1", MAIN));
    var other = library.store.submit(checkin(library.north, "2", MAIN));
    one.join();
    other.join();

    assertThat(List.of(state(first), state(second))).containsOnly(HoldState.READY);
    assertThat(
            library.count(
                library.north, "select count(distinct item_id) from hold where state = 'READY'"))
        .isEqualTo(2);
  }

  @Test
  void shelfIsClearedOfWhatWasNotFetchedInTime() {
    var hold = id(place("A", null, MAIN, Instant.now()));
    giveBack("1", MAIN);
    refused(expire(hold, "A"), RefusalReason.HOLD_NOT_OVER);

    library.asSuperuser(
        "update hold set pickup_until = now() - interval '1 hour' where id = '%s'".formatted(hold));
    assertThat(library.store.holdLists().expiredHolds(library.north, Instant.now(), 10))
        .extracting(HoldLists.ExpiredHold::hold)
        .containsExactly(hold);
    assertThat(library.store.holdLists().holdShelf(library.north, MAIN, 10))
        .singleElement()
        .satisfies(h -> assertThat(h.isOver()).isTrue());
    assertThat(expire(hold, "A")).isInstanceOf(HoldOutcome.Cancelled.class);

    assertThat(state(hold)).isEqualTo(HoldState.NOT_FETCHED);
    assertThat(status("1")).isEqualTo(ItemStatus.TO_BE_RESHELVED);
  }

  private HoldOutcome expire(UUID hold, String patron) {
    return library.submit(
        new HoldCommand.ExpireHold(origin(library.north, UUID.randomUUID(), MAIN), patron, hold));
  }

  @Test
  void refusalsOfHoldsSayWhatStandsInTheWay() {
    refused(place("X", null, MAIN, Instant.now()), RefusalReason.PATRON_BLOCKED);
    refused(place("D", null, MAIN, Instant.now()), RefusalReason.ALREADY_ON_LOAN);
    giveBack("2", MAIN);
    library.asSuperuser("update item set status = 'LOST' where barcode = '2'");
    refused(placeItem("A", "2"), RefusalReason.ITEM_LOST);
    library.asSuperuser("update item set status = 'DISCARDED' where barcode = '2'");
    refused(placeItem("A", "2"), RefusalReason.ITEM_DISCARDED);
    library.asSuperuser(
        "insert into item_set (tenant_id, barcode, name, made_at) select id, '7b', '7b', now() from tenant");
    library.asSuperuser(
        "update item set status = 'AVAILABLE', part_of_set = '7b' where barcode = '2'");
    refused(placeItem("A", "2"), RefusalReason.PART_OF_SET);
    library.asSuperuser(
        "update item set part_of_set = null, borrowed_from = 'DK-775100' where barcode = '2'");
    refused(placeItem("A", "2"), RefusalReason.ITEM_BORROWED);
    refused(placeItem("A", "R"), RefusalReason.ITEM_NOT_FOR_LOAN);
    refused(placeItem("A", "nothing"), RefusalReason.ITEM_UNKNOWN);
    rule("no-holds", Subject.ITEM_CATEGORY, "book", Map.of("reservable", "false"));
    refused(place("A", null, MAIN, Instant.now()), RefusalReason.NOT_RESERVABLE);
    refused(placeItem("A", "1"), RefusalReason.ITEM_NOT_RESERVABLE);
  }

  private HoldOutcome placeItem(String patron, String item) {
    return library.submit(
        new HoldCommand.PlaceItemHold(
            origin(library.north, UUID.randomUUID(), MAIN),
            patron,
            item,
            HoldCommand.HoldOptions.at(MAIN, Instant.now(), null)));
  }

  private void rule(String code, Subject subject, String value, Map<String, String> terms) {
    library
        .store
        .policyRegister()
        .putRules(
            library.north,
            List.of(new PolicyRule(code, 10, Conditions.on(subject, value), terms, null, null)));
  }

  @Test
  void patronToWhomBooksAreBroughtGetsEachTitleButOnce() {
    rule("homebound", Subject.PATRON_CATEGORY, "child", Map.of("once-only", "true"));
    giveBack("1", MAIN);
    library.submit(checkout(library.north, "C", "1"));
    giveBack("1", MAIN);

    refused(place("C", null, MAIN, Instant.now()), RefusalReason.LENT_BEFORE);
    assertThat(place("A", null, MAIN, Instant.now())).isInstanceOf(HoldOutcome.Placed.class);
  }

  @Test
  void undoneCheckoutPutsTheHoldBackOnTheShelf() {
    var hold = id(place("A", null, MAIN, Instant.now()));
    giveBack("1", MAIN);
    assertThat(library.submit(checkout(library.north, "A", "1")))
        .isInstanceOf(CheckoutOutcome.Granted.class);
    library.submit(
        new LoanCommand.UndoCheckout(origin(library.north, UUID.randomUUID(), MAIN), "A", "1"));

    assertThat(state(hold)).isEqualTo(HoldState.READY);
    assertThat(status("1")).isEqualTo(ItemStatus.ON_HOLD_SHELF);
  }

  @Test
  void deadlineMovesOffClosedDays() {
    library.closeBranch(MAIN, 20);
    place("A", null, MAIN, Instant.now());
    giveBack("1", MAIN);

    assertThat(text("select (pickup_until at time zone 'Europe/Copenhagen')::date from hold"))
        .isEqualTo(LocalDate.now(ZONE).plusDays(21).toString());
  }

  @Test
  void deadlineInAStopMovesBehindItAndBackWhenTheStopIsTakenAway() {
    var hold = id(place("A", null, MAIN, Instant.now()));
    giveBack("1", MAIN);
    var today = LocalDate.now(ZONE);
    library.suspend("closed", today, today.plusDays(13), Set.of());

    reschedule(hold);
    assertThat(text("select (pickup_until at time zone 'Europe/Copenhagen')::date from hold"))
        .isEqualTo(today.plusDays(14).toString());

    library.store.policyRegister().removeSuspension(library.north, "closed");
    reschedule(hold);
    assertThat(text("select (pickup_until at time zone 'Europe/Copenhagen')::date from hold"))
        .isEqualTo(today.plusDays(7).toString());
  }

  private void reschedule(UUID hold) {
    library.submit(
        new HoldCommand.ReschedulePickup(origin(library.north, UUID.randomUUID(), MAIN), hold));
  }
}
