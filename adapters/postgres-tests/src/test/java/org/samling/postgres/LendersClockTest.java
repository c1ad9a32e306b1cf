package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.checkout;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.facts.LenderRenewal;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.ill.Arrival;
import org.samling.core.ill.BorrowedItems;
import org.samling.core.ill.BorrowedItems.Accepted;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryMessages.Incoming;
import org.samling.core.ill.InterlibraryMessages.Own;
import org.samling.core.ill.InterlibraryMessages.Reaction;
import org.samling.core.ill.InterlibraryMessages.Rota;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOverview.RotaEntry;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequest.Event;
import org.samling.core.ill.InterlibraryRequests.Done;
import org.samling.core.ill.InterlibraryRequests.Step;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.PeerNotice;
import org.samling.core.ill.SupplyOffer;
import org.samling.core.ill.SupplyTerms;

/** A request of one's own keeps its lender's clock: due days, recalls, renewals, copies, terms. */
class LendersClockTest {

  private static final String FIRST = "DK-710200";
  private static final String SECOND = "DK-710300";
  private static final String BARCODE = "5710200001";
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

  private final TestLibrary library = new TestLibrary();
  private final InterlibraryMessages messages = library.store.interlibraryMessages();

  @AfterEach
  void close() {
    try {
      Invariants.check(library);
    } finally {
      library.close();
    }
  }

  private void ask(Service service) {
    messages.ask(
        library.north,
        MAIN,
        new InterlibraryOrder(
            new Requester("staff", "DK-799700"),
            null,
            CommandKey.of(CommandKey.MAX_WINDOW, UUID.randomUUID()).hex(),
            null,
            new Description("Sult", null, null, null, null, null, null),
            service,
            null,
            null,
            null,
            "A",
            null),
        "DK-799700",
        new Rota(List.of(FIRST, SECOND), List.of(), null));
    told();
  }

  private void arrive(Service service) {
    ask(service);
    receive();
  }

  private void receive() {
    var arrival =
        new Arrival(
            new Requester("staff", FIRST),
            "1",
            BARCODE,
            "A",
            MAIN,
            new Description("Sult", null, null, null, null, null, null),
            Arrival.Terms.of(request().order(), null),
            null,
            1L);
    var record =
        TestLibrary.record(new RecordKey(BorrowedItems.SOURCE, arrival.fingerprint()), "Sult");
    assertThat(library.store.borrowedItems().accept(library.north, MAIN, arrival, record))
        .isInstanceOf(Accepted.class);
    told();
  }

  private void lend() {
    arrive(Service.LOAN);
    library.submit(checkout(library.north, "A", BARCODE));
    library.asSuperuser("update loan set lent_at = lent_at - interval '20 days'");
  }

  /** What is told to the lender from now on. */
  private List<PeerNotice> told() {
    var told = new ArrayList<PeerNotice>();
    for (var due = messages.due(library.north, 20, Duration.ofMinutes(1));
        !due.isEmpty();
        due = messages.due(library.north, 20, Duration.ofMinutes(1))) {
      for (var message : due) {
        told.add(message.telling());
        messages.done(library.north, message, "<sent/>", "<ok/>", null, Reaction.NONE);
      }
    }
    return told;
  }

  /** The lender says something, and its message comes twice. */
  private InterlibraryRequest say(String bytes, Reaction reaction) {
    return say(1, FIRST, bytes, reaction);
  }

  private InterlibraryRequest say(int position, String lender, String bytes, Reaction reaction) {
    @Nullable InterlibraryRequest stands = null;
    for (var i = 0; i < 2; i++) {
      stands =
          messages
              .receive(
                  library.north,
                  new Incoming(
                      new Own(1, position),
                      lender,
                      "test",
                      CommandKey.of(CommandKey.MAX_WINDOW, bytes).hex(),
                      "<" + bytes + "/>",
                      "broker"),
                  _ -> reaction)
              .orElseThrow();
    }
    return Objects.requireNonNull(stands);
  }

  private static Reaction to(InterlibraryState state, @Nullable Instant due) {
    return new Reaction(state, false, null, null, due, List.of());
  }

  private InterlibraryRequest request() {
    return library.store.interlibraryRequests().find(library.north, 1).orElseThrow();
  }

  private List<InterlibraryState> states() {
    return library.store.interlibraryRequests().events(library.north, 1).stream()
        .map(Event::state)
        .distinct()
        .toList();
  }

  private static Instant inDays(int days) {
    return LocalDate.now(ZONE).plusDays(days).atTime(12, 0).atZone(ZONE).toInstant();
  }

  private String due() {
    return library.text(
        library.north,
        "select (due_at at time zone 'Europe/Copenhagen')::date - today_of(tenant_id) from loan");
  }

  private long count(String what) {
    return library.count(library.north, "select count(*) from " + what);
  }

  private @Nullable RefusalReason renewal() {
    return library.submit(TestLibrary.renew(library.north, "A", BARCODE))
            instanceof CheckoutOutcome.Refused refused
        ? refused.reason()
        : null;
  }

  private void answer(InterlibraryState from, InterlibraryState to) {
    assertThat(
            library
                .store
                .interlibraryRequests()
                .step(library.north, 1, new Step(from, to, "anna", null)))
        .isInstanceOf(Done.class);
  }

  @Test
  void lendersOverdueAsksTheLoanBackAndItsPatronIsTold() {
    lend();
    say("overdue", to(InterlibraryState.OVERDUE, null));
    assertThat(states()).last().isEqualTo(InterlibraryState.OVERDUE);
    assertThat(due()).as("by the library's own notice, as the lender's day is past").isEqualTo("7");
    assertThat(count("outbox where kind = 'loan-recalled'")).isEqualTo(1);
    assertThat(renewal()).isEqualTo(RefusalReason.RECALLED);
    assertThat(told()).as("what is asked back is not asked for longer").isEmpty();
  }

  @Test
  void whatWasReceivedCanBecomeOverdueAndIsNotLentAnyMore() {
    arrive(Service.LOAN);
    say("overdue", to(InterlibraryState.OVERDUE, null));
    assertThat(states()).endsWith(InterlibraryState.RECEIVED, InterlibraryState.OVERDUE);
    assertThat(library.submit(checkout(library.north, "A", BARCODE)))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Refused.class,
            refused -> assertThat(refused.why().rule()).isEqualTo("due-to-lender"));
  }

  @Test
  void recallOfWhatLiesOnTheHoldShelfBoundsTheComingLoan() {
    arrive(Service.LOAN);
    say("recall", to(InterlibraryState.RECALLED, inDays(4)));
    library.submit(checkout(library.north, "A", BARCODE));
    assertThat(due()).isEqualTo("4");
  }

  @Test
  void patronsRenewalAsksTheLenderOnceAndItsYesLengthensTheLoan() {
    lend();
    say("loaned", to(InterlibraryState.SHIPPED, inDays(5)));
    assertThat(renewal()).isEqualTo(RefusalReason.LENDER_ASKED);
    assertThat(renewal()).isEqualTo(RefusalReason.LENDER_ASKED);
    assertThat(told()).containsExactly(PeerNotice.RENEW);
    assertThat(due()).as("until it has answered").isEqualTo("5");

    say("yes", Reaction.terms(null, SupplyTerms.answer(true, inDays(20))));
    assertThat(due()).isEqualTo("20");
    assertThat(library.text(library.north, "select renewals from loan")).isEqualTo("1");
    assertThat(request().handling().terms().renewal()).isEqualTo(LenderRenewal.GRANTED);
    say("another yes", Reaction.terms(null, SupplyTerms.answer(true, null)));
    assertThat(library.text(library.north, "select renewals from loan"))
        .as("which nobody asked for")
        .isEqualTo("1");
    assertThat(count("outbox where kind = 'lender-answered'")).isEqualTo(1);
  }

  @Test
  void lendersNoLeavesTheLoanAndIsNotAskedForAgain() {
    lend();
    assertThat(renewal()).as("also where it named no day").isEqualTo(RefusalReason.LENDER_ASKED);
    say("no", Reaction.terms(null, SupplyTerms.answer(false, null)));
    assertThat(due()).isEqualTo("28");
    assertThat(count("outbox where kind = 'lender-answered'")).isEqualTo(1);
    told();
    say("loaned", to(InterlibraryState.SHIPPED, inDays(5)));
    assertThat(renewal()).as("there is a new day").isEqualTo(RefusalReason.LENDER_ASKED);
    say("no again", Reaction.terms(null, SupplyTerms.answer(false, null)));
    assertThat(renewal()).isEqualTo(RefusalReason.RECALLED);
    assertThat(told()).containsExactly(PeerNotice.RENEW);
  }

  @Test
  void yesWithoutADayIsForAsLongAgain() {
    lend();
    library.asSuperuser("update loan set lent_at = lent_at + interval '20 days'");
    library.asSuperuser("update loan set due_at = due_at - interval '18 days'");
    assertThat(renewal()).isEqualTo(RefusalReason.LENDER_ASKED);
    library.asSuperuser("update loan set lent_at = lent_at - interval '5 days'");
    say("yes", Reaction.terms(null, SupplyTerms.answer(true, null)));
    assertThat(Integer.parseInt(due())).isBetween(15, 18);
  }

  @Test
  void electronicCopyEndsTheRequestAndItsAddressIsNoBarcode() {
    ask(Service.LOAN);
    say(
        "copy",
        new Reaction(
            InterlibraryState.SHIPPED,
            false,
            null,
            null,
            SupplyTerms.copy("https://copies.example.org/1"),
            List.of()));
    var stands = request();
    assertThat(stands.order().service()).as("a loan was asked for").isEqualTo(Service.COPY);
    assertThat(stands.state()).isEqualTo(InterlibraryState.RECEIVED);
    assertThat(stands.isOver()).isTrue();
    assertThat(stands.handling().item()).isNull();
    assertThat(stands.handling().terms().link()).isEqualTo("https://copies.example.org/1");
    assertThat(told()).containsExactly(PeerNotice.RECEIVED);
    assertThat(count("item where borrowed_from is not null")).isZero();
    assertThat(count("outbox where kind = 'lender-answered'")).as("for the patron").isEqualTo(1);
  }

  @Test
  void linkThatStaffWereToldOfReceivesTheCopyToo() {
    ask(Service.LOAN);
    var step =
        new Step(
            InterlibraryState.SENT,
            InterlibraryState.SHIPPED,
            "anna",
            null,
            SupplyTerms.copy("https://copies.example.org/1"));
    assertThat(library.store.interlibraryRequests().step(library.north, 1, step))
        .isInstanceOf(Done.class);
    assertThat(request().state()).isEqualTo(InterlibraryState.RECEIVED);
    assertThat(told()).containsExactly(PeerNotice.RECEIVED);
    assertThat(count("outbox where kind = 'lender-answered'")).isEqualTo(1);
  }

  @Test
  void itemOfALenderThatOnlyExpectedToSupplyCanBeReceived() {
    ask(Service.LOAN);
    say("expect", to(InterlibraryState.EXPECT_TO_SUPPLY, null));
    receive();
    assertThat(request().state()).isEqualTo(InterlibraryState.RECEIVED);
  }

  @Test
  void copyOnPaperIsReceivedByStaffAndItsPatronIsTold() {
    arrive(Service.COPY);
    assertThat(request().isOver()).isTrue();
    assertThat(count("item where borrowed_from is not null")).isZero();
    assertThat(count("outbox where kind = 'lender-answered'")).isEqualTo(1);
  }

  private InterlibraryRequest offer(SupplyOffer offer) {
    return say(
        "retry " + offer,
        new Reaction(
            InterlibraryState.RETRY_POSSIBLE, false, null, null, SupplyTerms.of(offer), List.of()));
  }

  private List<RotaEntry> rota() {
    return library.store.interlibraryOverview().rota(library.north, 1);
  }

  @Test
  void termsThatAreAcceptedAreAskedForAgainUnderAnotherNumber() {
    ask(Service.LOAN);
    var cost = SupplyOffer.Cost.of("50.00", "DKK");
    var stands = offer(new SupplyOffer("CostExceedsMaxCost", null, cost, null, null));
    assertThat(stands.state()).as("no refusal").isEqualTo(InterlibraryState.RETRY_POSSIBLE);
    assertThat(told()).isEmpty();
    answer(InterlibraryState.RETRY_POSSIBLE, InterlibraryState.SENT);
    var again = messages.due(library.north, 20, Duration.ofMinutes(1)).getFirst();
    assertThat(again.telling()).isEqualTo(PeerNotice.REQUEST);
    assertThat(again.peer().library()).isEqualTo(FIRST);
    assertThat(again.lender()).isEqualTo(2);
    assertThat(again.request().handling().terms().retryOf()).isEqualTo(1);
    assertThat(again.request().handling().terms().offer())
        .isEqualTo(stands.handling().terms().offer());
    assertThat(rota()).extracting(RotaEntry::library).containsExactly(FIRST, FIRST, SECOND);
    say("late", to(InterlibraryState.WILL_SUPPLY, null));
    assertThat(request().state()).as("said of the first").isEqualTo(InterlibraryState.SENT);
    say(2, FIRST, "will", to(InterlibraryState.WILL_SUPPLY, null));
    assertThat(request().state()).isEqualTo(InterlibraryState.WILL_SUPPLY);
  }

  @Test
  void termsThatAreDeclinedPassTheRequestToTheNextLender() {
    ask(Service.LOAN);
    offer(new SupplyOffer("LoanCondition", "LibraryUseOnly", null, null, null));
    answer(InterlibraryState.RETRY_POSSIBLE, InterlibraryState.UNFILLED);
    assertThat(request().state()).isEqualTo(InterlibraryState.SENT);
    assertThat(request().handling().terms().offer()).as("the other's").isNull();
    assertThat(messages.due(library.north, 20, Duration.ofMinutes(1)))
        .singleElement()
        .satisfies(next -> assertThat(next.peer().library()).isEqualTo(SECOND));
  }

  @Test
  void laterTimeIsWaitedForBeforeTheLenderIsAskedAgain() {
    ask(Service.LOAN);
    offer(new SupplyOffer("OnLoan", null, null, Instant.now().plus(3, ChronoUnit.DAYS), null));
    answer(InterlibraryState.RETRY_POSSIBLE, InterlibraryState.SENT);
    assertThat(told()).isEmpty();
    assertThat(
            library.text(
                library.north,
                "select (due_at::date - now()::date) || ' ' || (at = due_at) from ill_message where due_at is not null"))
        .as("and the patience with it begins then")
        .isEqualTo("3 true");
  }
}
