package org.samling.routes.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samling.postgres.TestLibrary;

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
    job.watchedBy(watch);
    job.attempt();
    return told;
  }

  @Test
  void failureForOneTenantIsToldUntilARunSucceedsAndHoldsUpNoOther() {
    try (var library = new TestLibrary()) {
      library.asOwner(
          """
          insert into outbox (tenant_id, id, at, kind, payload)
          values (%s, gen_random_uuid(), now(), 'loan-opened', '{"loan": {"patronId": "no number"}}')
          """
              .formatted(library.north));
      var store = library.store;
      var job =
          new Counting(
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
      library.asOwner("delete from outbox where payload->'loan'->>'patronId' = 'no number'");
      assertThat(run(job)).contains("statistics of 'north' is done");
    }
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
}
