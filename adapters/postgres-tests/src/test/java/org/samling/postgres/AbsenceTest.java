package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.origin;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.patron.Absence;

/** A patron who is away lets others go first. Every copy is on loan to D; A waits before B. */
class AbsenceTest {

  private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));
  private final TestLibrary library = new TestLibrary();

  @BeforeEach
  void everythingIsOnLoan() {
    library.addPatron("D", "adult", MAIN);
    for (var item : List.of("1", "2", "3", "4", "5")) {
      library.submit(checkout(library.north, "D", item));
    }
  }

  @AfterEach
  void close() {
    library.close();
  }

  private Origin from() {
    return origin(library.north, UUID.randomUUID(), MAIN);
  }

  private UUID place(String patron, boolean isInterLibrary, int secondsAgo) {
    var placing =
        new HoldCommand.HoldOptions(
            MAIN, Instant.now().minusSeconds(secondsAgo), null, isInterLibrary);
    var outcome = library.submit(new HoldCommand.PlaceHold(from(), patron, TITLE, null, placing));
    return ((HoldOutcome.Placed) outcome).holdId();
  }

  private PatronCommand away(String patron, @Nullable Absence absence) {
    return new PatronCommand.SetAbsence(from(), new PatronName.Identifier(patron), absence);
  }

  private Absence fromToday(int days) {
    return new Absence(today, today.plusDays(days));
  }

  private void giveBack(String item) {
    library.submit(checkin(library.north, item, MAIN));
  }

  private HoldState state(UUID hold) {
    return HoldState.valueOf(
        library.text(library.north, "select state from hold where id = '%s'".formatted(hold)));
  }

  private String target(UUID hold) {
    return library.text(
        library.north, "select target_item_id from hold where id = '%s'".formatted(hold));
  }

  private List<String> pullList() {
    return library.store.holdLists().pullList(library.north, MAIN, 10).stream()
        .map(HoldLists.Pull::item)
        .toList();
  }

  private List<UUID> toBeTargeted() {
    return HoldsToTarget.of(library);
  }

  @Test
  void whoIsAwayKeepsTheirPlaceAndLetsOthersGoFirst() {
    var away = place("A", false, 1_000);
    var next = place("B", false, 10);
    library.submit(away("A", fromToday(14)));

    giveBack("1");
    assertThat(state(next)).isEqualTo(HoldState.READY);
    giveBack("2");
    assertThat(state(away))
        .as("nobody else waits, and it is not set aside")
        .isEqualTo(HoldState.WAITING);
    assertThat(library.store.holdLists().queues(library.north, "A").getFirst().number())
        .isEqualTo(1);
  }

  @Test
  void interLibraryHoldsOfWhoIsAwayLetOthersGoFirstToo() {
    var away = place("A", true, 1_000);
    var next = place("B", false, 10);
    library.submit(away("A", fromToday(14)));

    giveBack("1");
    assertThat(state(away)).isEqualTo(HoldState.WAITING);
    assertThat(state(next)).isEqualTo(HoldState.READY);
  }

  @Test
  void whenTheAbsenceIsOverOrTakenBackItIsTheirTurnAgain() {
    var away = place("A", false, 1_000);
    place("B", false, 10);
    library.submit(away("A", fromToday(14)));
    library.submit(away("A", null));
    giveBack("1");
    assertThat(state(away)).isEqualTo(HoldState.READY);
  }

  @Test
  void absenceOfAnotherTimePausesNothing() {
    var hold = place("A", false, 1_000);
    for (var other :
        List.of(
            new Absence(today.minusDays(9), today.minusDays(1)),
            new Absence(today.plusDays(1), today.plusDays(9)))) {
      library.submit(away("A", other));
      assertThat(toBeTargeted()).isEmpty();
    }
    giveBack("1");
    assertThat(state(hold)).isEqualTo(HoldState.READY);
  }

  @Test
  void absenceThatIsSaidInTheSameBatchCounts() {
    var away = place("A", false, 1_000);
    var next = place("B", false, 10);
    var commands =
        Stream.<Command<?>>of(away("A", fromToday(1)), checkin(library.north, "1", MAIN)).toList();
    commands.stream().map(library.store::submit).toList().forEach(o -> o.join());
    assertThat(state(away)).isEqualTo(HoldState.WAITING);
    assertThat(state(next)).isEqualTo(HoldState.READY);
  }

  @Test
  void holdThatIsPlacedWhileThePatronIsAwayWaitsToo() {
    giveBack("1");
    library.submit(away("A", fromToday(14)));
    var hold = place("A", false, 0);
    assertThat(target(hold)).as("what is on the shelf is not looked for").isEqualTo("null");
    assertThat(pullList()).isEmpty();
    giveBack("2");
    assertThat(state(hold)).isEqualTo(HoldState.WAITING);
  }

  @Test
  void whatIsOnTheHoldShelfStaysThere() {
    var hold = place("A", false, 1_000);
    giveBack("1");
    library.submit(away("A", fromToday(14)));
    assertThat(state(hold)).isEqualTo(HoldState.READY);
    assertThat(library.submit(checkout(library.north, "B", "1")))
        .as("it is still set aside for A")
        .hasFieldOrPropertyWithValue("reason", RefusalReason.HELD_FOR_ANOTHER);
    library.submit(checkout(library.north, "A", "1"));
    assertThat(state(hold)).isEqualTo(HoldState.FULFILLED);
  }

  @Test
  void whatIsOnItsWayComesToTheHoldShelf() {
    var hold = place("A", false, 1_000);
    library.submit(
        new LoanCommand.Checkin(
            origin(library.north, UUID.randomUUID(), BRANCH), "1", Instant.now()));
    assertThat(state(hold)).isEqualTo(HoldState.IN_TRANSIT);
    library.submit(away("A", fromToday(14)));
    giveBack("1");
    assertThat(state(hold)).isEqualTo(HoldState.READY);
  }

  @Test
  void whatIsLookedForForWhoIsAwayLeavesThePullListAtOnceAndIsGivenUp() {
    giveBack("1");
    var hold = place("A", false, 10);
    assertThat(pullList()).containsExactly("1");
    library.submit(away("A", fromToday(14)));
    assertThat(pullList()).isEmpty();

    assertThat(toBeTargeted()).as("so that others can have it").containsExactly(hold);
    library.submit(new HoldCommand.TargetHold(from(), hold));
    assertThat(target(hold)).isEqualTo("null");
    assertThat(toBeTargeted()).isEmpty();

    library.submit(away("A", null));
    assertThat(toBeTargeted()).as("there again").containsExactly(hold);
  }

  @Test
  void pauseAndAbsenceHoldSideBySide() {
    var hold = place("A", false, 1_000);
    var tomorrow = new HoldFacts.Pause(today.plusDays(1), null);
    library.submit(new HoldCommand.PauseHold(from(), "A", hold, tomorrow));
    library.submit(away("A", fromToday(0)));
    giveBack("1");
    assertThat(state(hold)).as("away today").isEqualTo(HoldState.WAITING);

    library.submit(away("A", new Absence(today.plusDays(3), today.plusDays(4))));
    library.submit(new HoldCommand.PauseHold(from(), "A", hold, new HoldFacts.Pause(today, today)));
    giveBack("2");
    assertThat(state(hold)).as("paused today").isEqualTo(HoldState.WAITING);
    assertThat(library.text(library.north, "select paused_until = paused_from from hold"))
        .as("the pause is as it was said")
        .isEqualTo("t");

    library.submit(new HoldCommand.PauseHold(from(), "A", hold, null));
    giveBack("3");
    assertThat(state(hold)).as("neither").isEqualTo(HoldState.READY);
  }

  @Test
  void outboxDoesNotTellWhenPatronsAreAway() {
    library.submit(away("A", fromToday(14)));
    place("A", false, 0);
    assertThat(
            library.count(
                library.north,
                "select count(*) from outbox where payload::text like '%"
                    + today.plusDays(14)
                    + "%'"))
        .isZero();
  }
}
