package org.samling.server.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.circulation.outcome.SetOutcome;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.testing.Kiosk;

/** What a kiosk is told that reads the barcode of a set. */
class SetsAtKiosksTest {

  private static final String CHECKOUT =
      "11%sN20260101    120000                  AO|AA%s|AB%s|AC|";
  private static final String CHECKIN = "09N20260101    12000020260101    120000AP|AO|AB%s|AC|";

  private final TestServer server = new TestServer();

  SetsAtKiosksTest() {
    assertThat(
            server
                .library
                .store
                .submit(
                    new SetCommand.PutSet(
                        new Origin(
                            server.library.north,
                            CommandKey.of(Duration.ZERO, UUID.randomUUID()),
                            "test",
                            TestLibrary.MAIN,
                            Instant.now().plusSeconds(30)),
                        "KS-1",
                        "Buster",
                        List.of("1", "2", "3"),
                        List.of()))
                .join())
        .isInstanceOf(SetOutcome.Changed.class);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private long loans() {
    return server.library.count(
        server.library.north, "select count(*) from loan where returned_at is null");
  }

  @Test
  void setIsLentRenewedAndReturnedByItsBarcode() {
    try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
      assertThat(kiosk.ask("1720260101    120000AO|ABKS-1|AC|"))
          .startsWith("1803")
          .contains("ABKS-1|", "AJBuster|");
      assertThat(kiosk.ask(CHECKOUT.formatted("N", "A", "KS-1")))
          .startsWith("121NUY")
          .contains("|ABKS-1|AJBuster|AH20", "AF3 materialer i sættet er lånt.");
      assertThat(loans()).isEqualTo(3);
      assertThat(kiosk.ask("29NN20260101    120000                  AO|AAA|ABKS-1|"))
          .as("it gains no day: nothing is renewed")
          .startsWith("301N")
          .contains("|ABKS-1|");

      assertThat(kiosk.ask(CHECKIN.formatted("2")))
          .startsWith("101")
          .contains("AF2 af sættets 3 materialer mangler: 1, 3");
      assertThat(kiosk.ask(CHECKIN.formatted("KS-1")))
          .startsWith("101Y")
          .contains("|ABKS-1|", "|AJBuster|", "AFAlle 3 materialer i sættet er her.");
      assertThat(loans()).isZero();
    }
  }

  @Test
  void nothingOfASetIsLentAndEachReasonIsToldWithItsItems() {
    server.library.asSuperuser("update item set status = 'IN_PROCESS' where barcode in ('1', '3')");
    try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
      assertThat(kiosk.ask(CHECKOUT.formatted("N", "A", "KS-1")))
          .startsWith("120NUN")
          .contains(
              "AFIntet i sættet er lånt på grund af 2 af 3 materialer:",
              "AFMaterialet er ikke klar til udlån.",
              "AF1, 3|");
      assertThat(loans()).isZero();
      assertThat(kiosk.ask(CHECKOUT.formatted("N", "A", "2")))
          .startsWith("120")
          .contains("AFMaterialet er en del af et sæt.");
    }
  }

  @Test
  void whatIsThereOfASetIsLentAndWhatIsMissingIsTold() {
    server.library.asSuperuser("update item set status = 'LOST' where barcode = '3'");
    try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
      assertThat(kiosk.ask(CHECKOUT.formatted("N", "A", "KS-1")))
          .startsWith("121NUY")
          .contains("AF2 materialer i sættet er lånt.", "AF1 af sættets 3 materialer mangler: 3");
      assertThat(loans()).isEqualTo(2);
    }
  }

  @Test
  void sameMessageAgainLendsASetOnce() {
    try (var kiosk = new Kiosk(server.listeners.sip2Port()).login();
        var other = new Kiosk(server.listeners.sip2Port()).login()) {
      var first = kiosk.ask(CHECKOUT.formatted("N", "A", "KS-1"));
      assertThat(other.ask(CHECKOUT.formatted("N", "A", "KS-1"))).isEqualTo(first);
      assertThat(server.library.count(server.library.north, "select count(*) from loan"))
          .isEqualTo(3);
    }
  }
}
