package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.server.web.TwoLibraries.BORROWER;
import static org.samling.server.web.TwoLibraries.ITEM;
import static org.samling.server.web.TwoLibraries.LENDER;
import static org.samling.server.web.TwoLibraries.ask;
import static org.samling.server.web.TwoLibraries.becomes;
import static org.samling.server.web.TwoLibraries.nothingWaitsToBeSent;
import static org.samling.server.web.TwoLibraries.receive;
import static org.samling.server.web.TwoLibraries.record;
import static org.samling.server.web.TwoLibraries.request;
import static org.samling.server.web.TwoLibraries.states;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.ill.BorrowedItems.BorrowedItemReference;
import org.samling.core.ill.BorrowedItems.Removed;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryState;
import org.samling.postgres.TestLibrary;
import org.samling.server.web.BrokenConnection.Fault;

/** Two servers lend to each other by ISO 18626, over connections that break. */
class Iso18626LendingTest {

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

  @Test
  void itemIsAskedForLentReceivedAndReturnedWhateverTheNetworkDoes() throws Exception {
    TwoLibraries.with(Iso18626LendingTest::lend);
  }

  private static void lend(TestLibrary borrower, TestLibrary lender) {
    try (var toLender = new BrokenConnection();
        var toBorrower = new BrokenConnection();
        var lending =
            TestPartners.serve(lender, TestPartners.iso18626(BORROWER, toBorrower.port()))) {
      try (var borrowing =
          TestPartners.serve(borrower, TestPartners.iso18626(LENDER, toLender.port()))) {
        toBorrower.set(borrowing.listeners.httpPort(), Fault.REFUSED);
        toLender.set(lending.listeners.httpPort(), Fault.ANSWERS_LOST);

        // The first can't be reached at all, for nobody knows its address.
        ask(borrower, record("t:1"), "DK-999999", LENDER);
        becomes(lender, InterlibraryState.REQUESTED);
        toLender.set(lending.listeners.httpPort(), Fault.NONE);
        assertThat(request(lender).handling().hold()).isNotNull();

        lender.submit(TestLibrary.checkout(lender.north, Institution.card(BORROWER), ITEM));
        assertThat(request(lender).state()).isEqualTo(InterlibraryState.SHIPPED);
        assertThat(request(borrower).state()).as("cut off").isEqualTo(InterlibraryState.SENT);
      }
      // The borrower's server was down, and another comes up on the same store.
      try (var borrowing =
          TestPartners.serve(borrower, TestPartners.iso18626(LENDER, toLender.port()))) {
        toBorrower.set(borrowing.listeners.httpPort(), Fault.NONE);
        becomes(borrower, InterlibraryState.SHIPPED);
        assertThat(request(borrower).handling().item()).isEqualTo(ITEM);

        receivedLentAndSentBack(borrower);
        becomes(lender, InterlibraryState.RETURNED);
        checkin(lender, ITEM);
        assertThat(request(lender).state()).isEqualTo(InterlibraryState.CHECKED_IN);
        nothingWaitsToBeSent(lender, borrower);
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
              InterlibraryState.EXPECT_TO_SUPPLY,
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

  /** The lender's own barcode is one of the borrower's, too, who puts another on it. */
  private static void receivedLentAndSentBack(TestLibrary library) {
    var here = receive(library);
    library.submit(TestLibrary.checkout(library.north, "A", "5710200002"));
    checkin(library, "5710200002");
    assertThat(here.remove(library.north, BorrowedItemReference.ofRequest(1), "staff"))
        .isInstanceOf(Removed.class);
  }
}
