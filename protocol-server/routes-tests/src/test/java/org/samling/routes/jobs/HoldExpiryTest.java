package org.samling.routes.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.TestLibrary;

class HoldExpiryTest {

  private final Instant now = Instant.now();
  private final List<Integer> told = new CopyOnWriteArrayList<>();
  private TestLibrary library;
  private HoldExpiry job;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    job = job();
  }

  @AfterEach
  void close() {
    library.close();
  }

  private HoldExpiry job() {
    var store = library.store;
    return new HoldExpiry(
        store.tenants(),
        store.holdLists(),
        new Commands(store, Duration.ofSeconds(10)),
        Duration.ofHours(1),
        told::add);
  }

  private void hold(TenantId tenant, String patron, @Nullable Instant expires) {
    assertThat(
            library.submit(
                new HoldCommand.RecordHold(
                    new Origin(
                        tenant,
                        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
                        "test",
                        TestLibrary.MAIN,
                        now.plusSeconds(60)),
                    patron,
                    TestLibrary.TITLE,
                    null,
                    HoldCommand.HoldOptions.at(
                        TestLibrary.BRANCH, now.minusSeconds(1_000), expires),
                    HoldState.WAITING,
                    null)))
        .isInstanceOf(HoldOutcome.Placed.class);
  }

  private long count(TenantId tenant, String state) {
    return library.count(tenant, "select count(*) from hold where state = '" + state + "'");
  }

  @Test
  void holdsWhoseDayHasPassedEndInEveryTenantAndOthersStay() {
    hold(library.north, "A", now.minusSeconds(1));
    hold(library.north, "B", now.plusSeconds(3_600));
    hold(library.north, "C", null);
    hold(library.south, "A", now.minusSeconds(5));

    assertThat(job.run(now)).isEqualTo(2);

    assertThat(count(library.north, "EXPIRED")).isEqualTo(1);
    assertThat(count(library.north, "WAITING")).isEqualTo(2);
    assertThat(count(library.south, "EXPIRED")).isEqualTo(1);
    assertThat(
            library.count(
                library.north, "select count(*) from audit where actor = 'job hold-expiry'"))
        .isEqualTo(1);
    assertThat(job.run(now)).as("nothing is left to do").isZero();
    assertThat(told).containsExactly(2, 0);
  }

  @Test
  void severalNodesAtOnceEndEachHoldOnce() throws Exception {
    for (var patron : List.of("A", "B", "C")) {
      hold(library.north, patron, now.minusSeconds(1));
    }
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> run = () -> job().run(now);
      for (var node : nodes.invokeAll(List.of(run, run, run, run))) {
        node.get();
      }
    }
    assertThat(count(library.north, "EXPIRED")).isEqualTo(3);
    assertThat(
            library.count(
                library.north, "select count(*) from audit where command = 'expire-hold'"))
        .as("each was decided once")
        .isEqualTo(3);
  }

  @Test
  void patronWhoseHoldExpiredCanAskAgain() {
    hold(library.north, "A", now.minusSeconds(1));
    job.run(now);
    hold(library.north, "A", now.plusSeconds(3_600));
    assertThat(job.run(now)).isZero();
    assertThat(count(library.north, "WAITING")).isEqualTo(1);
  }
}
