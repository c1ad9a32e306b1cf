package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.CommandKey;
import org.samling.core.circulation.LoanCommand;
import org.samling.core.circulation.Origin;
import org.samling.core.ill.Arrival;
import org.samling.core.ill.BorrowedItems.Accepted;
import org.samling.core.ill.BorrowedItems.Removed;
import org.samling.core.ill.BorrowedItems.Which;
import org.samling.core.ill.Borrowing;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequest.Event;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.marc.MarcRecordMaker;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.server.Eventually;
import org.samling.server.TestServer;
import org.samling.server.web.BrokenConnection.Fault;

/** Two servers lend to each other by ISO 18626, over connections that break. */
class Iso18626LendingTest {

  private static final String BORROWER = "DK-710100";
  private static final String LENDER = "DK-710200";
  private static final String ITEM = "2";

  private static String partner(String library, BrokenConnection way) {
    return "ill: {partners: [{tenant: north, library: %s, address: \"http://127.0.0.1:%d/iso18626/north\", user: north-ncip, password: secret, timeout: 5s}]}"
        .formatted(library, way.port());
  }

  private static InterlibraryRequest request(TestLibrary library) {
    return library.store.interlibraryRequests().find(library.north, 1).orElseThrow();
  }

  private static void becomes(TestLibrary library, InterlibraryState state) {
    Eventually.holds(
        "the request is " + state,
        () ->
            library.store.interlibraryRequests().find(library.north, 1).isPresent()
                && request(library).state() == state);
  }

  private static List<InterlibraryState> states(TestLibrary library) {
    return library.store.interlibraryRequests().events(library.north, 1).stream()
        .map(Event::state)
        .toList();
  }

  private static void checkin(TestLibrary library, String item) {
    var origin =
        new Origin(
            library.north,
            CommandKey.of(Duration.ofMinutes(1), UUID.randomUUID()),
            "test",
            MAIN,
            Instant.now().plusSeconds(30));
    library.submit(new LoanCommand.Checkin(origin, item, Instant.now()));
  }

  private static void ask(TestLibrary library) {
    library
        .store
        .interlibraryMessages()
        .ask(
            library.north,
            MAIN,
            new InterlibraryOrder(
                new Requester("staff", BORROWER),
                null,
                CommandKey.of(CommandKey.MAX_WINDOW, UUID.randomUUID()).hex(),
                null,
                new Description("Ærø", null, null, null, null, "t:1", null),
                Service.LOAN,
                null,
                null,
                null,
                "A",
                null),
            BORROWER,
            // The first can't be reached at all, for nobody knows its address.
            List.of("DK-999999", LENDER));
  }

  @Test
  void itemIsAskedForLentReceivedAndReturnedWhateverTheNetworkDoes() throws Exception {
    var cluster = TestPostgres.directoryForAnother();
    try (var postgres = TestPostgres.startAnother(cluster, 0)) {
      try (var borrower = new TestLibrary();
          var lender = new TestLibrary(postgres, postgres.url("lender"), 64)) {
        lend(borrower, lender);
      }
    } finally {
      TestPostgres.discard(cluster);
    }
  }

  private static void lend(TestLibrary borrower, TestLibrary lender) {
    try (var toLender = new BrokenConnection();
        var toBorrower = new BrokenConnection();
        var lending = TestServer.before(lender, partner(BORROWER, toBorrower))) {
      lender
          .store
          .patronRegister()
          .putPatrons(
              lender.north,
              List.of(
                  new NewPatron(
                      Institution.card(BORROWER),
                      "Andet bibliotek",
                      "adult",
                      MAIN,
                      null,
                      "009",
                      null,
                      null,
                      null,
                      null,
                      null,
                      List.of())));
      try (var borrowing = TestServer.before(borrower, partner(LENDER, toLender))) {
        toBorrower.set(borrowing.listeners.httpPort(), Fault.REFUSED);
        toLender.set(lending.listeners.httpPort(), Fault.ANSWERS_LOST);

        ask(borrower);
        becomes(lender, InterlibraryState.REQUESTED);
        toLender.set(lending.listeners.httpPort(), Fault.NONE);
        assertThat(request(lender).handling().hold()).isNotNull();

        lender.submit(TestLibrary.checkout(lender.north, Institution.card(BORROWER), ITEM));
        assertThat(request(lender).state()).isEqualTo(InterlibraryState.SHIPPED);
        assertThat(request(borrower).state()).as("cut off").isEqualTo(InterlibraryState.SENT);
      }
      // The borrower's server was down, and another comes up on the same store.
      try (var borrowing = TestServer.before(borrower, partner(LENDER, toLender))) {
        toBorrower.set(borrowing.listeners.httpPort(), Fault.NONE);
        becomes(borrower, InterlibraryState.SHIPPED);
        assertThat(request(borrower).handling().item()).isEqualTo(ITEM);

        receivedLentAndSentBack(borrower);
        becomes(lender, InterlibraryState.RETURNED);
        checkin(lender, ITEM);
        assertThat(request(lender).state()).isEqualTo(InterlibraryState.CHECKED_IN);
        Eventually.holds(
            "nothing waits to be sent", () -> waiting(lender) == 0 && waiting(borrower) == 0);
      }
      assertThat(states(lender))
          .containsExactly(
              InterlibraryState.REQUESTED,
              InterlibraryState.SHIPPED,
              InterlibraryState.RECEIVED,
              InterlibraryState.RETURNED,
              InterlibraryState.CHECKED_IN);
      assertThat(states(borrower))
          .containsExactly(
              InterlibraryState.REQUESTED,
              InterlibraryState.SENT,
              InterlibraryState.UNFILLED,
              InterlibraryState.SENT,
              InterlibraryState.SHIPPED,
              InterlibraryState.RECEIVED,
              InterlibraryState.ON_LOAN,
              InterlibraryState.CHECKED_IN,
              InterlibraryState.RETURNED);
      assertThat(lender.count(lender.north, "select count(*) from ill_request")).isEqualTo(1);
      assertThat(lender.count(lender.north, "select count(*) from hold")).isEqualTo(1);
      assertThat(lender.count(lender.north, "select count(*) from loan")).isEqualTo(1);
      assertThat(
              borrower.count(
                  borrower.north, "select count(*) from item where borrowed_from is not null"))
          .isZero();
    }
  }

  private static long waiting(TestLibrary library) {
    return library.count(
        library.north, "select count(*) from ill_message where due_at is not null");
  }

  /** The lender's own barcode is one of the borrower's, too, who puts another on it. */
  private static void receivedLentAndSentBack(TestLibrary library) {
    var here = new Borrowing(new MarcRecordMaker(), library.store.borrowedItems());
    assertThat(
            here.accept(
                library.north,
                MAIN,
                new Arrival(
                    new Requester("staff", LENDER),
                    "1",
                    "5710200002",
                    "A",
                    MAIN,
                    request(library).order().description(),
                    null,
                    1L)))
        .isInstanceOf(Accepted.class);
    library.submit(TestLibrary.checkout(library.north, "A", "5710200002"));
    checkin(library, "5710200002");
    assertThat(here.remove(library.north, Which.ofRequest(1), "staff")).isInstanceOf(Removed.class);
  }
}
