package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.TwoLibraries.BORROWER;
import static org.samling.server.web.TwoLibraries.ITEM;
import static org.samling.server.web.TwoLibraries.LENDER;
import static org.samling.server.web.TwoLibraries.ask;
import static org.samling.server.web.TwoLibraries.becomes;
import static org.samling.server.web.TwoLibraries.messages;
import static org.samling.server.web.TwoLibraries.nothingWaitsToBeSent;
import static org.samling.server.web.TwoLibraries.receive;
import static org.samling.server.web.TwoLibraries.record;
import static org.samling.server.web.TwoLibraries.request;
import static org.samling.server.web.TwoLibraries.states;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.samling.core.ill.BorrowedItems.BorrowedItemReference;
import org.samling.core.ill.BorrowedItems.Removed;
import org.samling.core.ill.IllPartner;
import org.samling.core.ill.IllPartner.Ncip.Version;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryRequests.Done;
import org.samling.core.ill.InterlibraryRequests.Step;
import org.samling.core.ill.InterlibraryState;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.server.web.BrokenConnection.Fault;
import org.samling.testing.Eventually;

/**
 * A server borrows from another by NCIP, which tells it nothing unasked, over a connection that
 * breaks.
 */
class NcipLendingTest {

  private static IllPartner lender(BrokenConnection way, Version version) {
    return TestPartners.ncip(LENDER, way.port(), version, TestPartners.login());
  }

  /** A lender behind a connection that breaks. */
  private static void overBrokenConnection(Lending test) throws Exception {
    TwoLibraries.withServer((borrower, lending) -> {
      try (var way = new BrokenConnection()) {
        test.run(borrower, lending, way);
      }
    });
  }

  /** What is done with them. */
  interface Lending {
    void run(TestLibrary borrower, TestServer lending, BrokenConnection way) throws Exception;
  }

  @Test
  void itemIsRequestedOnceAndFollowedHomeThoughAnswersAreLostAndTheServerIsDown() throws Exception {
    overBrokenConnection((borrower, lending, way) -> {
      var lender = lending.library;
      try (var _ = TestPartners.serve(borrower, lender(way, Version.V2_02))) {
        way.set(lending.listeners.httpPort(), Fault.ANSWERS_LOST);
        ask(borrower, record("t:1"), LENDER);
        Eventually.holds("the lender holds it", () -> holds(lender) == 1);
        assertThat(request(borrower).state()).isEqualTo(InterlibraryState.SENT);

        way.set(lending.listeners.httpPort(), Fault.NONE);
        becomes(borrower, InterlibraryState.WILL_SUPPLY);
        way.set(lending.listeners.httpPort(), Fault.REFUSED);
        lender.submit(TestLibrary.checkout(lender.north, Institution.card(BORROWER), ITEM));
      }
      // The borrower's server was down, and another comes up on the same store.
      try (var _ = TestPartners.serve(borrower, lender(way, Version.V2_02))) {
        way.set(lending.listeners.httpPort(), Fault.NONE);
        becomes(borrower, InterlibraryState.SHIPPED);
        assertThat(request(borrower).handling().item()).isEqualTo(ITEM);

        var here = receive(borrower);
        becomes(lender, InterlibraryState.RECEIVED);
        assertThat(here.remove(borrower.north, BorrowedItemReference.ofRequest(1), "staff"))
            .isInstanceOf(Removed.class);
        becomes(lender, InterlibraryState.RETURNED);
        nothingWaitsToBeSent(borrower);
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
      assertThat(states(lender))
          .containsExactly(
              InterlibraryState.REQUESTED,
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
    overBrokenConnection((borrower, lending, way) -> {
      var lender = lending.library;
      try (var _ = TestPartners.serve(borrower, lender(way, Version.V1_0))) {
        way.set(lending.listeners.httpPort(), Fault.NONE);
        ask(borrower, record("t:1"), LENDER);
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
        nothingWaitsToBeSent(borrower);
        assertThat(messages(borrower).getFirst().content()).contains("<UniqueRequestId>");
      }
    });
  }

  @Test
  void patronsRenewalIsAskedForByRenewItemAndItsDayIsTheLoans() throws Exception {
    overBrokenConnection((borrower, lending, way) -> {
      var lender = lending.library;
      try (var _ = TestPartners.serve(borrower, lender(way, Version.V2_02))) {
        way.set(lending.listeners.httpPort(), Fault.NONE);
        ask(borrower, record("t:1"), LENDER);
        becomes(borrower, InterlibraryState.WILL_SUPPLY);
        lender.submit(TestLibrary.checkout(lender.north, Institution.card(BORROWER), ITEM));
        becomes(borrower, InterlibraryState.SHIPPED);
        // Under the lender's own barcode, by which NCIP names what is renewed.
        borrower.asSuperuser("update item set barcode = 'other' where barcode = '2'");
        receive(borrower, ITEM);
        borrower.submit(TestLibrary.checkout(borrower.north, "A", ITEM));
        for (var library : List.of(borrower, lender)) {
          library.asSuperuser(
              "update loan set due_at = due_at - interval '9 days', lent_at = lent_at - interval '9 days'");
        }
        becomes(lender, InterlibraryState.RECEIVED);
        nothingWaitsToBeSent(borrower);
        way.set(lending.listeners.httpPort(), Fault.ANSWERS_LOST);
        borrower.submit(TestLibrary.renew(borrower.north, "A", ITEM));
        Eventually.holds("the lender has renewed", () -> renewals(lender).equals("1"));
        way.set(lending.listeners.httpPort(), Fault.NONE);
        Eventually.holds("the loan is renewed here", () -> renewals(borrower).equals("1"));
        assertThat(borrower.text(borrower.north, "select due_at::date from loan"))
            .isEqualTo(lender.text(lender.north, "select due_at::date from loan"));
        assertThat(renewals(lender)).isEqualTo("1");
      }
    });
  }

  private static String renewals(TestLibrary library) {
    return library.text(library.north, "select renewals from loan");
  }

  @Test
  void whatALenderHasNotIsUnfilledAndSaysWhy() throws Exception {
    overBrokenConnection((borrower, lending, way) -> {
      try (var _ = TestPartners.serve(borrower, lender(way, Version.V2_02))) {
        way.set(lending.listeners.httpPort(), Fault.NONE);
        Consumer<Description> unfilled =
            wanted -> {
              ask(borrower, wanted, LENDER);
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
        var second = borrower.store.interlibraryMessages().messages(borrower.north, 2).getFirst();
        assertThat(second.failure()).contains("ISBN, ISSN or record number");
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
}
