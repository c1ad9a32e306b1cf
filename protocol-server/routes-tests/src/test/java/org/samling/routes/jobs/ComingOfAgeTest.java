package org.samling.routes.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.Commands;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;

class ComingOfAgeTest {

  private final Instant now = Instant.now();
  private final LocalDate today = LocalDate.ofInstant(now, ZoneId.of("Europe/Copenhagen"));
  private final List<Integer> told = new CopyOnWriteArrayList<>();
  private TestLibrary library;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    TestPatrons.patron().put(library, library.north, "G");
    for (var card : List.of("W1", "W2", "W3")) {
      TestPatrons.patron()
          .born(today.minusYears(18))
          .guardian("G")
          .put(library, library.north, card);
    }
    TestPatrons.patron()
        .born(today.minusYears(18).plusDays(1))
        .guardian("G")
        .put(library, library.north, "TOMORROW");
  }

  @AfterEach
  void close() {
    library.close();
  }

  private ComingOfAge job() {
    var store = library.store;
    return new ComingOfAge(
        store.tenants(),
        store.inquiries(),
        new Commands(store, Duration.ofSeconds(10)),
        Duration.ofHours(1),
        told::add);
  }

  private long wards() {
    return library.count(
        library.north, "select count(*) from patron where guardian_id is not null");
  }

  @Test
  void thoseWhoAreOfAgeTodayComeOfAgeOnceAndOthersWait() {
    assertThat(job().run(now)).isEqualTo(3);
    assertThat(wards()).isEqualTo(1);
    assertThat(job().run(now)).as("nobody is left").isZero();
    assertThat(told).containsExactly(3, 0);
    assertThat(
            library.count(
                library.north,
                "select count(*) from audit where actor = 'job coming-of-age' and patron_id is not null"))
        .isEqualTo(3);
  }

  @Test
  void severalNodesAtOnceDoItOnce() throws Exception {
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> run = () -> job().run(now);
      for (var node : nodes.invokeAll(List.of(run, run, run))) {
        node.get();
      }
    }
    assertThat(wards()).isEqualTo(1);
    assertThat(
            library.count(
                library.north, "select count(*) from audit where command = 'come-of-age'"))
        .isEqualTo(3);
  }
}
