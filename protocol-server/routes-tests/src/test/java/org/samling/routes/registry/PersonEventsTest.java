package org.samling.routes.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.Commands;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Cpr;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;

class PersonEventsTest {

  private static final Cpr PERSON = Cpr.of(TestPatrons.CPR);

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private TestLibrary library;
  private PersonEvents events;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    camel.disableJMX();
    camel.start();
    events =
        new PersonEvents(
            camel, library.store.persons(), new Commands(library.store, Duration.ofSeconds(10)));
    TestPatrons.patron().cpr(TestPatrons.CPR).put(library, library.north, "N");
    TestPatrons.patron().cpr(TestPatrons.CPR).put(library, library.south, "S");
  }

  @AfterEach
  void close() {
    camel.stop();
    library.close();
  }

  private long deceased(TenantId tenant) {
    return library.count(tenant, "select count(*) from patron_block where code = 'D'");
  }

  private long audited(TenantId tenant) {
    return library.count(
        tenant, "select count(*) from audit where actor = 'person registry' and outcome = 'done'");
  }

  @Test
  void eventReachesThePersonsRowInEveryTenantAndNobodyElses() {
    assertThat(events.apply(new PersonEvent.Died("1", PERSON)))
        .isEqualTo(new PersonEvents.EventResult(2, 0, List.of()));
    assertThat(deceased(library.north)).isEqualTo(1);
    assertThat(deceased(library.south)).isEqualTo(1);
    assertThat(events.apply(new PersonEvent.Died("2", Cpr.of("1802709876"))))
        .isEqualTo(new PersonEvents.EventResult(0, 0, List.of()));
  }

  @Test
  void eventThatComesAgainIsDoneOnce() {
    var moved = new PersonEvent.Moved("1", PERSON, "751", null, LocalDate.EPOCH);
    for (var i = 0; i < 3; i++) {
      assertThat(events.apply(moved))
          .isEqualTo(new PersonEvents.EventResult(2, i == 0 ? 0 : 2, List.of()));
    }
    assertThat(audited(library.north)).isEqualTo(1);
    assertThat(audited(library.south)).isEqualTo(1);
    assertThat(library.count(library.north, "select count(*) from patron where not resident"))
        .isEqualTo(1);
  }

  @Test
  void protectionReachesTheAddressInEveryTenant() {
    assertThat(events.apply(new PersonEvent.Protected("1", PERSON, true)))
        .isEqualTo(new PersonEvents.EventResult(2, 0, List.of()));
    assertThat(library.count(library.south, "select count(*) from patron where address_protected"))
        .isEqualTo(1);
  }
}
