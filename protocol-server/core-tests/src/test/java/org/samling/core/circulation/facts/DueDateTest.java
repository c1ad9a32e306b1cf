package org.samling.core.circulation.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.circulation.SmallLibrary;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.desk.Desk;
import org.samling.core.organisation.TenantId;

/** A loan is due with the last second of a day of the tenant's zone, whatever its clocks do. */
class DueDateTest {

  /** When a book that is lent at some time for 30 days is due, in the zone of the library. */
  private static ZonedDateTime due(String lent) {
    var now = Instant.parse(lent);
    var policy = SmallLibrary.POLICIES.getFirst();
    var facts = SmallLibrary.oneOfEach("east");
    var origin =
        new Origin(
            new TenantId(1),
            CommandKey.of(Duration.ZERO, UUID.randomUUID()),
            "test",
            "east",
            now.plusSeconds(60));
    var _ =
        new Desk(policy, facts)
            .decide(new LoanCommand.Checkout(origin, "p", "i", false, null), now);
    return facts.loanOf(SmallLibrary.ITEM).orElseThrow().due().atZone(policy.tenant().zone());
  }

  @ParameterizedTest
  @CsvSource({
    "the day is that of the zone, 2027-06-01T22:30:00Z, 2027-07-02T23:59:59+02:00",
    "its last day is one of 23 hours, 2027-02-26T11:00:00Z, 2027-03-28T23:59:59+02:00",
    "its last day is one of 25 hours, 2027-10-01T10:00:00Z, 2027-10-31T23:59:59+01:00",
    "summer time begins meanwhile, 2027-03-10T11:00:00Z, 2027-04-09T23:59:59+02:00",
    "in the hour that comes twice the first time, 2027-10-31T00:30:00Z, 2027-11-30T23:59:59+01:00",
    "in the hour that comes twice the second time, 2027-10-31T01:30:00Z, 2027-11-30T23:59:59+01:00",
    "just before the hour that is left out, 2027-03-28T00:59:59Z, 2027-04-27T23:59:59+02:00",
    "just after the hour that is left out, 2027-03-28T01:00:00Z, 2027-04-27T23:59:59+02:00",
    "it is due on a leap day, 2028-01-30T11:00:00Z, 2028-02-29T23:59:59+01:00",
    "it is lent on a leap day, 2028-02-29T11:00:00Z, 2028-03-30T23:59:59+02:00",
    "a year without a leap day, 2027-01-30T11:00:00Z, 2027-03-01T23:59:59+01:00",
  })
  void loanIsDueWithTheEndOfItsLastDayInTheTenantsZone(String what, String lent, String due) {
    assertThat(due(lent).toOffsetDateTime()).as(what).hasToString(due);
  }

  @ParameterizedTest
  @CsvSource({
    "2027-06-15T12:00:00Z, 2027-06-15T11:00:00Z, 2027-06-15T13:00:00Z",
    "2027-10-31T01:00:00Z, 2027-10-31T00:00:00Z, 2027-10-31T02:00:00Z",
  })
  void serverClockThatJumpsAnHourMovesNoDueDateWithinItsDay(
      String at, String earlier, String later) {
    assertThat(due(earlier)).isEqualTo(due(at)).isEqualTo(due(later));
  }
}
