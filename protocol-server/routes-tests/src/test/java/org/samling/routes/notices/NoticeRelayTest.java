package org.samling.routes.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeContacts.NoticePreference;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeState;
import org.samling.core.notices.NoticeTemplates;
import org.samling.core.notices.Notices.Event;
import org.samling.core.notices.Notices.NoticeFilter;
import org.samling.core.notices.Notices.Occasion;
import org.samling.core.notices.Notices.Result;
import org.samling.core.notices.StoredMessage;
import org.samling.core.notices.StoredNotice;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import org.samling.routes.jobs.NoticeRetention;
import org.samling.routes.jobs.OverdueMarker;
import org.samling.routes.notices.NoticeChannels.Delivery;
import org.samling.routes.notices.NoticeMeter.Outcome;

/** Notices from what happens to loans and holds to what channels are handed. */
class NoticeRelayTest {

  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

  private final Instant now = Instant.now();
  private final KeptChannels channels = new KeptChannels();
  private TestLibrary library;

  @SuppressWarnings("NullAway.Init") // opened before each test
  NoticeRelayTest() {}

  @BeforeEach
  void open() {
    library = new TestLibrary();
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

  private void overdueJob() {
    var store = library.store;
    new OverdueMarker(
            store.tenants(),
            store.inquiries(),
            new Commands(store, Duration.ofSeconds(10)),
            Duration.ofHours(1),
            _ -> {})
        .run(now);
  }

  private int days() {
    var tenant = library.store.tenants().byCode("north").orElseThrow();
    return new NoticeDays(library.store.inquiries(), library.store.notices()).run(tenant, now);
  }

  private Origin origin() {
    return new Origin(
        library.north,
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        "test",
        TestLibrary.MAIN,
        now.plusSeconds(60));
  }

  private void lend(String patron, String item, int daysLate) {
    var due = now.minus(Duration.ofDays(daysLate));
    library.submit(
        new LoanCommand.Checkout(
            origin(),
            patron,
            item,
            false,
            new LoanCommand.AsRecorded(due.minus(Duration.ofDays(30)), due, 0)));
  }

  private void giveBack(String item) {
    library.submit(new LoanCommand.Checkin(origin(), item, Instant.now()));
  }

  private void hold(String patron) {
    library.submit(
        new HoldCommand.PlaceHold(
            origin(),
            patron,
            TestLibrary.OTHER_TITLE,
            null,
            HoldCommand.HoldOptions.at(TestLibrary.MAIN, Instant.now(), null)));
  }

  private List<StoredNotice> kept() {
    return library.store.notices().list(library.north, NoticeFilter.ALL, 100);
  }

  private List<NoticeState> states() {
    return kept().stream().map(StoredNotice::state).toList();
  }

  private @Nullable StoredMessage message() {
    return kept().getFirst().message();
  }

  private UUID patron(String card) {
    return library.store.inquiries().patron(library.north, card).orElseThrow().patron().id();
  }

  @Test
  void overdueLoanIsToldOfOnceForEachStepOfTheLibrarysOwn() {
    library.set(Setting.NOTICE_OVERDUE_DAYS, "1 8");
    lend("A", "1", 3);
    lend("B", "2", 10);
    overdueJob();

    assertThat(relay()).isEqualTo(2);
    assertThat(channels.taken())
        .extracting(OutgoingNotice::address)
        .containsExactlyInAnyOrder("A@example.org", "B@example.org");
    assertThat(kept()).extracting(StoredNotice::step).containsExactlyInAnyOrder(1, 2);

    overdueJob();
    assertThat(relay()).as("nothing is left to tell").isZero();
    assertThat(states()).containsOnly(NoticeState.SENT).hasSize(2);
    assertThat(channels.counts()).containsExactly(Map.entry(Outcome.SENT, 2));
  }

  @Test
  void runFailsWhereTheStoreIsNotToldOfAMessage() {
    lend("A", "1", 3);
    overdueJob();
    library.asSuperuser(
        "alter table notice_message add constraint never_sent check (sent_at is null) not valid");
    try {
      assertThatThrownBy(this::relay).isInstanceOf(StoreException.class);
    } finally {
      library.asSuperuser("alter table notice_message drop constraint never_sent");
    }
    assertThat(channels.taken()).hasSize(1);
    assertThat(states()).containsExactly(NoticeState.WRITTEN);
  }

  @Test
  void whatIsOverdueTogetherIsToldTogether() {
    lend("A", "1", 3);
    lend("A", "6", 3);
    overdueJob();

    assertThat(relay()).isEqualTo(1);
    var message = channels.taken().getFirst();
    assertThat(message.kind()).isEqualTo(MessageKind.OVERDUE);
    assertThat(message.text().body()).contains("Hej Navn, A", "- Ærø", "- Fanø", "Main");
  }

  @Test
  void readyHoldAndItsEndAreToldOf() {
    lend("B", "6", -5);
    hold("A");
    giveBack("6");
    assertThat(relay()).isEqualTo(1);
    var ready = channels.taken().getFirst();
    assertThat(ready.kind()).isEqualTo(MessageKind.READY);
    assertThat(ready.text().body()).contains("- Fanø: Main, afhentningsnummer 1, senest ");

    library.asSuperuser(
        "update hold set pickup_until = now() - interval '1 day' where state = 'READY'");
    var hold = UUID.fromString(library.text(library.north, "select id from hold"));
    library.submit(new HoldCommand.ExpireHold(origin(), "A", hold));
    assertThat(relay()).isEqualTo(1);
    assertThat(channels.taken().getFirst().kind()).isEqualTo(MessageKind.HOLD_EXPIRED);
  }

  @Test
  void recallIsToldOfInThePatronsLanguage() {
    library.asSuperuser("update patron set language = '001'");
    lend("A", "1", -25);
    library.submit(new LoanCommand.Recall(origin(), "1"));

    assertThat(relay()).isEqualTo(1);
    var message = channels.taken().getFirst();
    assertThat(message.language()).isEqualTo(NoticeLanguage.EN);
    assertThat(message.text().subject()).isEqualTo("The library asks for your loan back");
  }

  @Test
  void recallSaysThatSomebodyWaitsOnlyWhereSomebodyDoes() {
    lend("A", "1", -25);
    library.submit(
        new HoldCommand.PlaceHold(
            origin(),
            "B",
            TestLibrary.TITLE,
            null,
            HoldCommand.HoldOptions.at(TestLibrary.MAIN, Instant.now(), null)));
    library.submit(new LoanCommand.Recall(origin(), "1"));
    library.submit(new LoanCommand.Recall(origin(), "1"));

    assertThat(relay()).as("the second recall tells nothing new").isEqualTo(1);
    assertThat(channels.taken().getFirst().text().subject())
        .isEqualTo("En anden venter på det, du har lånt");
  }

  @Test
  void whatComesNearIsNotedOnceForEachDueDate() {
    library.set(Setting.NOTICE_PRE_DUE_DAYS, "5");
    lend("A", "1", -4);
    lend("A", "2", -20);
    var ends = LocalDate.now(ZONE).plusDays(10);
    library.asSuperuser(
        "update patron set expires_on = '%s' where email = 'B@example.org'".formatted(ends));

    assertThat(days()).isEqualTo(2);
    assertThat(days()).as("each once").isZero();
    assertThat(relay()).isEqualTo(2);
    assertThat(channels.taken())
        .extracting(OutgoingNotice::kind)
        .containsExactlyInAnyOrder(MessageKind.PRE_DUE, MessageKind.CARD_EXPIRY);
    library.submit(new LoanCommand.Renew(origin(), "A", "1"));
    library.asSuperuser("update loan set due_at = due_at - interval '27 days' where renewals = 1");
    assertThat(days()).as("due on another day").isEqualTo(1);
  }

  @Test
  void whatIsNoLongerSoIsNotTold() {
    lend("A", "1", 3);
    overdueJob();
    channels.answer(_ -> new Delivery.Failed("away"));
    assertThat(relay()).isZero();
    assertThat(states()).containsExactly(NoticeState.WRITTEN);

    giveBack("1");
    channels.answer(_ -> new Delivery.Accepted());
    library.asSuperuser("update notice_message set due_at = now()");
    assertThat(relay()).isZero();
    assertThat(states()).containsExactly(NoticeState.OVERTAKEN);
    assertThat(channels.counts()).containsKeys(Outcome.FAILED, Outcome.OVERTAKEN);
  }

  @Test
  void failedMessageIsTriedAgainInTheSameWordsAndGivenUpAfterDays() {
    lend("A", "1", 3);
    overdueJob();
    channels.answer(_ -> new Delivery.Failed("no answer from mail.example.org"));
    relay();
    assertThat(message())
        .extracting(StoredMessage::failure)
        .isEqualTo("no answer from mail.example.org");
    library.asSuperuser("update patron set name = 'Another'");
    library.asSuperuser("update notice_message set due_at = now()");
    channels.answer(_ -> new Delivery.Accepted());
    assertThat(relay()).isEqualTo(1);
    assertThat(channels.taken().getFirst().text().body()).contains("Navn, A");

    lend("B", "2", 3);
    overdueJob();
    channels.answer(_ -> new Delivery.Failed("no"));
    relay();
    library.asSuperuser(
        "update notice_message set due_at = now(), created_at = now() - interval '4 days'");
    library.asSuperuser("update notice_message set due_at = null where sent_at is not null");
    relay();
    assertThat(kept().getFirst().state()).isEqualTo(NoticeState.FAILED);
    channels.answer(_ -> new Delivery.Accepted());
    assertThat(library.store.notices().retry(library.north, null, null)).isEqualTo(1);
    assertThat(relay()).isEqualTo(1);
  }

  @Test
  void whatIsCollectedForTheDayGoesInOneMessageAtItsHour() {
    library.set(Setting.NOTICE_DAILY, "overdue pre-due");
    var later = now.atZone(ZONE).plusHours(2).getHour();
    library.set(Setting.NOTICE_DAILY_HOUR, Integer.toString(later));
    lend("A", "1", 3);
    lend("A", "2", -1);
    overdueJob();
    days();
    assertThat(relay()).as("it is not the hour").isZero();
    var waiting = kept();
    assertThat(waiting).hasSize(2);
    var hour = waiting.getFirst().sendAt().atZone(ZONE);
    assertThat(hour.getHour()).isEqualTo(later);
    assertThat(hour.toInstant()).isAfterOrEqualTo(now.minusSeconds(1));
    assertThat(hour.toInstant()).isBefore(now.plus(Duration.ofDays(1)).plusSeconds(3_600));

    library.asSuperuser("update notice set send_at = now()");
    assertThat(relay()).isEqualTo(1);
    var message = channels.taken().getFirst();
    assertThat(message.kind()).isEqualTo(MessageKind.DIGEST);
    assertThat(message.text().body())
        .contains("Skulle have været afleveret:", "Skal snart afleveres:");
  }

  @Test
  void patronIsToldWhereTheyWishOrNotAtAll() {
    var contacts = library.store.noticeContacts();
    contacts.put(library.north, patron("A"), NoticeKind.OVERDUE, NoticePreference.OFF);
    contacts.put(library.north, patron("B"), NoticeKind.OVERDUE, NoticePreference.by("sms"));
    contacts.put(library.north, patron("C"), NoticeKind.OVERDUE, NoticePreference.by("sms"));
    library.asSuperuser("update patron set phone = '+4500000001' where email = 'B@example.org'");
    lend("A", "1", 3);
    lend("B", "2", 3);
    lend("C", "3", 3);
    overdueJob();

    assertThat(relay()).isEqualTo(2);
    assertThat(channels.taken())
        .extracting(OutgoingNotice::address)
        .as("who has no telephone is told as everybody is")
        .containsExactlyInAnyOrder("+4500000001", "C@example.org");
    assertThat(states())
        .containsExactlyInAnyOrder(NoticeState.UNWANTED, NoticeState.SENT, NoticeState.SENT);
  }

  @Test
  void patronIsToldByTheDayOrAtOnceAsTheyWish() {
    library.set(Setting.NOTICE_DAILY, "overdue");
    var contacts = library.store.noticeContacts();
    contacts.put(
        library.north, patron("A"), NoticeKind.OVERDUE, new NoticePreference(true, null, false));
    contacts.put(
        library.north, patron("B"), NoticeKind.RECALL, new NoticePreference(true, null, true));
    lend("A", "1", 3);
    lend("B", "2", 3);
    lend("C", "3", -25);
    library.submit(new LoanCommand.Recall(origin(), "3"));
    lend("B", "4", -25);
    library.submit(new LoanCommand.Recall(origin(), "4"));
    overdueJob();

    assertThat(relay()).isEqualTo(2);
    assertThat(channels.taken())
        .extracting(OutgoingNotice::address)
        .containsExactlyInAnyOrder("A@example.org", "C@example.org");
    library.asSuperuser("update notice set send_at = now() where state = 'WAITING'");
    assertThat(relay()).as("both kinds in one message").isEqualTo(1);
    assertThat(channels.taken().getFirst().kind()).isEqualTo(MessageKind.DIGEST);
    assertThat(states()).containsOnly(NoticeState.SENT);
  }

  @Test
  void addressThatBouncedIsNotUsedAgainUntilThereIsAnother() {
    library.set(Setting.NOTICE_CHANNELS, "email sms");
    lend("A", "1", 3);
    overdueJob();
    channels.answer(_ -> new Delivery.Bounced("550"));
    assertThat(relay()).isZero();
    assertThat(library.store.noticeContacts().bounces(library.north, null, 10).getFirst().address())
        .isEqualTo("a@example.org");

    channels.answer(_ -> new Delivery.Accepted());
    assertThat(relay()).as("there is no other address").isZero();
    assertThat(states()).containsExactly(NoticeState.NO_ADDRESS);

    library.asSuperuser(
        "update patron set email = 'new@example.org' where email = 'A@example.org'");
    library.store.notices().retry(library.north, null, null);
    assertThat(relay()).isEqualTo(1);
    assertThat(channels.taken().getFirst().address()).isEqualTo("new@example.org");
  }

  @Test
  void childWithoutAnAddressIsToldAtItsGuardians() {
    library.asSuperuser(
        "update patron c set email = null, guardian_id = g.id from patron g where c.email = 'C@example.org' and g.email = 'A@example.org' and g.tenant_id = c.tenant_id");
    library.asSuperuser("update patron set name = 'Mor' where email = 'A@example.org'");
    library.asSuperuser("update patron set name = 'Barn' where guardian_id is not null");
    lend("C", "1", 3);
    overdueJob();

    assertThat(relay()).isEqualTo(1);
    var message = channels.taken().getFirst();
    assertThat(message.address()).isEqualTo("A@example.org");
    assertThat(message.text().body())
        .as("it greets who reads it")
        .startsWith("Hej Mor\n\nDet gælder Barn.\n\n");
  }

  @Test
  void guardianIsToldOfAChildUntilTheAgeOfConsentAndNotAgainstTheLibrarysWill() {
    library.asSuperuser(
        "update patron c set email = null, guardian_id = g.id, birth_date = current_date - interval '15 years' from patron g where c.email = 'C@example.org' and g.email = 'A@example.org' and g.tenant_id = c.tenant_id");
    lend("C", "1", 3);
    overdueJob();
    assertThat(relay()).as("old enough").isZero();
    assertThat(states()).containsExactly(NoticeState.NO_ADDRESS);

    library.asSuperuser(
        "update patron set birth_date = birth_date + 2 where birth_date is not null");
    library.set(Setting.GUARDIAN_VIEW_UNTIL_AGE, "0");
    library.store.notices().retry(library.north, null, null);
    assertThat(relay()).as("the library wants none of it").isZero();

    library.set(Setting.GUARDIAN_VIEW_UNTIL_AGE, "15");
    library.store.notices().retry(library.north, null, null);
    assertThat(relay()).isEqualTo(1);
    assertThat(channels.taken().getFirst().address()).isEqualTo("A@example.org");
  }

  @Test
  void patronWhoIsAwayIsToldWhenTheyAreBack() {
    library.asSuperuser(
        "update patron set away_from = current_date - 3, away_until = current_date + 3");
    lend("A", "1", 3);
    overdueJob();

    assertThat(relay()).isZero();
    assertThat(states()).containsExactly(NoticeState.WAITING);
    assertThat(kept().getFirst().sendAt()).isAfter(now.plus(Duration.ofDays(2)));
  }

  @Test
  void messageThatMayHaveBeenSentIsSentAgainUnderItsNumberAndCounted() throws InterruptedException {
    lend("A", "1", 3);
    overdueJob();
    channels.answer(_ -> new Delivery.Failed("no"));
    relay();
    library.asSuperuser("update notice_message set due_at = now()");
    var notices = library.store.notices();
    var lost = notices.claim(library.north, 10, Duration.ofMillis(1)).getFirst();
    Thread.sleep(50);

    channels.answer(_ -> new Delivery.Accepted());
    assertThat(relay()).isEqualTo(1);
    assertThat(channels.taken().getFirst().id()).isEqualTo(lost.id());
    assertThat(channels.counts()).containsEntry(Outcome.UNCLEAR, 1);
    assertThat(message())
        .extracting(StoredMessage::unclear, StoredMessage::tries)
        .containsExactly(1, 3);

    notices.settle(library.north, lost, new Result.Failed("late", now));
    assertThat(states()).as("who lost the lease has no say").containsExactly(NoticeState.SENT);
  }

  @Test
  void whatIsClaimedIsNobodyElses() {
    lend("A", "1", 3);
    overdueJob();
    channels.answer(_ -> new Delivery.Failed("no"));
    relay();
    library.asSuperuser("update notice_message set due_at = now()");
    var notices = library.store.notices();
    var claimed = notices.claim(library.north, 10, LEASE);
    assertThat(claimed).hasSize(1);
    assertThat(notices.claim(library.north, 10, LEASE)).isEmpty();

    notices.settle(library.north, claimed.getFirst(), new Result.Untried());
    assertThat(notices.claim(library.north, 10, LEASE).getFirst().isUnclear()).isFalse();
  }

  @Test
  void ownTextCountsFromItsSavingOnAndItsVersionIsKept() {
    var name = new NoticeTemplates.Name(MessageKind.OVERDUE, NoticeLanguage.DA, NoticeForm.FULL);
    var templates = library.store.noticeTemplates();
    var text = new NoticeTemplates.Text("Aflever", "{{#entries}}{{title}}{{/entries}}");
    assertThat(templates.save(library.north, name, text, "anna", 0)).isPresent();
    assertThat(templates.save(library.north, name, text, "bent", 0))
        .as("somebody else was faster")
        .isEmpty();
    lend("A", "1", 3);
    overdueJob();
    assertThat(relay()).isEqualTo(1);
    assertThat(channels.taken().getFirst().text())
        .isEqualTo(new NoticeTemplates.Text("Aflever", "Ærø"));
    assertThat(message()).extracting(StoredMessage::version).isEqualTo(1);

    templates.save(library.north, name, null, "anna", 1);
    lend("A", "2", 3);
    overdueJob();
    relay();
    assertThat(channels.taken().getFirst().text().subject()).startsWith("Du har overskredet");
    assertThat(templates.history(library.north, name))
        .extracting(NoticeTemplates.Version::number)
        .containsExactly(2, 1);
  }

  @Test
  void kindThatIsSwitchedOffAndWhatHappenedLongAgoAreNotTold() {
    var policy = library.store.inquiries().policy(library.north);
    var occasion =
        new Occasion(
            "x", NoticeKind.RECALL, UUID.randomUUID(), TestLibrary.MAIN, null, null, 0, now);
    var planning = new NoticeSchedule(policy, now);
    assertThat(planning.of(new Event(UUID.randomUUID(), 1, now, occasion))).isPresent();
    assertThat(
            planning.of(new Event(UUID.randomUUID(), 1, now.minus(Duration.ofDays(4)), occasion)))
        .isEmpty();

    library.set(Setting.NOTICE_KINDS, "overdue");
    var other = library.store.inquiries().policy(library.north);
    assertThat(new NoticeSchedule(other, now).of(occasion)).isEmpty();
  }

  @Test
  void noticesAreForgottenWhenTheirTimeIsUp() {
    lend("A", "1", 3);
    lend("B", "2", 3);
    overdueJob();
    relay();
    var store = library.store;
    var job =
        new NoticeRetention(
            store.tenants(), store.inquiries(), store.notices(), Duration.ofHours(1), _ -> {});
    assertThat(job.run(now)).isZero();
    assertThat(job.run(now.plus(Duration.ofDays(29)))).isZero();
    assertThat(job.run(now.plus(Duration.ofDays(31)))).isEqualTo(2);
    assertThat(kept()).isEmpty();
    assertThat(library.count(library.north, "select count(*) from notice_message")).isZero();
  }

  @Test
  void noticeOfADayThatHasNotComeIsNotForgottenBeforeIt() {
    library.set(Setting.NOTICE_PRE_DUE_DAYS, "5");
    library.set(Setting.NOTICE_RETENTION_DAYS, "1");
    lend("A", "1", -4);
    days();
    relay();
    library.asSuperuser("update notice set created_at = now() - interval '2 days'");
    var store = library.store;
    var job =
        new NoticeRetention(
            store.tenants(), store.inquiries(), store.notices(), Duration.ofHours(1), _ -> {});
    assertThat(job.run(now)).as("else it would be told once more").isZero();
    assertThat(days()).isZero();
    assertThat(job.run(now.plus(Duration.ofDays(5)))).isEqualTo(1);
  }
}
