package org.samling.routes.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Work;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestOrders;
import org.samling.routes.ill.InterlibraryRelay;
import org.samling.routes.ill.Partners;
import org.samling.testing.Eventually;

/** Who watches a job is told of every run that failed, and of those that did not. */
class JobTest {

  private final List<String> told = new ArrayList<>();

  private final JobWatch watch =
      new JobWatch() {
        @Override
        public void succeeded(String job, String tenant) {
          told.add("%s of '%s' is done".formatted(job, tenant));
        }

        @Override
        public void failed(String job, String tenant) {
          told.add("%s of '%s' failed".formatted(job, tenant));
        }
      };

  private List<String> run(Job job) {
    told.clear();
    job.setWatch(watch);
    job.attempt();
    return told;
  }

  @Test
  void failureForOneTenantIsToldUntilARunSucceedsAndHoldsUpNoOther() {
    try (var library = new TestLibrary()) {
      library.asSuperuser(
          """
          insert into outbox (tenant_id, id, at, kind, payload)
          values (%s, gen_random_uuid(), now(), 'loan-opened', '{"loan": {"patronId": "no number"}}')
          """
              .formatted(library.north));
      var store = library.store;
      var job =
          new StatisticsUpkeep(
              store.tenants(),
              store.statistics(),
              store.nationalSeries(),
              Duration.ofMinutes(1),
              _ -> {});
      assertThat(run(job))
          .containsExactlyInAnyOrder(
              "statistics of 'north' failed",
              "statistics of 'south' is done",
              "statistics of '' is done");
      library.asSuperuser("delete from outbox where payload->'loan'->>'patronId' = 'no number'");
      assertThat(run(job)).contains("statistics of 'north' is done");
    }
  }

  @Test
  void tenantForWhichARunFailedIsTriedAgainAlsoWhenNothingIsLeftToBeDone() {
    try (var library = new TestLibrary()) {
      library.submit(TestLibrary.hold(library.north, "A", TestLibrary.TITLE, TestLibrary.BRANCH));
      var isFailing = new AtomicBoolean(true);
      var titles = library.store.titlesToTarget();
      var job =
          new Job("holds", "holds were not looked at", Duration.ofHours(1)) {
            @Override
            void work() {
              forEach(
                  library.store.tenants(),
                  Work.HOLDS_TO_TARGET,
                  Instant.now(),
                  tenant -> {
                    if (isFailing.get()) {
                      throw new IllegalStateException("a fault");
                    }
                    return titles.marks(tenant.id(), null, 10).size();
                  });
            }
          };
      assertThat(run(job)).containsExactly("holds of 'north' failed", "holds of '' is done");
      library.asSuperuser("delete from hold; delete from title_to_target");
      assertThat(run(job)).containsExactly("holds of 'north' failed", "holds of '' is done");
      isFailing.set(false);
      assertThat(run(job)).containsExactly("holds of 'north' is done", "holds of '' is done");
      assertThat(run(job)).containsExactly("holds of '' is done");
    }
  }

  @Test
  void oneMessageThatTheStoreIsNotToldOfIsAFailureOfTheRun() {
    try (var library = new TestLibrary()) {
      var store = library.store;
      TestOrders.askAnotherLibrary(library);
      Partners unknown = (_, _) -> Optional.empty();
      var relay =
          new InterlibraryRelay(store.interlibraryMessages(), unknown, Duration.ofSeconds(1));
      var job = new InterlibraryMessenger(store.tenants(), relay, Duration.ofHours(1), _ -> {});
      library.asSuperuser(
          "alter table ill_message add constraint never_done check (due_at is not null) not valid");
      try {
        assertThat(run(job))
            .containsExactly(
                "interlibrary-relay of 'north' failed", "interlibrary-relay of '' is done");
      } finally {
        library.asSuperuser("alter table ill_message drop constraint never_done");
      }
    }
  }

  @Test
  void firstRunsOfWhatRunsSeldomComeOneAfterAnotherSoonAfterTheStart() {
    var ran = new CopyOnWriteArrayList<String>();
    Runnable fault =
        () -> {
          ran.add("fails");
          throw new IllegalStateException("a fault");
        };
    var jobs =
        List.<Job>of(
            new Maintenance(fault, Duration.ofHours(1)),
            new Maintenance(() -> ran.add("often"), Duration.ofMillis(100)),
            new Maintenance(() -> ran.add("each quarter"), Duration.ofMinutes(15)));
    try (var timetable = new Timetable()) {
      jobs.forEach(timetable::add);
      timetable.runSoon(Duration.ofMillis(100));
      Eventually.holds("the last ran", () -> ran.contains("each quarter"));
    }
    ran.removeIf("often"::equals); // by the clock
    assertThat(ran).containsExactly("fails", "each quarter");
  }

  @Test
  void failureOfARunAsAWholeIsToldAlsoWhereItIsAFaultOfOurs() {
    var job =
        new Maintenance(
            () -> {
              throw new IllegalStateException("a fault");
            },
            Duration.ofHours(1));
    assertThat(run(job)).containsExactly("maintenance of '' failed");
  }

  @Test
  void oldReportsOfImportsThatCannotBeDeletedAreAFailureOfTheRun() {
    var job =
        new UploadRetention(
            () -> {
              throw new UncheckedIOException(new IOException("a directory of somebody else"));
            },
            Duration.ofHours(1));
    assertThat(run(job)).containsExactly("upload-retention of '' failed");
  }

  @Test
  void jobThatIsStartedRunsByTheClockAndIsNotEndedByAnError() {
    var job =
        new Maintenance(
            () -> {
              throw new StackOverflowError("a fault");
            },
            Duration.ofMillis(5));
    var failures = new AtomicInteger();
    job.setWatch(
        new JobWatch() {
          @Override
          public void succeeded(String name, String tenant) {}

          @Override
          public void failed(String name, String tenant) {
            failures.incrementAndGet();
          }
        });
    try (var timetable = new Timetable()) {
      timetable.add(job);
      Eventually.holds("it failed again and again", () -> failures.get() > 2);
    }
  }

  @Test
  void runUnderWayGoesOnWhenTheClockStopsAndNoOtherBegins() throws Exception {
    var began = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    var runs = new AtomicInteger();
    Runnable work =
        () -> {
          runs.incrementAndGet();
          began.countDown();
          try {
            mayEnd.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    try (var timetable = new Timetable()) {
      timetable.add(new Maintenance(work, Duration.ofMillis(1)));
      began.await();
      timetable.stopClock();
      mayEnd.countDown();
      Thread.sleep(20); // many periods
      assertThat(runs).hasValue(1);
    }
  }

  @Test
  void jobsRunBesideEachOtherNeverBesideThemselvesAndEndBeforeTheServerDoes() throws Exception {
    var together = new CyclicBarrier(2);
    var running = new AtomicInteger();
    var ended = new AtomicInteger();
    var began = new CountDownLatch(2);
    Runnable work =
        () -> {
          running.incrementAndGet();
          began.countDown();
          try {
            together.await();
            Thread.sleep(20);
          } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
          }
          ended.incrementAndGet();
        };
    try (var timetable = new Timetable()) {
      timetable.add(new Maintenance(work, Duration.ofMillis(5)));
      timetable.add(new Maintenance(work, Duration.ofMillis(5)));
      began.await();
    }
    assertThat(ended).hasValue(running.get());
  }
}
