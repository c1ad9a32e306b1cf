package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.origin;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOrder.WantedRecord;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequest.Event;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryRequests.Done;
import org.samling.core.ill.InterlibraryRequests.Step;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.Placement;
import org.samling.core.search.RecordRef;

/** What other libraries borrow, from the request to the return, in the tables of circulation. */
class InterlibraryLendingTest {

  private static final String LIBRARY = "DK-710100";
  private static final String INSTITUTION = Institution.card(LIBRARY);

  private final TestLibrary library = new TestLibrary();
  private final InterlibraryRequests requests = library.store.interlibraryRequests();

  @BeforeEach
  void theOtherLibraryIsAPatron() {
    library.addPatron(INSTITUTION, "adult", MAIN);
  }

  @AfterEach
  void close() {
    try {
      Invariants.check(library);
    } finally {
      library.close();
    }
  }

  private InterlibraryOrder order(String reference, String from, Service service) {
    return new InterlibraryOrder(
        new Requester("union", from),
        reference,
        CommandKey.of(InterlibraryRequests.SAME_BYTES, reference).hex(),
        new WantedRecord(TITLE, new RecordRef(new UUID(0, 1), null)),
        Description.NOTHING,
        service,
        null,
        null,
        null,
        null,
        null);
  }

  private InterlibraryRequest place(String reference) {
    return place(order(reference, LIBRARY, Service.LOAN));
  }

  private InterlibraryRequest place(InterlibraryOrder order) {
    return requests
        .place(library.north, MAIN, order, new Placement(InterlibraryState.REQUESTED, null))
        .request();
  }

  private InterlibraryState state(long number) {
    return requests.find(library.north, number).orElseThrow().state();
  }

  private void answer(long number, InterlibraryState to) {
    assertThat(requests.step(library.north, number, new Step(state(number), to, "staff", null)))
        .isInstanceOf(Done.class);
  }

  private List<InterlibraryState> states(long number) {
    return requests.events(library.north, number).stream().map(Event::state).toList();
  }

  private List<String> holds() {
    return library.texts(
        library.north,
        "select type || ' ' || state || ' ' || (target_item_id is not null) from hold order by placed_at");
  }

  @Test
  void requestIsHeldForItsLibraryAndStandsInThePullList() {
    var request = place("r");
    assertThat(request.handling().hold()).isNotNull();
    assertThat(holds()).containsExactly("INTER_LIBRARY WAITING true");
    assertThat(states(1)).containsExactly(InterlibraryState.REQUESTED);
  }

  @Test
  void loanAndReturnOfTheItemMoveTheRequest() {
    place("r");
    library.submit(checkout(library.north, INSTITUTION, "2"));
    var shipped = requests.find(library.north, 1).orElseThrow();
    assertThat(shipped.state()).isEqualTo(InterlibraryState.SHIPPED);
    assertThat(shipped.handling().item()).isEqualTo("2");
    assertThat(holds()).containsExactly("INTER_LIBRARY FULFILLED false");

    library.submit(checkin(library.north, "2", MAIN));
    assertThat(state(1)).isEqualTo(InterlibraryState.CHECKED_IN);
    assertThat(requests.events(library.north, 1))
        .extracting(Event::who)
        .containsExactly("union", "test", "test");
    assertThat(library.text(library.north, "select status from item where barcode = '2'"))
        .isEqualTo("AVAILABLE");
  }

  @Test
  void receivedMeanwhileIsCheckedInAllTheSame() {
    place("r");
    library.submit(checkout(library.north, INSTITUTION, "2"));
    answer(1, InterlibraryState.RECEIVED);
    answer(1, InterlibraryState.RETURNED);
    library.submit(checkin(library.north, "2", MAIN));
    assertThat(states(1))
        .containsExactly(
            InterlibraryState.REQUESTED,
            InterlibraryState.SHIPPED,
            InterlibraryState.RECEIVED,
            InterlibraryState.RETURNED,
            InterlibraryState.CHECKED_IN);
  }

  @Test
  void sameCheckoutTwiceMovesTheRequestOnce() {
    place("r");
    var checkout = checkout(library.north, "key", INSTITUTION, "2");
    library.submit(checkout);
    library.submit(checkout);
    library.submit(checkin(library.north, "2", MAIN));
    library.submit(checkout);
    library.submit(checkin(library.north, "2", MAIN));
    assertThat(states(1))
        .containsExactly(
            InterlibraryState.REQUESTED, InterlibraryState.SHIPPED, InterlibraryState.CHECKED_IN);
  }

  @Test
  void checkoutThatIsUndoneLeavesTheRequestToBeSupplied() {
    place("r");
    library.submit(checkout(library.north, INSTITUTION, "2"));
    library.submit(
        new LoanCommand.UndoCheckout(
            origin(library.north, UUID.randomUUID(), MAIN), INSTITUTION, "2"));
    assertThat(state(1)).isEqualTo(InterlibraryState.WILL_SUPPLY);
    assertThat(holds()).first().asString().startsWith("INTER_LIBRARY WAITING");
    library.submit(checkout(library.north, INSTITUTION, "3"));
    assertThat(state(1)).isEqualTo(InterlibraryState.SHIPPED);
    assertThat(requests.find(library.north, 1).orElseThrow().handling().item()).isEqualTo("3");
  }

  @Test
  void unfilledAndCancelledTakeTheHoldAway() {
    for (var to : List.of(InterlibraryState.UNFILLED, InterlibraryState.CANCELLED)) {
      var request = place(to.text());
      answer(request.number(), to);
      assertThat(states(request.number())).containsExactly(InterlibraryState.REQUESTED, to);
      assertThat(library.count(library.north, "select count(*) from hold where state = 'WAITING'"))
          .isZero();
    }
  }

  @Test
  void whatWasSetAsideIsGivenUpWithTheRequest() {
    place("r");
    library.submit(checkin(library.north, "2", MAIN));
    assertThat(holds()).containsExactly("INTER_LIBRARY READY false");
    answer(1, InterlibraryState.CANCELLED);
    assertThat(library.text(library.north, "select status from item where barcode = '2'"))
        .isEqualTo("TO_BE_RESHELVED");
  }

  @Test
  void lenderWhoTakesTheHoldAwayDoesNotSupply() {
    var hold = Objects.requireNonNull(place("r").handling().hold());
    library.submit(
        new HoldCommand.CancelHoldById(
            origin(library.north, UUID.randomUUID(), MAIN), INSTITUTION, hold));
    assertThat(state(1)).isEqualTo(InterlibraryState.UNFILLED);
    assertThat(requests.find(library.north, 1).orElseThrow().order().reference()).isEqualTo("r");
  }

  @Test
  void whyThereIsNoHoldIsToldAndWillSupplyTriesAgain() {
    place(order("r", "DK-999999", Service.LOAN));
    assertThat(requests.events(library.north, 1))
        .extracting(Event::note)
        .last()
        .asString()
        .startsWith("no hold: PATRON_UNKNOWN");
    library.addPatron(Institution.card("DK-999999"), "adult", MAIN);
    answer(1, InterlibraryState.WILL_SUPPLY);
    library.submit(checkout(library.north, Institution.card("DK-999999"), "1"));
    assertThat(state(1)).isEqualTo(InterlibraryState.SHIPPED);
  }

  @Test
  void copyIsNotHeld() {
    place(order("r", LIBRARY, Service.COPY));
    assertThat(holds()).isEmpty();
  }

  @Test
  void sameOrderManyTimesAtOnceIsHeldOnce() throws Exception {
    var orders =
        IntStream.range(0, 16)
            .<Callable<InterlibraryRequest>>mapToObj(_ -> () -> place("r"))
            .toList();
    try (var threads = Executors.newFixedThreadPool(4)) {
      assertThat(threads.invokeAll(orders).stream().map(f -> f.resultNow().handling().hold()))
          .doesNotContainNull()
          .containsOnly(requests.find(library.north, 1).orElseThrow().handling().hold());
    }
    assertThat(holds()).hasSize(1);
    assertThat(states(1)).hasSize(1);
  }

  @Test
  void loanAtTheSameTimeAsTheCancelLeavesOneOfTheTwo() throws Exception {
    for (var i = 0; i < 20; i++) {
      var number = place("r" + i).number();
      var item = library.north;
      try (var threads = Executors.newFixedThreadPool(2)) {
        threads.invokeAll(
            List.of(
                () -> library.submit(checkout(item, INSTITUTION, "2")),
                () ->
                    requests.step(
                        library.north,
                        number,
                        new Step(
                            InterlibraryState.REQUESTED,
                            InterlibraryState.CANCELLED,
                            "staff",
                            null))));
      }
      var fulfilled =
          library.count(
              library.north,
              "select count(*) from ill_request r join hold h on h.tenant_id = r.tenant_id and h.id = r.hold_id where r.number = %d and h.state = 'FULFILLED'"
                  .formatted(number));
      assertThat(state(number))
          .isEqualTo(fulfilled == 1 ? InterlibraryState.SHIPPED : InterlibraryState.CANCELLED);
      library.submit(checkin(library.north, "2", MAIN));
    }
  }
}
