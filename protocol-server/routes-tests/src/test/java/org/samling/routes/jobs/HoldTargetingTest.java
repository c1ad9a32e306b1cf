package org.samling.routes.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldType;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.facts.WantedTitle;
import org.samling.core.circulation.outcome.BookingOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.reason.OverridableRule;
import org.samling.core.patron.Absence;
import org.samling.core.policy.Setting;
import org.samling.postgres.HoldsToTarget;
import org.samling.postgres.TestLibrary;

class HoldTargetingTest {

  private final List<Integer> told = new CopyOnWriteArrayList<>();
  private TestLibrary library;

  /** A title whose only copy is on loan, and somebody who waits for it. */
  @BeforeEach
  void open() {
    library = new TestLibrary();
    library.addPatron("P", "adult", TestLibrary.MAIN);
    for (var item : List.of("1", "2", "3", "4", "5")) {
      library.submit(new LoanCommand.Checkout(origin(), "A", item, false, null));
    }
    library.submit(
        new HoldCommand.PlaceHold(
            origin(),
            "B",
            TestLibrary.TITLE,
            null,
            HoldCommand.HoldOptions.at(TestLibrary.BRANCH, Instant.now(), null)));
  }

  @AfterEach
  void close() {
    library.close();
  }

  private Origin origin() {
    return new Origin(
        library.north,
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        "test",
        TestLibrary.MAIN,
        Instant.now().plusSeconds(60));
  }

  private HoldTargeting job() {
    var store = library.store;
    return new HoldTargeting(
        store.tenants(),
        store.titlesToTarget(),
        store.inquiries(),
        new Commands(store, Duration.ofSeconds(10)),
        Duration.ofHours(1),
        told::add);
  }

  /** Adds copies of a title to the shelf. */
  private void put(RecordKey title, String... items) {
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            Stream.of(items)
                .map(item -> NewItem.plain(item, title, TestLibrary.MAIN, "book"))
                .toList());
  }

  private List<HoldLists.Pull> pullList() {
    return library.store.holdLists().pullList(library.north, TestLibrary.MAIN, 10);
  }

  @Test
  void newCopyIsFoundForWhoWaitedBefore() {
    assertThat(job().run()).isZero();
    assertThat(pullList()).isEmpty();
    put(TestLibrary.TITLE, "new");

    assertThat(job().run()).isEqualTo(1);
    assertThat(pullList()).extracting(HoldLists.Pull::item).containsExactly("new");
    assertThat(job().run()).as("again").isZero();
    assertThat(told).containsExactly(0, 1, 0);
  }

  @Test
  void holdForWhichNothingCanBeFoundIsNotAskedAboutAgainAndAgain() {
    put(TestLibrary.TITLE, "new");
    var hold = HoldsToTarget.of(library).getFirst();
    var today = library.store.inquiries().policy(library.north).day(Instant.now());
    library.submit(
        new HoldCommand.PauseHold(origin(), "B", hold, new HoldFacts.Pause(today, null)));
    var audited = library.count(library.north, "select count(*) from audit");

    assertThat(job().run()).isZero();
    assertThat(library.count(library.north, "select count(*) from audit")).isEqualTo(audited);
  }

  @Test
  void whatIsLookedForForWhoIsAwayIsLookedForForTheNext() {
    put(TestLibrary.TITLE, "new");
    var first = HoldsToTarget.of(library).getFirst();
    library.submit(new HoldCommand.TargetHold(origin(), first));
    assertThat(pullList()).hasSize(1);
    library.submit(
        new HoldCommand.PlaceHold(
            origin(),
            "C",
            TestLibrary.TITLE,
            null,
            HoldCommand.HoldOptions.at(TestLibrary.BRANCH, Instant.now(), null)));
    var today = library.store.inquiries().policy(library.north).day(Instant.now());
    away(new Absence(today, today.plusDays(9)));

    job().run();
    job().run();
    assertThat(pullList()).extracting(HoldLists.Pull::hold).hasSize(1).doesNotContain(first);

    put(TestLibrary.TITLE, "newer");
    assertThat(job().run()).as("nobody who is there lacks one").isZero();
    away(null);
    assertThat(job().run()).as("who is back gets it").isEqualTo(1);
    assertThat(pullList()).extracting(HoldLists.Pull::hold).contains(first).hasSize(2);
  }

  private void away(@Nullable Absence absence) {
    library.submit(new PatronCommand.SetAbsence(origin(), new PatronName.Identifier("B"), absence));
  }

  @Test
  void copyThatAnotherTookFromTheShelfIsReplacedByTheNext() {
    put(TestLibrary.TITLE, "new", "newer");
    assertThat(job().run()).isEqualTo(1);
    var looked = pullList().getFirst().item();
    var taken =
        library.submit(
            new LoanCommand.Checkout(
                origin(),
                "P",
                looked,
                false,
                null,
                null,
                new LoanCommand.RuleOverride("test", Set.of(OverridableRule.values()))));
    assertThat(taken).isInstanceOf(CheckoutOutcome.Granted.class);
    assertThat(pullList()).isEmpty();

    assertThat(job().run()).isEqualTo(1);
    assertThat(pullList()).extracting(HoldLists.Pull::item).hasSize(1).doesNotContain(looked);
  }

  @Test
  void copyThatMovesToAnotherBranchIsReplacedForWhoWantsOneOfThisBranch() {
    put(TestLibrary.OTHER_TITLE, "6b", "6c");
    library.submit(
        new HoldCommand.PlaceHold(
            origin(),
            "P",
            TestLibrary.OTHER_TITLE,
            TestLibrary.MAIN,
            HoldCommand.HoldOptions.at(TestLibrary.MAIN, Instant.now(), null)));
    var looked = pullList().getFirst().item();
    library.submit(new ItemCommand.RelocateItem(origin(), looked, TestLibrary.BRANCH, null));

    job().run();
    assertThat(pullList()).extracting(HoldLists.Pull::item).hasSize(1).doesNotContain(looked);
  }

  @Test
  void aroundMidnightItWaitsUntilBothClocksHaveTheSameDay() {
    put(TestLibrary.TITLE, "new");
    var titles = library.store.titlesToTarget();
    assertThat(titles.markForToday(library.north, Instant.now().minus(Duration.ofDays(1))))
        .isFalse();
    assertThat(library.count(library.north, "select count(*) from all_titles_marked")).isZero();
    assertThat(titles.markForToday(library.north, Instant.now())).isTrue();
    assertThat(library.count(library.north, "select count(*) from all_titles_marked")).isOne();
  }

  @Test
  void nextOfASeriesIsLookedForWhenTheFirstIsOver() {
    var placed =
        library.submit(
            new HoldCommand.PlaceHolds(
                origin(),
                "P",
                HoldType.SERIAL,
                List.of(
                    new WantedTitle(TestLibrary.TITLE, null),
                    new WantedTitle(TestLibrary.OTHER_TITLE, null)),
                HoldCommand.HoldOptions.at(TestLibrary.BRANCH, Instant.now(), null)));
    assertThat(placed).isInstanceOf(HoldOutcome.PlacedTogether.class);
    var first = ((HoldOutcome.PlacedTogether) placed).holds().getFirst().holdId();
    assertThat(job().run()).as("one after the other").isZero();

    library.submit(new HoldCommand.CancelHoldById(origin(), "P", first));
    job().run();
    assertThat(pullList()).extracting(HoldLists.Pull::item).containsExactly("6");
  }

  @Test
  void copyThatABookingNoLongerNeedsIsLookedFor() {
    library.set(Setting.BOOKING_ONLY_GROUPS, "false");
    var today = library.store.inquiries().policy(library.north).day(Instant.now());
    var booked =
        library.submit(
            new BookingCommand.PlaceBookings(
                origin(),
                "B",
                List.of(
                    new BookingCommand.BookingLine(
                        TestLibrary.OTHER_TITLE,
                        null,
                        new BookingFacts.Terms(
                            1, 1, today, today.plusDays(5), TestLibrary.MAIN, null, false)))));
    assertThat(booked).isInstanceOf(BookingOutcome.Placed.class);
    library.submit(
        TestLibrary.hold(library.north, "P", TestLibrary.OTHER_TITLE, TestLibrary.BRANCH));
    assertThat(job().run()).as("the copy is promised").isZero();

    library.submit(
        new BookingCommand.CancelBooking(
            origin(), ((BookingOutcome.Placed) booked).bookings().getFirst().booking()));
    assertThat(job().run()).isEqualTo(1);
    assertThat(pullList()).extracting(HoldLists.Pull::item).containsExactly("6");
  }

  @Test
  void pauseThatEndsWithTheDayIsSeenOnTheNext() {
    put(TestLibrary.TITLE, "new");
    var hold = HoldsToTarget.of(library).getFirst();
    var today = library.store.inquiries().policy(library.north).day(Instant.now());
    library.submit(
        new HoldCommand.PauseHold(origin(), "B", hold, new HoldFacts.Pause(today, today)));
    assertThat(job().run()).isZero();
    library.asSuperuser(
        """
        alter table hold disable trigger waits_otherwise;
        update hold set paused_from = paused_from - 1, paused_until = paused_until - 1 where paused_from is not null;
        alter table hold enable trigger waits_otherwise
        """);
    assertThat(job().run()).as("a day has passed, which no row says").isZero();
    library.asSuperuser("update all_titles_marked set day = day - 1");
    assertThat(job().run()).isEqualTo(1);
    assertThat(library.count(library.north, "select count(*) from title_to_target")).isZero();
  }

  @Test
  void changeOfTheTermsIsFollowedAtOnce() {
    library.set(Setting.HOLD_PULL, "false");
    put(TestLibrary.TITLE, "new");
    assertThat(job().run()).as("nothing is fetched here").isZero();
    assertThat(job().run()).isZero();
    library.set(Setting.HOLD_PULL, "true");
    assertThat(job().run()).isEqualTo(1);
  }

  @Test
  void severalNodesAtOnceAskForACopyOnce() throws Exception {
    put(TestLibrary.TITLE, "new", "newer");
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var node : nodes.invokeAll(List.of(() -> job().run(), () -> job().run()))) {
        node.get();
      }
    }
    assertThat(pullList()).hasSize(1);
  }
}
