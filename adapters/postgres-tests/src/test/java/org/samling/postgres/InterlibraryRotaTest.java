package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.samling.postgres.TestLibrary.MAIN;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryMessages.Rota;
import org.samling.core.ill.InterlibraryMessages.RotaChange;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOverview;
import org.samling.core.ill.InterlibraryOverview.AskedBefore;
import org.samling.core.ill.InterlibraryOverview.RotaEntry;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequests.Done;
import org.samling.core.ill.InterlibraryRequests.NotAllowed;
import org.samling.core.ill.InterlibraryRequests.Step;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.rota.Availability;
import org.samling.core.ill.rota.LookedUp;
import org.samling.core.ill.rota.LookedUp.Criterion;
import org.samling.core.ill.rota.LookedUp.FoundTitle;
import org.samling.core.ill.rota.LookedUp.Match;
import org.samling.core.ill.rota.PastSupply;

/** Whom one's own requests are sent to, why, and how it went before. */
class InterlibraryRotaTest {

  private static final String QUICK = "DK-710200";
  private static final String SLOW = "DK-710300";

  private final TestLibrary library = new TestLibrary();
  private final InterlibraryMessages messages = library.store.interlibraryMessages();
  private final InterlibraryOverview overview = library.store.interlibraryOverview();

  @AfterEach
  void close() {
    library.close();
  }

  private InterlibraryRequest ask(Description wanted, String patron, Rota rota) {
    return messages
        .ask(
            library.north,
            MAIN,
            new InterlibraryOrder(
                new Requester("staff", MAIN),
                null,
                CommandKey.of(CommandKey.MAX_WINDOW, UUID.randomUUID()).hex(),
                null,
                wanted,
                Service.LOAN,
                null,
                null,
                null,
                patron,
                null),
            MAIN,
            rota)
        .request();
  }

  private InterlibraryRequest ask(String... lenders) {
    return ask(title("Sult", null), "A", new Rota(List.of(lenders), List.of(), null));
  }

  private static Description title(String title, @Nullable String isbn) {
    return Description.builder().title(title).isbn(isbn).build();
  }

  private InterlibraryRequest step(InterlibraryRequest request, InterlibraryState to) {
    var outcome =
        library
            .store
            .interlibraryRequests()
            .step(library.north, request.number(), new Step(request.state(), to, "staff", null));
    assertThat(outcome).isInstanceOf(Done.class);
    return ((Done) outcome).request();
  }

  @Test
  void pastSupplyIsTheMedianOfTheDaysAndTheShareOfWhatWasDecided() {
    for (var days = 2; days <= 4; days++) {
      var got = step(step(ask(QUICK), InterlibraryState.SHIPPED), InterlibraryState.RECEIVED);
      library.asSuperuser(
          "update ill_message set at = at - interval '%d days' where request = %d and kind = 'REQUEST'"
              .formatted(days * days, got.number()));
    }
    step(ask(QUICK), InterlibraryState.UNFILLED);
    ask(QUICK);
    step(ask(QUICK), InterlibraryState.CANCELLED);
    step(step(ask(SLOW, QUICK), InterlibraryState.UNFILLED), InterlibraryState.SENT);
    var past = overview.pastSupply(library.north, List.of(QUICK, SLOW, "DK-710400"));
    assertThat(past.get(QUICK)).isEqualTo(new PastSupply(4, 3, new BigDecimal("9.0")));
    assertThat(past.get(QUICK).fillRate()).isEqualTo(75);
    assertThat(past.get(SLOW)).isEqualTo(new PastSupply(1, 0, null));
    assertThat(past).doesNotContainKey("DK-710400");
    assertThat(overview.pastSupply(library.south, List.of(QUICK))).isEmpty();
  }

  @Test
  void termsThatWereAcceptedAreOneRequestToTheirLender() {
    var offered = step(ask(QUICK), InterlibraryState.RETRY_POSSIBLE);
    step(
        step(step(offered, InterlibraryState.SENT), InterlibraryState.SHIPPED),
        InterlibraryState.RECEIVED);
    assertThat(overview.pastSupply(library.north, List.of(QUICK)).get(QUICK))
        .isEqualTo(new PastSupply(1, 1, new BigDecimal("0.0")));
  }

  @Test
  void whatCataloguesToldIsKeptWithTheRequest() {
    var found =
        new LookedUp(
            "a",
            QUICK,
            new FoundTitle(Match.ISBN, "t:1", Availability.AVAILABLE, "Hovedbiblioteket 86"),
            null,
            12,
            5000L,
            new PastSupply(4, 3, new BigDecimal("2.5")),
            Criterion.COST);
    var failed = new LookedUp("b", SLOW, null, "b: no answer", null, null, PastSupply.NONE, null);
    var request =
        ask(
            title("Sult", null),
            "A",
            new Rota(List.of(QUICK), List.of(found, failed), "b: no answer"));
    assertThat(overview.lookedUp(library.north, request.number())).containsExactly(found, failed);
    assertThat(overview.lookedUp(library.south, request.number())).isEmpty();
  }

  @Test
  void requestOfNobodyWaitsForStaffAndIsSentToTheFirstTheyName() {
    var request = ask();
    assertThat(request.state()).isEqualTo(InterlibraryState.REQUESTED);
    assertThat(request.handling().peer()).isNull();
    assertThat(messages.messages(library.north, request.number())).isEmpty();
    var changed = change(request, null, SLOW, QUICK);
    assertThat(changed).isInstanceOf(Done.class);
    assertThat(((Done) changed).request().state()).isEqualTo(InterlibraryState.SENT);
    assertThat(overview.rota(library.north, request.number()))
        .containsExactly(
            new RotaEntry(1, SLOW, true, true, "staff"),
            new RotaEntry(2, QUICK, false, false, "staff"));
    assertThat(messages.messages(library.north, request.number())).hasSize(1);
  }

  private Object change(InterlibraryRequest request, @Nullable Integer asked, String... lenders) {
    return messages.changeRota(
        library.north, request.number(), new RotaChange(List.of(lenders), asked, 3, "staff"));
  }

  @Test
  void rotaChangesWhileItemIsAwaitedOnlyAndNotBeyondItsLimit() {
    var request = ask(QUICK, SLOW);
    assertThat(change(request, 0, SLOW)).as("one was asked").isInstanceOf(NotAllowed.class);
    assertThat(change(request, 1, "a", "b", "c")).as("four").isInstanceOf(NotAllowed.class);
    assertThat(change(request, 1, "a", "b")).isInstanceOf(Done.class);
    var shipped = step(request, InterlibraryState.SHIPPED);
    assertThat(change(shipped, null, SLOW)).isInstanceOf(NotAllowed.class);
  }

  @Test
  void sameTitleIsKnownByItsNumberOrItsWords() {
    ask(title("Sult", "978-87-00-00001-8"), "A", new Rota(List.of(), List.of(), null));
    ask(title("Hunger", "9788700000018"), "B", new Rota(List.of(), List.of(), null));
    ask(title("Pan", null), "A", new Rota(List.of(), List.of(), null));
    assertThat(overview.askedBefore(library.north, title("x", "9788700000018"), "A"))
        .extracting(AskedBefore::number, AskedBefore::isSamePatron)
        .containsExactly(tuple(2L, false), tuple(1L, true));
    assertThat(overview.askedBefore(library.north, title("SULT", null), null))
        .extracting(AskedBefore::number, AskedBefore::isSamePatron)
        .containsExactly(tuple(1L, false));
    assertThat(overview.askedBefore(library.south, title("Sult", null), "A")).isEmpty();
  }
}
