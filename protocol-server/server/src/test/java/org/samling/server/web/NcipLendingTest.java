package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.CommandKey;
import org.samling.core.ill.Arrival;
import org.samling.core.ill.BorrowedItems.Accepted;
import org.samling.core.ill.BorrowedItems.Removed;
import org.samling.core.ill.BorrowedItems.Which;
import org.samling.core.ill.Borrowing;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryMessages.Kept;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequest.Event;
import org.samling.core.ill.InterlibraryRequests.Done;
import org.samling.core.ill.InterlibraryRequests.Step;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.marc.MarcRecordMaker;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.server.Eventually;
import org.samling.server.TestServer;
import org.samling.server.web.BrokenConnection.Fault;

/**
 * A server borrows from another by NCIP, which tells it nothing unasked, over a connection that
 * breaks.
 */
class NcipLendingTest {

  private static final String BORROWER = "DK-710100";
  private static final String LENDER = "DK-710200";
  private static final String ITEM = "2";

  private static String lender(BrokenConnection way, String version) {
    return """
    ill: {partners: [{tenant: north, library: %s, protocol: ncip, address: "http://127.0.0.1:%d/ncip/north", \
    user: north-ncip, password: secret, timeout: 5s, ncip: {version: "%s", ask-every: 1s}}]}\
    """
        .formatted(LENDER, way.port(), version);
  }

  private static InterlibraryRequest request(TestLibrary library) {
    return library.store.interlibraryRequests().find(library.north, 1).orElseThrow();
  }

  private static void becomes(TestLibrary borrower, InterlibraryState state) {
    Eventually.holds("the request is " + state, () -> request(borrower).state() == state);
  }

  private static List<InterlibraryState> states(TestLibrary borrower) {
    return borrower.store.interlibraryRequests().events(borrower.north, 1).stream()
        .map(Event::state)
        .toList();
  }

  private static List<Kept> messages(TestLibrary borrower) {
    return borrower.store.interlibraryMessages().kept(borrower.north, 1);
  }

  /** Two stores on two databases; the lender has a patron that stands for the borrower. */
  private static void onTwoStores(TwoStores test) throws Exception {
    var cluster = TestPostgres.directoryForAnother();
    try (var postgres = TestPostgres.startAnother(cluster, 0)) {
      try (var borrower = new TestLibrary();
          var lender = new TestLibrary(postgres, postgres.url("lender"), 64);
          var way = new BrokenConnection()) {
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
        test.run(borrower, lender, way);
      }
    } finally {
      TestPostgres.discard(cluster);
    }
  }

  /** What is done with them. */
  interface TwoStores {
    void run(TestLibrary borrower, TestLibrary lender, BrokenConnection way) throws Exception;
  }

  private static void ask(TestLibrary borrower, Description wanted) {
    borrower
        .store
        .interlibraryMessages()
        .ask(
            borrower.north,
            MAIN,
            new InterlibraryOrder(
                new Requester("staff", BORROWER),
                null,
                CommandKey.of(CommandKey.MAX_WINDOW, UUID.randomUUID()).hex(),
                null,
                wanted,
                Service.LOAN,
                null,
                null,
                null,
                "A",
                null),
            BORROWER,
            List.of(LENDER));
  }

  private static Description record(String number) {
    return new Description("Ærø", null, null, null, null, number, null);
  }

  @Test
  void itemIsRequestedOnceAndFollowedHomeThoughAnswersAreLostAndTheServerIsDown() throws Exception {
    onTwoStores((borrower, lender, way) -> {
      try (var lending = TestServer.before(lender, "")) {
        try (var _ = TestServer.before(borrower, lender(way, "2.02"))) {
          way.set(lending.listeners.httpPort(), Fault.ANSWERS_LOST);
          ask(borrower, record("t:1"));
          Eventually.holds("the lender holds it", () -> holds(lender) == 1);
          assertThat(request(borrower).state()).isEqualTo(InterlibraryState.SENT);

          way.set(lending.listeners.httpPort(), Fault.NONE);
          becomes(borrower, InterlibraryState.WILL_SUPPLY);
          way.set(lending.listeners.httpPort(), Fault.REFUSED);
          lender.submit(TestLibrary.checkout(lender.north, Institution.card(BORROWER), ITEM));
        }
        // The borrower's server was down, and another comes up on the same store.
        try (var _ = TestServer.before(borrower, lender(way, "2.02"))) {
          way.set(lending.listeners.httpPort(), Fault.NONE);
          becomes(borrower, InterlibraryState.SHIPPED);
          assertThat(request(borrower).handling().item()).isEqualTo(ITEM);

          receivedAndSentBack(borrower);
          Eventually.holds(
              "nothing waits to be sent",
              () -> messages(borrower).stream().noneMatch(Kept::isWaiting));
        }
      }
      assertThat(holds(lender)).isEqualTo(1);
      assertThat(lender.count(lender.north, "select count(*) from loan")).isEqualTo(1);
      assertThat(states(borrower))
          .containsExactly(
              InterlibraryState.REQUESTED,
              InterlibraryState.SENT,
              InterlibraryState.WILL_SUPPLY,
              InterlibraryState.SHIPPED,
              InterlibraryState.RECEIVED,
              InterlibraryState.RETURNED);
      var sent = messages(borrower).getFirst();
      assertThat(sent.tries()).as("it was sent again").isGreaterThan(1);
      assertThat(sent.content()).contains("<RequestIdentifierValue>1-1<").doesNotContain("secret");
    });
  }

  @Test
  void requestThatIsCancelledIsCancelledThereInNcip1Too() throws Exception {
    onTwoStores((borrower, lender, way) -> {
      try (var lending = TestServer.before(lender, "");
          var _ = TestServer.before(borrower, lender(way, "1.0"))) {
        way.set(lending.listeners.httpPort(), Fault.NONE);
        ask(borrower, record("t:1"));
        becomes(borrower, InterlibraryState.WILL_SUPPLY);
        assertThat(openHolds(lender)).isEqualTo(1);

        assertThat(
                borrower
                    .store
                    .interlibraryRequests()
                    .step(
                        borrower.north,
                        1,
                        new Step(
                            InterlibraryState.WILL_SUPPLY,
                            InterlibraryState.CANCELLED,
                            "staff",
                            null)))
            .isInstanceOf(Done.class);
        Eventually.holds("the hold is cancelled", () -> openHolds(lender) == 0);
        Eventually.holds(
            "nothing waits to be sent",
            () -> messages(borrower).stream().noneMatch(Kept::isWaiting));
        assertThat(messages(borrower).getFirst().content()).contains("<UniqueRequestId>");
      }
    });
  }

  @Test
  void whatALenderHasNotIsUnfilledAndSaysWhy() throws Exception {
    onTwoStores((borrower, lender, way) -> {
      try (var lending = TestServer.before(lender, "");
          var _ = TestServer.before(borrower, lender(way, "2.02"))) {
        way.set(lending.listeners.httpPort(), Fault.NONE);
        Consumer<Description> unfilled =
            wanted -> {
              ask(borrower, wanted);
              Eventually.holds(
                  "all are unfilled",
                  () ->
                      borrower.count(
                              borrower.north,
                              "select count(*) from ill_request where state <> 'UNFILLED'")
                          == 0);
            };
        unfilled.accept(record("t:no-such"));
        assertThat(messages(borrower).getFirst().failure()).contains("Unknown Item");
        unfilled.accept(new Description("Ærø", null, null, null, null, null, null));
        var second = borrower.store.interlibraryMessages().kept(borrower.north, 2).getFirst();
        assertThat(second.failure()).contains("ISBN, ISSN or the number of its record");
        assertThat(second.content()).isNull();
      }
    });
  }

  private static long holds(TestLibrary lender) {
    return lender.count(lender.north, "select count(*) from hold");
  }

  private static long openHolds(TestLibrary lender) {
    return lender.count(lender.north, "select count(*) from hold where state <> 'CANCELLED'");
  }

  private static void receivedAndSentBack(TestLibrary borrower) {
    var here = new Borrowing(new MarcRecordMaker(), borrower.store.borrowedItems());
    assertThat(
            here.accept(
                borrower.north,
                MAIN,
                new Arrival(
                    new Requester("staff", LENDER),
                    "1",
                    "5710200002",
                    "A",
                    MAIN,
                    request(borrower).order().description(),
                    null,
                    1L)))
        .isInstanceOf(Accepted.class);
    assertThat(here.remove(borrower.north, Which.ofRequest(1), "staff"))
        .isInstanceOf(Removed.class);
  }
}
