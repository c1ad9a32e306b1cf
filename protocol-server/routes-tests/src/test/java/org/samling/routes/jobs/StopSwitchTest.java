package org.samling.routes.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.postgres.TestLibrary;

class StopSwitchTest {

  private final List<Integer> told = new CopyOnWriteArrayList<>();
  private TestLibrary library;
  private LocalDate today;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    today = library.store.inquiries().policy(library.north).day(Instant.now());
  }

  @AfterEach
  void close() {
    library.close();
  }

  private StopJob job() {
    return job(library.store);
  }

  private StopJob job(Circulation circulation) {
    var store = library.store;
    return new StopJob(
        store.tenants(),
        new StopApplier(
            store.policyRegister(),
            store.inquiries(),
            store.holdLists(),
            new Commands(circulation, Duration.ofSeconds(10))),
        Duration.ofHours(1),
        told::add);
  }

  private void stop(TenantId tenant, int from, int until, String... branches) {
    library
        .store
        .policyRegister()
        .putSuspension(
            tenant,
            new Suspension(
                "s",
                Set.of(branches),
                today.plusDays(from),
                today.plusDays(until),
                Set.of(Stopped.DUE_DATES),
                "Test",
                "anna"));
  }

  private void lend(TenantId tenant, String item, String branch, int days) {
    var zone = library.store.inquiries().policy(tenant).tenant().zone();
    library.submit(
        new LoanCommand.Checkout(
            new Origin(
                tenant,
                CommandKey.of(Duration.ZERO, UUID.randomUUID()),
                "test",
                branch,
                Instant.now().plusSeconds(60)),
            "A",
            item,
            false,
            new LoanCommand.AsRecorded(
                Instant.now(),
                today.plusDays(days + 1L).atStartOfDay(zone).minusSeconds(1).toInstant(),
                0)));
  }

  /** In how many days an item is due. */
  private long due(TenantId tenant, String item) {
    var policy = library.store.inquiries().policy(tenant);
    var due = library.store.inquiries().item(tenant, item).orElseThrow().due();
    assertThat(due).isNotNull();
    return policy.day(due).toEpochDay() - today.toEpochDay();
  }

  @Test
  void whatFallsDueInTheStopIsMovedInEveryTenantAndTheRestStays() {
    lend(library.north, "1", TestLibrary.MAIN, 5);
    lend(library.north, "2", TestLibrary.MAIN, 25);
    lend(library.north, "3", TestLibrary.BRANCH, 5);
    lend(library.south, "1", TestLibrary.MAIN, 5);
    stop(library.north, 3, 20, TestLibrary.MAIN);
    stop(library.south, 3, 10);

    assertThat(job().run()).isEqualTo(2);

    assertThat(due(library.north, "1")).isEqualTo(21);
    assertThat(due(library.north, "2")).isEqualTo(25);
    assertThat(due(library.north, "3")).isEqualTo(5);
    assertThat(due(library.south, "1")).isEqualTo(11);
    assertThat(
            library.count(
                library.north, "select count(*) from audit where actor = 'job stop-switch'"))
        .isEqualTo(1);
    assertThat(job().run()).as("nothing is left to do").isZero();
    assertThat(told).containsExactly(2, 0);
  }

  @Test
  void endingAStopEarlyMovesDueDatesBack() {
    lend(library.north, "1", TestLibrary.MAIN, 5);
    lend(library.north, "2", TestLibrary.MAIN, 15);
    stop(library.north, 3, 20);
    job().run();
    stop(library.north, 3, 7);

    assertThat(job().run()).isEqualTo(2);

    assertThat(due(library.north, "1")).as("the first day behind it").isEqualTo(8);
    assertThat(due(library.north, "2")).as("its old day").isEqualTo(15);
  }

  @Test
  void takingAStopAwayMovesEverythingBack() {
    lend(library.north, "1", TestLibrary.MAIN, 5);
    stop(library.north, 3, 20);
    job().run();
    library.store.policyRegister().removeSuspension(library.north, "s");

    assertThat(job().run()).isEqualTo(1);

    assertThat(due(library.north, "1")).isEqualTo(5);
    assertThat(library.store.policyRegister().pendingSuspensions(library.north)).isEmpty();
    assertThat(
            library.count(
                library.north, "select count(*) from loan where unstopped_due_at is not null"))
        .isZero();
  }

  @Test
  void narrowingAStopToSomeBranchesMovesTheOthersBack() {
    lend(library.north, "1", TestLibrary.MAIN, 5);
    lend(library.north, "2", TestLibrary.BRANCH, 5);
    stop(library.north, 3, 20);
    job().run();
    stop(library.north, 3, 20, TestLibrary.BRANCH);

    assertThat(job().run()).isEqualTo(1);

    assertThat(due(library.north, "1")).isEqualTo(5);
    assertThat(due(library.north, "2")).isEqualTo(21);
  }

  @Test
  void stopThatIsSetAndChangedAgainIsWorkedOffEachTime() {
    lend(library.north, "1", TestLibrary.MAIN, 5);
    for (var until : List.of(20, 10, 20, 10)) {
      stop(library.north, 3, until);
      assertThat(job().run()).isEqualTo(1);
      assertThat(due(library.north, "1")).isEqualTo(until + 1);
    }
  }

  private Origin origin() {
    return new Origin(
        library.north,
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        "test",
        TestLibrary.MAIN,
        Instant.now().plusSeconds(60));
  }

  @Test
  void loanWhoseRenewalWasUndoneInTheStopIsGivenItsOldDayWhenTheStopIsTakenAway() {
    lend(library.north, "1", TestLibrary.MAIN, 5);
    stop(library.north, 3, 40);
    job().run();
    library.submit(new LoanCommand.Renew(origin(), "A", "1"));
    library.submit(new LoanCommand.UndoCheckout(origin(), "A", "1"));
    assertThat(due(library.north, "1")).isEqualTo(41);
    library.store.policyRegister().removeSuspension(library.north, "s");

    assertThat(job().run()).isEqualTo(1);

    assertThat(due(library.north, "1")).isEqualTo(5);
  }

  @Test
  void loanThatWasRecalledInTheStopIsDueSoonerWhenTheStopIsTakenAway() {
    lend(library.north, "1", TestLibrary.MAIN, 25);
    stop(library.north, 3, 40);
    job().run();
    library.submit(new LoanCommand.Recall(origin(), "1"));
    assertThat(due(library.north, "1")).isEqualTo(41);
    library.store.policyRegister().removeSuspension(library.north, "s");

    assertThat(job().run()).isEqualTo(1);

    assertThat(due(library.north, "1")).as("the days that are guaranteed").isEqualTo(14);
  }

  private void lendMany(int n) {
    var items =
        IntStream.range(0, n)
            .mapToObj(i -> NewItem.plain("N" + i, TestLibrary.TITLE, TestLibrary.MAIN, "book"))
            .toList();
    library.store.itemRegister().putItems(library.north, items);
    items.forEach(item -> lend(library.north, item.barcode(), TestLibrary.MAIN, 5));
  }

  private long moved() {
    return library.count(
        library.north, "select count(*) from loan where due_at > unstopped_due_at");
  }

  @Test
  void workThatIsBrokenOffGoesOnAndMovesNothingTwice() {
    lendMany(150);
    stop(library.north, 3, 20);
    var given = new AtomicInteger();
    var failed = new ArrayList<String>();
    var brokenOff =
        job(
            new Circulation() {
              @Override
              public <O extends Outcome> CompletableFuture<O> submit(Command<O> command) {
                return given.incrementAndGet() > 100
                    ? CompletableFuture.failedFuture(
                        new StoreException(StoreException.Kind.BUSY, "busy", null))
                    : library.store.submit(command);
              }
            });
    brokenOff.setWatch(
        new JobWatch() {
          @Override
          public void succeeded(String job, String tenant) {}

          @Override
          public void failed(String job, String tenant) {
            failed.add(tenant);
          }
        });
    brokenOff.run();
    assertThat(failed).containsExactly("north");
    assertThat(library.store.policyRegister().pendingSuspensions(library.north)).hasSize(1);

    job().run();

    assertThat(moved()).isEqualTo(150);
    assertThat(
            library.count(
                library.north, "select count(*) from outbox where kind = 'loan-due-moved'"))
        .isEqualTo(150);
    assertThat(library.store.policyRegister().pendingSuspensions(library.north)).isEmpty();
  }

  @Test
  void severalNodesAtOnceMoveEachLoanOnce() throws Exception {
    lendMany(100);
    stop(library.north, 3, 20);
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> run = () -> job().run();
      for (var node : nodes.invokeAll(List.of(run, run, run))) {
        node.get();
      }
    }
    assertThat(moved()).isEqualTo(100);
    assertThat(
            library.count(library.north, "select count(*) from audit where command = 'reschedule'"))
        .as("each was decided once")
        .isEqualTo(100);
  }

  /** Opens the main branch on all days but these. */
  private void close(int from, int until) {
    putMain(
        new BranchCalendar(
            Map.of(),
            List.of(
                new BranchCalendar.Closing(today.plusDays(from), today.plusDays(until), "Ferie"))));
  }

  private void putMain(BranchCalendar calendar) {
    library
        .store
        .libraryRegister()
        .putBranches(
            library.north,
            List.of(new Branch(TestLibrary.MAIN, "799700", Set.of(), "Main", calendar)));
  }

  /** Opens the main branch every week on all days but these. */
  private void openExceptOn(DayOfWeek... closed) {
    var hours = new EnumMap<DayOfWeek, BranchCalendar.Hours>(DayOfWeek.class);
    for (var day : DayOfWeek.values()) {
      hours.put(day, new BranchCalendar.Hours(LocalTime.of(10, 0), LocalTime.of(18, 0), null));
    }
    hours.keySet().removeAll(List.of(closed));
    putMain(new BranchCalendar(hours, List.of()));
  }

  private List<Long> dues(String... items) {
    return Stream.of(items).map(item -> due(library.north, item)).toList();
  }

  @Test
  void weekdaysOnWhichABranchNoLongerOpensMoveDueDatesAndOtherHoursDoNot() {
    openExceptOn();
    lend(library.north, "1", TestLibrary.MAIN, 5);
    lend(library.north, "2", TestLibrary.MAIN, 40);
    lend(library.north, "3", TestLibrary.BRANCH, 5);
    lend(library.north, "4", TestLibrary.MAIN, 6);
    job().run();
    assertThat(dues("1", "2", "3", "4")).containsExactly(5L, 40L, 5L, 6L);

    openExceptOn(today.plusDays(5).getDayOfWeek());
    job().run();
    assertThat(dues("1", "2", "3", "4")).containsExactly(6L, 41L, 5L, 6L);
    assertThat(library.store.policyRegister().pendingWeekdays(library.north)).isEmpty();

    openExceptOn();
    job().run();
    assertThat(dues("1", "2", "3", "4"))
        .as("they stay where they were moved, as after a closing")
        .containsExactly(6L, 41L, 5L, 6L);
    assertThat(
            library.count(
                library.north, "select count(*) from outbox where kind = 'loan-due-moved'"))
        .as("each move is an event")
        .isEqualTo(2);
  }

  @Test
  void pickupDeadlinesMoveFromWeekdaysOnWhichABranchNoLongerOpens() {
    library.submit(
        new HoldCommand.PlaceHold(
            origin(),
            "A",
            TestLibrary.TITLE,
            null,
            HoldCommand.HoldOptions.at(TestLibrary.MAIN, Instant.now(), null)));
    library.submit(new LoanCommand.Checkin(origin(), "1", Instant.now()));
    var before = pickupDay();
    openExceptOn(before.getDayOfWeek());
    job().run();
    assertThat(pickupDay()).isEqualTo(before.plusDays(1));
  }

  @Test
  void closingDaysAddedLaterMoveDueDatesOnceAndSayIt() {
    lend(library.north, "1", TestLibrary.MAIN, 5);
    lend(library.north, "2", TestLibrary.MAIN, 9);
    lend(library.north, "3", TestLibrary.BRANCH, 5);
    close(4, 6);
    job().run();
    assertThat(List.of(due(library.north, "1"), due(library.north, "2"), due(library.north, "3")))
        .containsExactly(7L, 9L, 5L);
    assertThat(library.store.policyRegister().pendingClosings(library.north)).isEmpty();

    close(4, 9);
    job().run();
    job().run();
    assertThat(List.of(due(library.north, "1"), due(library.north, "2"), due(library.north, "3")))
        .as("the closing was extended")
        .containsExactly(10L, 10L, 5L);
    assertThat(
            library.count(
                library.north, "select count(*) from outbox where kind = 'loan-due-moved'"))
        .as("each move is an event")
        .isEqualTo(3);
  }

  @Test
  void resultSaysHowManyWereLookedAtAndMoved() {
    lendMany(100);
    stop(library.north, 3, 20);
    var store = library.store;
    var done =
        new StopApplier(
                store.policyRegister(),
                store.inquiries(),
                store.holdLists(),
                new Commands(store, Duration.ofSeconds(10)))
            .run(store.tenants().byCode("north").orElseThrow(), "anna");
    assertThat(done).containsExactly(new StopApplier.StopResult("s", 100, 100, 0));
  }

  @Test
  void pickupDeadlinesInAStopMoveBehindItAndBack() {
    library.submit(
        new HoldCommand.PlaceHold(
            origin(),
            "A",
            TestLibrary.TITLE,
            null,
            HoldCommand.HoldOptions.at(TestLibrary.MAIN, Instant.now(), null)));
    library.submit(new LoanCommand.Checkin(origin(), "1", Instant.now()));
    library
        .store
        .policyRegister()
        .putSuspension(
            library.north,
            new Suspension(
                "s",
                Set.of(),
                today.plusDays(3),
                today.plusDays(20),
                Set.of(Stopped.PICKUP_DEADLINES),
                "Test",
                "anna"));
    job().run();
    assertThat(pickupDay()).isEqualTo(today.plusDays(21));

    library.store.policyRegister().removeSuspension(library.north, "s");
    job().run();
    assertThat(pickupDay()).isEqualTo(today.plusDays(7));
  }

  private LocalDate pickupDay() {
    var shelf = library.store.holdLists().holdShelf(library.north, TestLibrary.MAIN, 10);
    var place = Objects.requireNonNull(shelf.getFirst().shelf());
    return library.store.inquiries().policy(library.north).day(place.until());
  }
}
