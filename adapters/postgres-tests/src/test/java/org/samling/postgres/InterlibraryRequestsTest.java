package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOrder.WantedRecord;
import org.samling.core.ill.InterlibraryOverview.RequestFilter;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequest.Event;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryRequests.Done;
import org.samling.core.ill.InterlibraryRequests.NoSuchRequest;
import org.samling.core.ill.InterlibraryRequests.NotAllowed;
import org.samling.core.ill.InterlibraryRequests.Placed;
import org.samling.core.ill.InterlibraryRequests.Step;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.Placement;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.RecordRef;

/** Interlibrary requests in the store. */
class InterlibraryRequestsTest {

  private static final Placement REQUESTED = new Placement(InterlibraryState.REQUESTED, null);
  private static final RequestFilter ANY =
      RequestFilter.inStates(EnumSet.allOf(InterlibraryState.class));

  private final TestLibrary library = new TestLibrary();
  private final InterlibraryRequests requests = library.store.interlibraryRequests();

  @AfterEach
  void close() {
    library.close();
  }

  static InterlibraryOrder order(@Nullable String reference, Object bytes) {
    return new InterlibraryOrder(
        new Requester("union", "DK-710100"),
        reference,
        CommandKey.of(InterlibraryRequests.SAME_BYTES, bytes).hex(),
        null,
        new Description("Ærø", null, null, null, null, null, null),
        Service.LOAN,
        null,
        null,
        null,
        null,
        "<ILL/>");
  }

  private Placed place(TenantId tenant, InterlibraryOrder order) {
    return requests.place(tenant, TestLibrary.MAIN, order, REQUESTED);
  }

  @Test
  void everythingOfAnOrderIsKept() {
    var record = new WantedRecord(TestLibrary.TITLE, new RecordRef(new UUID(0, 1), library.north));
    var order =
        new InterlibraryOrder(
            new Requester("union", null),
            "17",
            "0".repeat(64),
            record,
            new Description("Titel", "Forfatter", "1999", "isbn", "issn", "nummer", "bind 2"),
            Service.COPY,
            LocalDate.of(2026, 12, 24),
            "Bogbussen",
            "note",
            "låner",
            "<ILL/>");
    var placed =
        requests.place(
            library.north,
            TestLibrary.MAIN,
            order,
            new Placement(InterlibraryState.UNFILLED, "nothing is lent"));
    assertThat(placed.isNew()).isTrue();
    assertThat(placed.request().order()).isEqualTo(order);
    assertThat(placed.request().state()).isEqualTo(InterlibraryState.UNFILLED);
    assertThat(requests.find(library.north, 1)).contains(placed.request());
    assertThat(requests.list(library.north, ANY, 0, 10)).containsExactly(placed.request());
    assertThat(requests.events(library.north, 1))
        .containsExactly(
            new Event(
                placed.request().placedAt(),
                "union",
                InterlibraryState.UNFILLED,
                "nothing is lent",
                "<ILL/>"));
  }

  @Test
  void orderWithTheSameReferenceIsTheSameRequestHoweverItStandsByThen() {
    var first = place(library.north, order("r", 1));
    requests.step(
        library.north,
        1,
        new Step(InterlibraryState.REQUESTED, InterlibraryState.CANCELLED, "staff", null));
    var again =
        requests.place(
            library.north,
            TestLibrary.MAIN,
            order("r", 2),
            new Placement(InterlibraryState.UNFILLED, "gone"));
    assertThat(again.isNew()).isFalse();
    assertThat(again.request().number()).isEqualTo(first.request().number());
    assertThat(again.request().state()).isEqualTo(InterlibraryState.CANCELLED);
    assertThat(again.placement()).as("as it began").isEqualTo(REQUESTED);
    assertThat(requests.events(library.north, 1)).hasSize(2);
  }

  @Test
  void orderWithoutAReferenceIsTheSameRequestForADay() {
    var first = place(library.north, order(null, 1));
    assertThat(place(library.north, order(null, 1)).request()).isEqualTo(first.request());
    assertThat(place(library.north, order(null, 2)).isNew()).isTrue();
    library.asSuperuser("update ill_request set placed_at = placed_at - interval '25 hours'");
    assertThat(place(library.north, order(null, 1)).isNew()).isTrue();
  }

  @Test
  void anotherLibrarysOrAccountsReferenceIsAnotherRequest() {
    place(library.north, order("r", 1));
    var order = order("r", 1);
    for (var requester :
        List.of(new Requester("union", null), new Requester("other", "DK-710100"))) {
      assertThat(place(library.north, with(order, requester)).isNew()).isTrue();
      assertThat(place(library.north, with(order, requester)).isNew()).isFalse();
    }
  }

  private static InterlibraryOrder with(InterlibraryOrder order, Requester requester) {
    return new InterlibraryOrder(
        requester,
        order.reference(),
        order.fingerprint(),
        order.record(),
        order.description(),
        order.service(),
        order.needBefore(),
        order.delivery(),
        order.note(),
        order.patron(),
        order.message());
  }

  @Test
  void sameOrderManyTimesAtOnceIsOneRequest() throws Exception {
    var orders =
        IntStream.range(0, 24)
            .mapToObj(i -> order(i % 2 == 0 ? "r" : null, i % 2))
            .<Callable<Placed>>map(order -> () -> place(library.north, order))
            .toList();
    try (var threads = Executors.newFixedThreadPool(8)) {
      var placed = threads.invokeAll(orders).stream().map(f -> f.resultNow()).toList();
      assertThat(placed).filteredOn(Placed::isNew).hasSize(2);
      assertThat(placed).extracting(p -> p.request().number()).containsOnly(1L, 2L);
    }
    assertThat(library.count(library.north, "select count(*) from ill_request")).isEqualTo(2);
    assertThat(library.count(library.north, "select count(*) from ill_event")).isEqualTo(2);
  }

  @Test
  void tenantsAreApartAndEachCountsFromOne() {
    place(library.north, order("r", 1));
    place(library.north, order("s", 2));
    var other = place(library.south, order("r", 1));
    assertThat(other.isNew()).isTrue();
    assertThat(other.request().number()).isEqualTo(1);
    assertThat(requests.find(library.south, 2)).isEmpty();
    assertThat(requests.events(library.south, 2)).isEmpty();
    assertThat(requests.list(library.south, ANY, 0, 10)).hasSize(1);
    assertThat(
            requests.step(
                library.south,
                2,
                new Step(InterlibraryState.REQUESTED, InterlibraryState.UNFILLED, "x", null)))
        .isInstanceOf(NoSuchRequest.class);
  }

  @Test
  void requestsAreListedByStateAndPageByPage() {
    IntStream.rangeClosed(1, 5).forEach(i -> place(library.north, order("r" + i, i)));
    requests.step(
        library.north,
        2,
        new Step(InterlibraryState.REQUESTED, InterlibraryState.WILL_SUPPLY, "staff", null));
    var waiting = RequestFilter.inStates(Set.of(InterlibraryState.REQUESTED));
    assertThat(numbers(requests.list(library.north, waiting, 0, 2))).containsExactly(1L, 3L);
    assertThat(numbers(requests.list(library.north, waiting, 3, 2))).containsExactly(4L, 5L);
    assertThat(requests.list(library.north, waiting, 5, 2)).isEmpty();
    var answered = RequestFilter.inStates(Set.of(InterlibraryState.WILL_SUPPLY));
    assertThat(numbers(requests.list(library.north, answered, 0, 9))).containsExactly(2L);
  }

  private static Stream<Long> numbers(List<InterlibraryRequest> requests) {
    return requests.stream().map(InterlibraryRequest::number);
  }

  @Test
  void stepIsTakenOnlyFromTheStateThatWasSeenAndOnlyWhereItMayFollow() {
    place(library.north, order("r", 1));
    var supply =
        new Step(InterlibraryState.REQUESTED, InterlibraryState.WILL_SUPPLY, "staff", "i morgen");
    assertThat(requests.step(library.north, 1, supply))
        .isInstanceOfSatisfying(
            Done.class,
            d -> assertThat(d.request().state()).isEqualTo(InterlibraryState.WILL_SUPPLY));
    assertThat(requests.step(library.north, 1, supply)).isInstanceOf(NotAllowed.class);
    assertThat(
            requests.step(
                library.north,
                1,
                new Step(
                    InterlibraryState.WILL_SUPPLY, InterlibraryState.CHECKED_IN, "staff", null)))
        .isInstanceOf(NotAllowed.class);
    assertThat(requests.events(library.north, 1))
        .extracting(Event::state, Event::who, Event::note)
        .containsExactly(
            tuple(InterlibraryState.REQUESTED, "union", null),
            tuple(InterlibraryState.WILL_SUPPLY, "staff", "i morgen"));
  }

  @Test
  void oneOfManyStepsAtOnceIsTaken() throws Exception {
    place(library.north, order("r", 1));
    var steps =
        Stream.of(
                InterlibraryState.WILL_SUPPLY,
                InterlibraryState.UNFILLED,
                InterlibraryState.CANCELLED,
                InterlibraryState.SHIPPED)
            .<Callable<Object>>map(to ->
                () ->
                    requests.step(
                        library.north, 1, new Step(InterlibraryState.REQUESTED, to, "staff", null)))
            .toList();
    try (var threads = Executors.newFixedThreadPool(4)) {
      var outcomes = threads.invokeAll(steps).stream().map(f -> f.resultNow()).toList();
      assertThat(outcomes).filteredOn(Done.class::isInstance).hasSize(1);
    }
    assertThat(requests.events(library.north, 1)).hasSize(2);
  }
}
