package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.checkout;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.IllPartner;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryMessages.About;
import org.samling.core.ill.InterlibraryMessages.Incoming;
import org.samling.core.ill.InterlibraryMessages.Lent;
import org.samling.core.ill.InterlibraryMessages.OutgoingMessage;
import org.samling.core.ill.InterlibraryMessages.Own;
import org.samling.core.ill.InterlibraryMessages.Reaction;
import org.samling.core.ill.InterlibraryMessages.Reply;
import org.samling.core.ill.InterlibraryMessages.Rota;
import org.samling.core.ill.InterlibraryMessages.StoredMessage;
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
import org.samling.core.ill.Peer;
import org.samling.core.ill.PeerNotice;
import org.samling.core.ill.Placement;
import org.samling.core.organisation.Secret;
import org.samling.core.search.RecordRef;

/** What libraries write each other about requests, in the store. */
class InterlibraryMessagesTest {

  private static final String LIBRARY = "DK-710100";
  private static final String US = "DK-799700";
  private static final String FIRST = "DK-710200";
  private static final String SECOND = "DK-710300";
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final TestLibrary library = new TestLibrary();
  private final InterlibraryRequests requests = library.store.interlibraryRequests();
  private final InterlibraryMessages messages = library.store.interlibraryMessages();

  @BeforeEach
  void theOtherLibraryIsAPatron() {
    library.addPatron(Institution.card(LIBRARY), "adult", MAIN);
  }

  @AfterEach
  void close() {
    try {
      Invariants.check(library);
    } finally {
      library.close();
    }
  }

  private static InterlibraryOrder order(
      @Nullable String reference, @Nullable WantedRecord record) {
    return new InterlibraryOrder(
        new Requester("union", LIBRARY),
        reference,
        CommandKey.of(InterlibraryRequests.SAME_BYTES, UUID.randomUUID()).hex(),
        record,
        new Description("Sult", null, null, null, null, null, null),
        Service.LOAN,
        null,
        null,
        null,
        null,
        "<request/>");
  }

  private InterlibraryRequest lent() {
    return requests
        .place(
            library.north,
            MAIN,
            order("r", new WantedRecord(TITLE, new RecordRef(new UUID(0, 1), null))),
            new Placement(InterlibraryState.REQUESTED, null),
            new Peer(LIBRARY, US, "1.1"))
        .request();
  }

  private InterlibraryRequest own() {
    return messages
        .ask(
            library.north,
            MAIN,
            order(null, null),
            US,
            new Rota(List.of(FIRST, SECOND), List.of(), null))
        .request();
  }

  private List<OutgoingMessage> due() {
    return messages.due(library.north, 20, LEASE);
  }

  /** Takes what is due, one after another, as a relay whose messages all get through. */
  private List<PeerNotice> told() {
    var told = new ArrayList<PeerNotice>();
    for (var due = due(); !due.isEmpty(); due = due()) {
      for (var message : due) {
        told.add(message.telling());
        messages.done(library.north, message, "<sent/>", "<ok/>", null, Reaction.NONE);
      }
    }
    return told;
  }

  private InterlibraryRequest receive(About about, String peer, String bytes, Reaction reaction) {
    return messages
        .receive(
            library.north,
            new Incoming(
                about,
                peer,
                "test",
                CommandKey.of(InterlibraryRequests.SAME_BYTES, bytes).hex(),
                "<" + bytes + "/>",
                "union"),
            _ -> reaction)
        .orElseThrow();
  }

  private static Reaction to(InterlibraryState state) {
    return new Reaction(state, false, null, "5710200001", List.of());
  }

  private InterlibraryState state() {
    return requests.find(library.north, 1).orElseThrow().state();
  }

  private List<InterlibraryState> states() {
    return requests.events(library.north, 1).stream().map(Event::state).toList();
  }

  @Test
  void requesterIsToldWhatBecomesOfTheItemWhereverThatIsDone() {
    lent();
    assertThat(told()).containsExactly(PeerNotice.REQUEST_RESPONSE);
    library.submit(checkout(library.north, Institution.card(LIBRARY), "2"));
    var shipped = due();
    assertThat(shipped).hasSize(1);
    var message = shipped.getFirst();
    assertThat(message.telling()).isEqualTo(PeerNotice.STATUS_CHANGE);
    assertThat(message.state()).isEqualTo(InterlibraryState.SHIPPED);
    assertThat(message.peer()).isEqualTo(new Peer(LIBRARY, US, "1.1"));
    assertThat(message.dueBack()).isAfter(Instant.now());
    assertThat(message.request().handling().item()).isEqualTo("2");
    messages.done(library.north, message, "<sent/>", "<ok/>", null, Reaction.NONE);
    library.submit(checkin(library.north, "2", MAIN));
    assertThat(told()).containsExactly(PeerNotice.STATUS_CHANGE);
  }

  @Test
  void messagesOfARequestGoOneAfterAnotherAndEachToOneSender() {
    lent();
    library.submit(checkout(library.north, Institution.card(LIBRARY), "2"));
    var first = due();
    assertThat(first)
        .extracting(OutgoingMessage::telling)
        .containsExactly(PeerNotice.REQUEST_RESPONSE);
    assertThat(due()).as("the first is on its way").isEmpty();
    messages.retryLater(library.north, first.getFirst(), "<sent/>", "no answer", Instant.now());
    var again = due();
    assertThat(again)
        .extracting(OutgoingMessage::telling)
        .containsExactly(PeerNotice.REQUEST_RESPONSE);
    assertThat(again.getFirst().tries()).isEqualTo(2);
    assertThat(again.getFirst().at()).isEqualTo(first.getFirst().at());
    messages.done(library.north, again.getFirst(), "<sent/>", "<ok/>", null, Reaction.NONE);
    assertThat(told()).containsExactly(PeerNotice.STATUS_CHANGE);
    assertThat(messages.messages(library.north, 1))
        .extracting(StoredMessage::kind, StoredMessage::isOutgoing, StoredMessage::isWaiting)
        .containsExactly(
            tuple("Request", false, false),
            tuple("REQUEST_RESPONSE", true, false),
            tuple("STATUS_CHANGE", true, false));
  }

  @Test
  void messageThatCouldNotBeSentGoesAtOnceWhereItsPartnerIsPutOrChanged() {
    lent();
    var nextWeek = Instant.now().plus(Duration.ofDays(7));
    messages.retryLater(library.north, due().getFirst(), null, "no address", nextWeek);
    partner("DK-710199");
    assertThat(due()).as("another partner was put").isEmpty();
    partner(LIBRARY);
    assertThat(told()).containsExactly(PeerNotice.REQUEST_RESPONSE);
  }

  private void partner(String symbol) {
    library
        .store
        .illPartners()
        .put(
            library.north,
            List.of(
                new IllPartner(
                    symbol,
                    "",
                    new IllPartner.Iso18626(),
                    URI.create("https://ill.example.org/iso18626"),
                    new IllPartner.Password("north", new Secret("secret")),
                    Duration.ofSeconds(20),
                    IllPartner.ReplyAddresses.NONE,
                    true)));
  }

  @Test
  void manySendersAtOnceSendEachMessageOnce() throws Exception {
    for (var i = 0; i < 10; i++) {
      own();
    }
    var senders =
        IntStream.range(0, 8).<Callable<List<OutgoingMessage>>>mapToObj(_ -> this::due).toList();
    try (var threads = Executors.newFixedThreadPool(4)) {
      var sent =
          threads.invokeAll(senders).stream()
              .flatMap(f -> f.resultNow().stream())
              .map(d -> d.request().number())
              .toList();
      assertThat(sent).hasSize(10).doesNotHaveDuplicates();
    }
  }

  @Test
  void messageThatComesAgainChangesNothing() {
    lent();
    told();
    var cancel =
        new Reaction(
            InterlibraryState.CANCELLED,
            false,
            null,
            List.of(new Reply(PeerNotice.CANCEL_RESPONSE, true)));
    var about = new Lent(new Requester("union", LIBRARY), "r");
    receive(about, LIBRARY, "cancel", cancel);
    receive(about, LIBRARY, "cancel", cancel);
    assertThat(states()).containsExactly(InterlibraryState.REQUESTED, InterlibraryState.CANCELLED);
    assertThat(told()).containsExactly(PeerNotice.CANCEL_RESPONSE);
    assertThat(library.count(library.north, "select count(*) from hold where state = 'WAITING'"))
        .isZero();
  }

  @Test
  void messageAboutNoRequestIsOfNone() {
    lent();
    for (var about :
        List.of(
            new Lent(new Requester("union", LIBRARY), "other"),
            new Lent(new Requester("other", LIBRARY), "r"),
            new Own(1, 1))) {
      assertThat(messages.find(library.north, about, LIBRARY)).isEmpty();
    }
    assertThat(
            messages.find(library.south, new Lent(new Requester("union", LIBRARY), "r"), LIBRARY))
        .isEmpty();
  }

  @Test
  void lendersAnswersMoveARequestOfOnesOwn() {
    assertThat(own().state()).isEqualTo(InterlibraryState.SENT);
    assertThat(told()).containsExactly(PeerNotice.REQUEST);
    receive(new Own(1, 1), FIRST, "will", to(InterlibraryState.WILL_SUPPLY));
    var shipped = receive(new Own(1, 1), FIRST, "loaned", to(InterlibraryState.SHIPPED));
    assertThat(shipped.state()).isEqualTo(InterlibraryState.SHIPPED);
    assertThat(shipped.handling().item()).isEqualTo("5710200001");
    receive(new Own(1, 1), FIRST, "late", to(InterlibraryState.WILL_SUPPLY));
    assertThat(state()).as("what comes late does not undo").isEqualTo(InterlibraryState.SHIPPED);
    assertThat(messages.find(library.north, new Own(1, 1), SECOND))
        .as("nobody writes for another lender")
        .isEmpty();
  }

  @Test
  void whatOneLenderDoesNotSupplyGoesToTheNext() {
    own();
    told();
    var sentOn = receive(new Own(1, 1), FIRST, "unfilled", to(InterlibraryState.UNFILLED));
    assertThat(sentOn.state()).isEqualTo(InterlibraryState.SENT);
    assertThat(sentOn.handling().peer()).isEqualTo(new Peer(SECOND, US, Peer.VERSION));
    var due = due();
    assertThat(due).extracting(OutgoingMessage::telling).containsExactly(PeerNotice.REQUEST);
    assertThat(due.getFirst().lender()).isEqualTo(2);
    messages.done(library.north, due.getFirst(), "<sent/>", "<ok/>", null, Reaction.NONE);

    receive(new Own(1, 1), FIRST, "second thoughts", to(InterlibraryState.SHIPPED));
    assertThat(state()).as("who was passed over has no say").isEqualTo(InterlibraryState.SENT);
    receive(new Own(1, 2), SECOND, "no", to(InterlibraryState.UNFILLED));
    assertThat(states())
        .containsExactly(
            InterlibraryState.REQUESTED,
            InterlibraryState.SENT,
            InterlibraryState.UNFILLED,
            InterlibraryState.SENT,
            InterlibraryState.UNFILLED);
  }

  @Test
  void requestThatALenderRefusesGoesToTheNextToo() {
    own();
    messages.done(
        library.north,
        due().getFirst(),
        "<sent/>",
        "<error/>",
        "BadlyFormedMessage",
        Reaction.unfilled("BadlyFormedMessage"));
    assertThat(requests.find(library.north, 1).orElseThrow().handling().peer())
        .isEqualTo(new Peer(SECOND, US, Peer.VERSION));
    messages.done(
        library.north,
        due().getFirst(),
        "<sent/>",
        "<error/>",
        "BadlyFormedMessage",
        Reaction.unfilled("BadlyFormedMessage"));
    assertThat(state()).isEqualTo(InterlibraryState.UNFILLED);
    assertThat(due()).isEmpty();
  }

  @Test
  void staffPassALenderOverByHand() {
    own();
    told();
    for (var to : List.of(InterlibraryState.UNFILLED, InterlibraryState.SENT)) {
      assertThat(requests.step(library.north, 1, new Step(state(), to, "staff", null)))
          .isInstanceOf(Done.class);
    }
    assertThat(requests.find(library.north, 1).orElseThrow().handling().peer())
        .isEqualTo(new Peer(SECOND, US, Peer.VERSION));
    assertThat(told()).containsExactly(PeerNotice.REQUEST);
    requests.step(library.north, 1, new Step(state(), InterlibraryState.UNFILLED, "staff", null));
    assertThat(
            requests.step(
                library.north, 1, new Step(state(), InterlibraryState.SENT, "staff", null)))
        .as("there is nobody left")
        .isInstanceOf(InterlibraryRequests.NotAllowed.class);
  }

  @Test
  void tenantsSendTheirOwn() {
    own();
    assertThat(messages.due(library.south, 20, LEASE)).isEmpty();
    assertThat(messages.messages(library.south, 1)).isEmpty();
  }
}
