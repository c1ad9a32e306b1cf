package org.samling.routes.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.patron.Absence;
import org.samling.postgres.TestLibrary;

class HoldTargetingTest {

  private final List<Integer> told = new CopyOnWriteArrayList<>();
  private TestLibrary library;

  /** A title whose only copy is on loan, and somebody who waits for it. */
  @BeforeEach
  void open() {
    library = new TestLibrary();
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
        store.holdLists(),
        store.inquiries(),
        new Commands(store, Duration.ofSeconds(10)),
        Duration.ofHours(1),
        told::add);
  }

  private List<HoldLists.Pull> pullList() {
    return library.store.holdLists().pullList(library.north, TestLibrary.MAIN, 10);
  }

  @Test
  void newCopyIsFoundForWhoWaitedBefore() {
    assertThat(job().run()).isZero();
    assertThat(pullList()).isEmpty();
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            List.of(NewItem.plain("new", TestLibrary.TITLE, TestLibrary.MAIN, "book")));

    assertThat(job().run()).isEqualTo(1);
    assertThat(pullList()).extracting(HoldLists.Pull::item).containsExactly("new");
    assertThat(job().run()).as("again").isZero();
    assertThat(told).containsExactly(0, 1, 0);
  }

  @Test
  void holdForWhichNothingCanBeFoundIsNotAskedAboutAgainAndAgain() {
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            List.of(NewItem.plain("new", TestLibrary.TITLE, TestLibrary.MAIN, "book")));
    var hold = library.store.holdLists().untargetedHolds(library.north, null, 1).getFirst();
    var today = library.store.inquiries().policy(library.north).day(Instant.now());
    library.submit(
        new HoldCommand.PauseHold(origin(), "B", hold.hold(), new HoldFacts.Pause(today, null)));
    var audited = library.count(library.north, "select count(*) from audit");

    assertThat(job().run()).isZero();
    assertThat(library.count(library.north, "select count(*) from audit")).isEqualTo(audited);
  }

  @Test
  void whatIsLookedForForWhoIsAwayIsLookedForForTheNext() {
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            List.of(NewItem.plain("new", TestLibrary.TITLE, TestLibrary.MAIN, "book")));
    var first = library.store.holdLists().untargetedHolds(library.north, null, 1).getFirst().hold();
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

    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            List.of(NewItem.plain("newer", TestLibrary.TITLE, TestLibrary.MAIN, "book")));
    assertThat(job().run()).as("nobody who is there lacks one").isZero();
    away(null);
    assertThat(library.store.holdLists().untargetedHolds(library.north, null, 10))
        .as("what the next run looks at, a minute or more later")
        .extracting(HoldLists.HoldAt::hold)
        .containsExactly(first);
  }

  private void away(@Nullable Absence absence) {
    library.submit(new PatronCommand.SetAbsence(origin(), new PatronName.Identifier("B"), absence));
  }

  @Test
  void severalNodesAtOnceAskForACopyOnce() throws Exception {
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            List.of(
                NewItem.plain("new", TestLibrary.TITLE, TestLibrary.MAIN, "book"),
                NewItem.plain("newer", TestLibrary.TITLE, TestLibrary.MAIN, "book")));
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var node : nodes.invokeAll(List.of(() -> job().run(), () -> job().run()))) {
        node.get();
      }
    }
    assertThat(pullList()).hasSize(1);
  }
}
