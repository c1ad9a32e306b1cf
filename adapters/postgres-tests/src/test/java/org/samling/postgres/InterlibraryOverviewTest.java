package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.InterlibraryMessages.Rota;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOverview;
import org.samling.core.ill.InterlibraryOverview.PendingMessage;
import org.samling.core.ill.InterlibraryOverview.RequestFilter;
import org.samling.core.ill.InterlibraryOverview.RotaEntry;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.PeerNotice;
import org.samling.core.ill.Placement;

class InterlibraryOverviewTest {

  private static final Set<InterlibraryState> ANY = EnumSet.allOf(InterlibraryState.class);

  private final TestLibrary library = new TestLibrary();
  private final InterlibraryOverview overview = library.store.interlibraryOverview();

  @BeforeEach
  void requests() {
    library
        .store
        .interlibraryRequests()
        .place(
            library.north,
            TestLibrary.BRANCH,
            order("DK-710100", "r1", "Fortællinger"),
            new Placement(InterlibraryState.REQUESTED, null));
    library
        .store
        .interlibraryMessages()
        .ask(
            library.north,
            TestLibrary.MAIN,
            order(TestLibrary.MAIN, null, "100 % Sult"),
            TestLibrary.MAIN,
            new Rota(List.of("DK-710200", "DK-710300"), List.of(), null));
  }

  @AfterEach
  void close() {
    library.close();
  }

  private static InterlibraryOrder order(String by, @Nullable String reference, String title) {
    return new InterlibraryOrder(
        new Requester("union", by),
        reference,
        CommandKey.of(CommandKey.MAX_WINDOW, UUID.randomUUID()).hex(),
        null,
        new Description(title, "Blixen", null, null, null, null, null),
        Service.LOAN,
        null,
        null,
        null,
        "A",
        "<message>A</message>");
  }

  private List<Long> numbers(
      Map<Side, Set<InterlibraryState>> states,
      @Nullable String partner,
      @Nullable String text,
      @Nullable Set<String> branches) {
    return overview
        .requests(
            library.north, new RequestFilter(states, partner, text, branches), Long.MAX_VALUE, 10)
        .stream()
        .map(InterlibraryRequest::number)
        .toList();
  }

  @Test
  void requestsAreFoundBySideStatePartnerTextAndBranch() {
    var all = Map.of(Side.LENDING, ANY, Side.BORROWING, ANY);
    assertThat(numbers(all, null, null, null)).containsExactly(2L, 1L);
    assertThat(numbers(Map.of(Side.LENDING, ANY), null, null, null)).containsExactly(1L);
    assertThat(
            numbers(
                Map.of(Side.BORROWING, EnumSet.of(InterlibraryState.REQUESTED)), null, null, null))
        .isEmpty();
    assertThat(numbers(all, "710200", null, null)).containsExactly(2L);
    assertThat(numbers(all, null, "0 % su", null)).containsExactly(2L);
    assertThat(numbers(all, null, "%", null)).as("no wildcard").containsExactly(2L);
    assertThat(numbers(all, null, "BLIX", null)).containsExactly(2L, 1L);
    assertThat(numbers(all, null, "1", null)).contains(1L);
    assertThat(numbers(all, null, null, Set.of(TestLibrary.BRANCH))).containsExactly(1L);
    assertThat(numbers(all, null, null, Set.of())).isEmpty();
  }

  @Test
  void pagesFollowEachOtherAndNobodyIsNamed() {
    var all = Map.of(Side.LENDING, ANY, Side.BORROWING, ANY);
    var found = overview.requests(library.north, new RequestFilter(all, null, null, null), 2, 1);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().number()).isEqualTo(1);
    assertThat(found.getFirst().order().patron()).isNull();
    assertThat(found.getFirst().order().message()).isNull();
    assertThat(library.store.interlibraryRequests().find(library.north, 1).orElseThrow().order())
        .extracting(InterlibraryOrder::patron)
        .isEqualTo("A");
  }

  @Test
  void rotaSaysWhoIsAskedNow() {
    assertThat(overview.rota(library.north, 2))
        .containsExactly(
            new RotaEntry(1, "DK-710200", true, true, null),
            new RotaEntry(2, "DK-710300", false, false, null));
    assertThat(overview.rota(library.north, 1)).isEmpty();
  }

  @Test
  void whatOthersWereNotToldWaitsInTheQueue() {
    assertThat(overview.pendingMessages(library.north, null, null, 10))
        .extracting(
            untold -> untold.place().request(), PendingMessage::telling, PendingMessage::peer)
        .containsExactly(tuple(2L, PeerNotice.REQUEST, "DK-710200"));
    assertThat(overview.pendingMessages(library.north, Set.of(TestLibrary.BRANCH), null, 10))
        .isEmpty();
  }

  @Test
  void anotherTenantSeesNothingOfIt() {
    var all = Map.of(Side.LENDING, ANY, Side.BORROWING, ANY);
    assertThat(overview.requests(library.south, new RequestFilter(all, null, null, null), 9, 9))
        .isEmpty();
    assertThat(overview.rota(library.south, 2)).isEmpty();
    assertThat(overview.pendingMessages(library.south, null, null, 10)).isEmpty();
  }
}
