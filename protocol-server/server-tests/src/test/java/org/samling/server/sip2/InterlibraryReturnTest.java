package org.samling.server.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.ill.Arrival;
import org.samling.core.ill.BorrowedItems.Accepted;
import org.samling.core.ill.BorrowingDesk;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.marc.MarcRecordMaker;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.testing.Kiosk;

/** What a kiosk is told of another library's item that comes back. */
class InterlibraryReturnTest {

  private final TestServer server = new TestServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void itemOfAnotherLibraryGoesToTheBinForInterlibraryLoans() {
    var library = server.library;
    assertThat(
            new BorrowingDesk(new MarcRecordMaker(), library.store.borrowedItems())
                .accept(
                    library.north,
                    TestLibrary.MAIN,
                    new Arrival(
                        new Requester("broker", "DK-710100"),
                        "r",
                        "5710100001",
                        "A",
                        TestLibrary.MAIN,
                        new Description("Sult", null, null, null, null, null, null),
                        Arrival.Terms.LOAN,
                        null,
                        null)))
        .isInstanceOf(Accepted.class);
    try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
      assertThat(kiosk.ask("11NN20260101    120000                  AO|AAA|AB5710100001|AC|"))
          .startsWith("121");
      assertThat(kiosk.ask("09N20260101    12000020260101    120000AP|AO|AB5710100001|AC|"))
          .startsWith("101")
          .contains("|CV03|", "DK-710100");
    }
  }
}
