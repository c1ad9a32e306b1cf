package org.samling.routes.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.samling.core.stock.IssuePattern;
import org.samling.core.stock.Periodicals.Subscription;
import org.samling.postgres.TestLibrary;

class IssuePredictionTest {

  @Test
  void eachRunAddsWhatIsNotYetPredictedInEveryTenant() {
    try (var library = new TestLibrary()) {
      var periodicals = library.store.periodicals();
      for (var tenant : List.of(library.north, library.south)) {
        periodicals.put(tenant, weekly(), LocalDate.of(2026, 1, 1));
      }
      var told = new ArrayList<Integer>();
      var job =
          new IssuePrediction(library.store.tenants(), periodicals, Duration.ofHours(6), told::add);

      assertThat(job.run(Instant.parse("2026-01-15T12:00:00Z"))).isEqualTo(4);
      assertThat(job.run(Instant.parse("2026-01-15T18:00:00Z"))).isZero();
      assertThat(told).containsExactly(4, 0);
    }
  }

  private static Subscription weekly() {
    return new Subscription(
        "ugens",
        TestLibrary.TITLE,
        TestLibrary.MAIN,
        "book",
        null,
        null,
        new IssuePattern(
            1,
            IssuePattern.Unit.WEEK,
            LocalDate.of(2026, 1, 1),
            null,
            Set.of(),
            null,
            1,
            IssuePattern.Numbering.YEARLY,
            null),
        7);
  }
}
