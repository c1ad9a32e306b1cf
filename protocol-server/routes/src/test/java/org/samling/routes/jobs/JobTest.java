package org.samling.routes.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.postgres.TestLibrary;
import org.samling.routes.ill.InterlibraryRelay;
import org.samling.routes.ill.Partners;

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
  void oneMessageThatTheStoreIsNotToldOfIsAFailureOfTheRun() {
    try (var library = new TestLibrary()) {
      var store = library.store;
      var order =
          new InterlibraryOrder(
              new Requester("staff", "DK-799700"),
              null,
              "0".repeat(64),
              null,
              new Description("Sult", null, null, null, null, null, null),
              Service.LOAN,
              null,
              null,
              null,
              "A",
              null);
      store
          .interlibraryMessages()
          .ask(library.north, TestLibrary.MAIN, order, "DK-799700", List.of("DK-710100"));
      Partners unknown = (_, _) -> Optional.empty();
      var relay =
          new InterlibraryRelay(store.interlibraryMessages(), unknown, Duration.ofSeconds(1));
      var job = new InterlibraryMessenger(store.tenants(), relay, Duration.ofHours(1), _ -> {});
      library.asSuperuser(
          "alter table ill_message add constraint never_done check (due_at is not null) not valid");
      try {
        assertThat(run(job))
            .contains(
                "interlibrary-relay of 'north' failed", "interlibrary-relay of 'south' is done");
      } finally {
        library.asSuperuser("alter table ill_message drop constraint never_done");
      }
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
