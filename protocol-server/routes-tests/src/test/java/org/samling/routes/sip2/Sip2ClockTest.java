package org.samling.routes.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server's clock decides, whatever a machine's says. */
class Sip2ClockTest {

  private static final String DUE_IN_30_DAYS =
      """
      (due_at at time zone 'Europe/Copenhagen')::date
          = (lent_at at time zone 'Europe/Copenhagen')::date + 30
      """;

  private final Machine machine = new Machine();

  @AfterEach
  void close() {
    machine.close();
  }

  private long loans(String condition) {
    return machine.library.count(
        machine.library.north, "select count(*) from loan where " + condition);
  }

  @Test
  void loanOfAMachineWhoseClockIsYearsOffBeginsNowAndIsDueAsAnyOther() {
    var dates =
        List.of(
            Machine.now(),
            "19700101    000000",
            "20991231    235959",
            "20240229    120000",
            "20230229    120000",
            "20270328    023000",
            "00000000    000000",
            " ".repeat(18));
    for (var date : dates) {
      var borrowed = machine.ask("11NN" + date + date + "AO|AAA|AB1|AC|");
      assertThat(borrowed).as(date).startsWith("121");
      assertThat(loans("lent_at > now() - interval '1 minute' and lent_at <= now()"))
          .as(date)
          .isEqualTo(loans("true"));
      assertThat(loans(DUE_IN_30_DAYS)).as(date).isEqualTo(loans("true"));
      var returned = machine.ask("09N" + date + date + "AP|AO|AB1|AC|");
      assertThat(returned).as(date).startsWith("101");
    }
    assertThat(loans("true")).isEqualTo(dates.size());
    assertThat(loans("returned_at between lent_at and now()")).isEqualTo(dates.size());
  }
}
