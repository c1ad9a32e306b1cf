package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.server.web.TwoLibraries.BORROWER;
import static org.samling.server.web.TwoLibraries.LENDER;
import static org.samling.server.web.TwoLibraries.becomes;
import static org.samling.server.web.TwoLibraries.receive;
import static org.samling.server.web.TwoLibraries.record;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.facts.LenderRenewal;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryMessages.Rota;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOverview.RequestFilter;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequests.Done;
import org.samling.core.ill.InterlibraryRequests.Step;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.SupplyOffer;
import org.samling.core.ill.SupplyTerms;
import org.samling.postgres.TestLibrary;
import org.samling.routes.jobs.InterlibraryMessenger;
import org.samling.routes.jobs.Job;
import org.samling.server.web.BrokenConnection;
import org.samling.server.web.BrokenConnection.Fault;
import org.samling.server.web.TestPartners;
import org.samling.server.web.TwoLibraries;
import org.samling.testing.Eventually;

/**
 * Two servers lend by ISO 18626 with the lender's due date, a renewal, a recall, a copy, terms that
 * are accepted, and a cancellation. Of each message the first try is lost, and of the second the
 * answer, so that it comes late and once more.
 */
class LendersClockLendingTest {

  private static final String ITEM = "2";
  private static final String BARCODE = "5710200002";
  private static final String LINK = "https://copies.example.org/7";

  /** What both have, and how one reaches the other. */
  private record Lending(TestLibrary borrower, TestLibrary lender, Way toBorrower, Way toLender) {

    /** Does something of which the messages come late, and once more. */
    void inTrouble(Runnable step) {
      toBorrower.set(Fault.REFUSED);
      toLender.set(Fault.REFUSED);
      step.run();
      tried(1);
      toBorrower.set(Fault.ANSWERS_LOST);
      toLender.set(Fault.ANSWERS_LOST);
      tried(2);
      toBorrower.set(Fault.NONE);
      toLender.set(Fault.NONE);
      Eventually.holds("all is told", () -> waiting("true") == 0);
    }

    private void tried(int times) {
      Eventually.holds("each was tried", () -> waiting("tries < " + times) == 0);
    }

    /** How many messages wait to be sent; those that wait for their next try are due now. */
    private long waiting(String which) {
      toBorrower.send();
      toLender.send();
      for (var library : List.of(borrower, lender)) {
        library.asSuperuser(
            "update ill_message set due_at = now() where due_at > now() and failure is not null");
      }
      return List.of(borrower, lender).stream()
          .mapToLong(library ->
              library.count(
                  library.north,
                  "select count(*) from ill_message where due_at is not null and " + which))
          .sum();
    }

    void ask(Service service) {
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
                  record("t:1"),
                  service,
                  null,
                  null,
                  null,
                  "A",
                  null),
              BORROWER,
              new Rota(List.of(LENDER), List.of(), null));
    }
  }

  /** A connection, and the server at its end. */
  private record Way(BrokenConnection connection, TestServer server) {
    void set(Fault fault) {
      connection.set(server.listeners.httpPort(), fault);
    }

    /** Has its server send what is due, and not wait for its clock. */
    void send() {
      server.listeners.jobs().stream()
          .filter(job -> job instanceof InterlibraryMessenger)
          .forEach(Job::attempt);
    }
  }

  private static void answer(
      TestLibrary library, int number, InterlibraryState to, SupplyTerms terms) {
    var stands = find(library, number);
    assertThat(
            library
                .store
                .interlibraryRequests()
                .step(library.north, number, new Step(stands.state(), to, "anna", null, terms)))
        .isInstanceOf(Done.class);
  }

  private static InterlibraryRequest find(TestLibrary library, int number) {
    return library.store.interlibraryRequests().find(library.north, number).orElseThrow();
  }

  private static String loan(TestLibrary library, String what) {
    return library.text(library.north, "select " + what + " from loan");
  }

  @Test
  void bothAgreeOnDueDateRenewalRecallCopyTermsAndCancellationWhateverTheNetworkDoes()
      throws Exception {
    try (var libraries = new TwoLibraries()) {
      var borrower = libraries.borrower;
      var lender = libraries.lender;
      try (var toLender = new BrokenConnection();
          var toBorrower = new BrokenConnection();
          var lending =
              TestPartners.serve(lender, TestPartners.iso18626(BORROWER, toBorrower.port()));
          var borrowing =
              TestPartners.serve(borrower, TestPartners.iso18626(LENDER, toLender.port()))) {
        lend(
            new Lending(
                borrower, lender, new Way(toBorrower, borrowing), new Way(toLender, lending)));
      }
    }
  }

  private static void lend(Lending both) {
    var borrower = both.borrower();
    var lender = both.lender();
    both.inTrouble(() -> both.ask(Service.LOAN));
    assertThat(find(borrower, 1).state())
        .as("it is held there, so it is expected")
        .isEqualTo(InterlibraryState.EXPECT_TO_SUPPLY);
    both.inTrouble(() -> {
      lender.submit(TestLibrary.checkout(lender.north, Institution.card(BORROWER), ITEM));
      lender.submit(
          new LoanCommand.ChangeDueDate(
              TestLibrary.origin(lender.north, UUID.randomUUID(), MAIN),
              Institution.card(BORROWER),
              ITEM,
              LocalDate.now(ZoneId.of("Europe/Copenhagen")).plusDays(9)));
      both.ask(Service.COPY);
    });
    assertThat(find(borrower, 1).handling().terms().due())
        .as("the lender's day")
        .isEqualTo(loanDue(lender));

    both.inTrouble(() -> {
      receive(borrower);
      borrower.submit(TestLibrary.checkout(borrower.north, "A", BARCODE));
      answer(lender, 2, InterlibraryState.SHIPPED, SupplyTerms.copy(LINK));
      both.ask(Service.LOAN);
    });
    assertThat(loan(borrower, "due_at::date")).isEqualTo(loan(lender, "due_at::date"));
    assertThat(find(borrower, 2).state()).isEqualTo(InterlibraryState.RECEIVED);
    assertThat(find(borrower, 2).handling().terms().link()).isEqualTo(LINK);
    assertThat(find(lender, 2).state()).isEqualTo(InterlibraryState.RECEIVED);

    both.inTrouble(() -> {
      assertThat(borrower.submit(TestLibrary.renew(borrower.north, "A", BARCODE)))
          .isInstanceOfSatisfying(
              CheckoutOutcome.Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.LENDER_ASKED));
      answer(
          lender,
          3,
          InterlibraryState.RETRY_POSSIBLE,
          SupplyTerms.of(
              new SupplyOffer(
                  null, "LibraryUseOnly", SupplyOffer.Cost.of("50.00", "DKK"), null, null)));
    });
    // The lender's answer follows its message.
    Eventually.holds(
        "the renewal is answered",
        () -> find(borrower, 1).handling().terms().renewal() == LenderRenewal.GRANTED);
    assertThat(loan(borrower, "due_at::date || ' ' || renewals"))
        .isEqualTo(loan(lender, "due_at::date || ' ' || renewals"))
        .endsWith(" 1");
    becomes(borrower, 3, InterlibraryState.RETRY_POSSIBLE);
    var offer = find(borrower, 3).handling().terms().offer();
    assertThat(offer).isNotNull();
    assertThat(offer.condition()).isEqualTo("LibraryUseOnly");
    assertThat(offer.cost()).isEqualTo(new SupplyOffer.Cost(5_000, "DKK"));

    both.inTrouble(() -> {
      answer(borrower, 3, InterlibraryState.SENT, SupplyTerms.NONE);
      lender.submit(
          new LoanCommand.Recall(TestLibrary.origin(lender.north, UUID.randomUUID(), MAIN), ITEM));
    });
    becomes(borrower, 1, InterlibraryState.RECALLED);
    assertThat(loan(borrower, "recalled_at is not null")).isEqualTo("t");
    assertThat(find(lender, 4).order().reference()).isEqualTo("3-2");
    assertThat(find(lender, 4).order().note()).isEqualTo("again, before as 3-1; up to 50.00 DKK");

    both.inTrouble(() -> {
      answer(borrower, 3, InterlibraryState.CANCELLED, SupplyTerms.NONE);
      borrower.submit(TestLibrary.checkin(borrower.north, BARCODE, MAIN));
      lender.submit(TestLibrary.checkin(lender.north, ITEM, MAIN));
    });
    becomes(lender, 4, InterlibraryState.CANCELLED);
    assertThat(states(borrower))
        .containsExactly(
            InterlibraryState.CHECKED_IN, InterlibraryState.RECEIVED, InterlibraryState.CANCELLED);
    assertThat(states(lender))
        .containsExactly(
            InterlibraryState.CHECKED_IN,
            InterlibraryState.RECEIVED,
            InterlibraryState.RETRY_POSSIBLE,
            InterlibraryState.CANCELLED);
    for (var library : List.of(borrower, lender)) {
      assertThat(library.count(library.north, "select count(*) from loan")).isEqualTo(1);
      assertThat(
              library.count(
                  library.north, "select count(*) from outbox where kind = 'loan-recalled'"))
          .isEqualTo(1);
      assertThat(
              library.count(
                  library.north, "select count(*) from outbox where kind = 'loan-renewed'"))
          .isEqualTo(1);
      assertThat(
              library.count(
                  library.north,
                  """
                  select count(*) from (select request, state, count(*) from ill_event e
                  where note is null group by request, state having count(*) > 1) twice
                  where state not in ('SENT', 'EXPECT_TO_SUPPLY')
                  """))
          .as("nothing twice, but that the third was asked for again")
          .isZero();
    }
  }

  private static Instant loanDue(TestLibrary lender) {
    return Instant.parse(
        loan(lender, "to_char(due_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"));
  }

  private static List<InterlibraryState> states(TestLibrary library) {
    return library
        .store
        .interlibraryRequests()
        .list(library.north, RequestFilter.inStates(List.of(InterlibraryState.values())), 0, 10)
        .stream()
        .map(InterlibraryRequest::state)
        .toList();
  }
}
