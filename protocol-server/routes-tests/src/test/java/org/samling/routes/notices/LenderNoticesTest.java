package org.samling.routes.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.Arrival;
import org.samling.core.ill.BorrowedItems;
import org.samling.core.ill.InterlibraryMessages.Incoming;
import org.samling.core.ill.InterlibraryMessages.Own;
import org.samling.core.ill.InterlibraryMessages.Reaction;
import org.samling.core.ill.InterlibraryMessages.Rota;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.SupplyTerms;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;

/** What patrons are told of what another library lends or copies for them. */
class LenderNoticesTest {

  private static final Duration LEASE = Duration.ofMinutes(1);

  private final Instant now = Instant.now();
  private final KeptChannels channels = new KeptChannels();
  private final TestLibrary library = new TestLibrary();

  LenderNoticesTest() {
    library.set(Setting.NOTICE_DAILY, "-");
  }

  @AfterEach
  void close() {
    library.close();
  }

  private int relay() {
    var store = library.store;
    var relay =
        new NoticeRelay(
            new NoticeRelay.Ports(store.inquiries(), store.notices(), store.noticeTemplates()),
            channels,
            LEASE,
            (_, outcome) -> channels.count(outcome));
    return store.tenants().all().stream().mapToInt(relay::run).sum();
  }

  @Test
  void recallOfALenderSaysWhoseTheDayIsAndItsAnswerToARenewalIsTold() {
    ask(Service.LOAN);
    borrow();
    library.submit(TestLibrary.checkout(library.north, "A", "5710200001"));
    say("loaned", new Reaction(InterlibraryState.SHIPPED, false, null, null, inDays(9), List.of()));
    library.submit(TestLibrary.renew(library.north, "A", "5710200001"));
    say("no", Reaction.terms(null, SupplyTerms.answer(false, null)));
    assertThat(relay()).isEqualTo(1);
    assertThat(channels.taken().getFirst().text().body())
        .contains("- Sult: DK-710200 kan ikke forny lånet; det skal afleveres senest");

    say(
        "recall",
        new Reaction(InterlibraryState.RECALLED, false, null, null, inDays(3), List.of()));
    assertThat(relay()).isEqualTo(1);
    assertThat(channels.taken().getFirst().text().body())
        .contains("(dagen er fastsat af DK-710200, som har lånt os den)");
  }

  @Test
  void linkToACopyIsToldWhereTheLibrarySaysSo() {
    ask(Service.COPY);
    var link = "https://copies.example.org/1";
    say(
        "copy",
        new Reaction(
            InterlibraryState.SHIPPED, false, null, null, SupplyTerms.copy(link), List.of()));
    assertThat(relay()).isEqualTo(1);
    assertThat(channels.taken().getFirst().text().body())
        .contains("- Sult: kopien fra DK-710200 er kommet.")
        .doesNotContain(link);

    library.set(Setting.ILL_COPY_LINK, "patron");
    library.asSuperuser("delete from notice");
    library.asSuperuser("delete from outbox_position");
    assertThat(relay()).isEqualTo(1);
    assertThat(channels.taken().getFirst().text().body()).contains(link);
  }

  private Instant inDays(int days) {
    return now.plus(Duration.ofDays(days));
  }

  private void ask(Service service) {
    place(service);
    assertThat(relay()).as("that it was asked for").isEqualTo(1);
    assertThat(channels.taken().getFirst().text().body())
        .contains("- Sult: vi har bedt et andet bibliotek om den.");
  }

  private void place(Service service) {
    library
        .store
        .interlibraryMessages()
        .ask(
            library.north,
            TestLibrary.MAIN,
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
            new Rota(List.of("DK-710200"), List.of(), null));
  }

  @Test
  void patronIsToldOnceThatItIsOnItsWayAndThatItCannotBeHad() {
    ask(Service.LOAN);
    say("will", new Reaction(InterlibraryState.WILL_SUPPLY, false, null, List.of()));
    assertThat(relay()).as("a promise is no news").isZero();
    say("loaned", new Reaction(InterlibraryState.SHIPPED, false, null, List.of()));
    say("loaned again", new Reaction(InterlibraryState.SHIPPED, false, null, List.of()));
    assertThat(relay()).isEqualTo(1);
    assertThat(channels.taken().getFirst().text().body())
        .contains("- Sult: den er på vej hertil. Du får besked, når den er klar.");

    ask(Service.LOAN);
    say(2, "unfilled", Reaction.unfilled("lost"));
    assertThat(relay()).isEqualTo(1);
    assertThat(channels.taken().getFirst().text().body())
        .contains("- Sult: de biblioteker, vi har spurgt, kan desværre ikke skaffe den.");

    library.set(Setting.NOTICE_KINDS, "ready");
    place(Service.LOAN);
    assertThat(relay()).as("where the library does not tell it").isZero();
  }

  private void borrow() {
    var arrival =
        new Arrival(
            new Requester("staff", "DK-710200"),
            "1",
            "5710200001",
            "A",
            TestLibrary.MAIN,
            new Description("Sult", null, null, null, null, null, null),
            Arrival.Terms.LOAN,
            null,
            1L);
    var record =
        TestLibrary.record(new RecordKey(BorrowedItems.SOURCE, arrival.fingerprint()), "Sult");
    assertThat(
            library.store.borrowedItems().accept(library.north, TestLibrary.MAIN, arrival, record))
        .isInstanceOf(BorrowedItems.Accepted.class);
    relay(); // of the hold that is ready
    channels.taken();
  }

  private void say(String bytes, Reaction reaction) {
    say(1, bytes, reaction);
  }

  private void say(long request, String bytes, Reaction reaction) {
    assertThat(
            library
                .store
                .interlibraryMessages()
                .receive(
                    library.north,
                    new Incoming(
                        new Own(request, 1),
                        "DK-710200",
                        "test",
                        CommandKey.of(CommandKey.MAX_WINDOW, bytes).hex(),
                        "<" + bytes + "/>",
                        "broker"),
                    _ -> reaction))
        .isPresent();
  }
}
