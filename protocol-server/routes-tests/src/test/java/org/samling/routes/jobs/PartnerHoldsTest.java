package org.samling.routes.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.HoldAtPartner;
import org.samling.core.circulation.HoldAtPartner.Stage;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.organisation.TenantId;
import org.samling.core.partners.HoldAgreement.Lending;
import org.samling.core.partners.HoldAgreement.Side;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import org.samling.routes.ill.InterlibraryRelay;
import org.samling.routes.iso18626.TenantPartners;

/** Patrons of south, the home, wait for what north, the supplier, has. */
class PartnerHoldsTest {

  private static final RecordKey LACKED = new RecordKey("t", "lacked");
  private static final String COPY = "P-1";

  private TestLibrary library;
  private TenantId supplier;
  private TenantId home;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    supplier = library.north;
    home = library.south;
    var store = library.store;
    store.catalogue().putRecords(null, List.of(TestLibrary.record(LACKED, "Samsø")));
    store.itemRegister().putItems(supplier, List.of(NewItem.plain(COPY, LACKED, MAIN, "book")));
    store
        .patronRegister()
        .putPatrons(
            supplier,
            List.of(
                new NewPatron(
                    Institution.card("south"),
                    "south",
                    new Membership("adult", MAIN, "000"),
                    null,
                    Contact.NONE,
                    null,
                    List.of(),
                    Particulars.of(PatronKind.LIBRARY, List.of(), null))));
    agree(100);
  }

  @AfterEach
  void close() {
    library.close();
  }

  private void agree(int most) {
    var agreements = library.store.holdAgreements();
    assertThat(agreements.offer(home, supplier, most, 1, "anna")).isTrue();
    var offered = agreements.of(supplier).getFirst();
    assertThat(agreements.accept(supplier, offered, new Lending(MAIN, List.of()), "bo")).isTrue();
  }

  private int ask() {
    var store = library.store;
    return new PartnerHoldRelay(
            store.tenants(),
            new PartnerHoldRelay.Ports(
                store.holdAgreements(),
                store.partnerHolds(),
                store.interlibraryRequests(),
                store.borrowedItems(),
                store.inquiries(),
                commands()),
            Duration.ofHours(1),
            _ -> {})
        .run();
  }

  private Commands commands() {
    return new Commands(library.store, Duration.ofSeconds(10));
  }

  /** Does all that the jobs of both tenants have to do, until nothing is left. */
  private void later() {
    int sent;
    do {
      ask();
      sent = relay();
    } while (sent > 0);
    ask();
  }

  /** Sends the messages of both tenants that are due; returns how many were confirmed. */
  private int relay() {
    var store = library.store;
    var relay =
        new InterlibraryRelay(
            store.interlibraryMessages(),
            new TenantPartners(
                new TenantPartners.Ports(
                    store.holdAgreements(),
                    store.partnerHolds(),
                    store.interlibraryRequests(),
                    store.interlibraryMessages(),
                    store.inquiries(),
                    commands()),
                (_, _) -> Optional.empty()),
            Duration.ofMillis(1));
    return store.tenants().all().stream().mapToInt(relay::run).sum();
  }

  private HoldOutcome place(TenantId tenant, String patron, RecordKey title) {
    return library.submit(TestLibrary.hold(tenant, patron, title, MAIN));
  }

  private UUID hold(TenantId tenant, String patron, RecordKey title) {
    var placed = place(tenant, patron, title);
    assertThat(placed).isInstanceOf(HoldOutcome.Placed.class);
    return ((HoldOutcome.Placed) placed).holdId();
  }

  private CheckinOutcome.Returned checkin(TenantId tenant, String item, String branch) {
    return (CheckinOutcome.Returned) library.submit(TestLibrary.checkin(tenant, item, branch));
  }

  private PatronAccount.Hold held(String patron) {
    return library.store.inquiries().patron(home, patron).orElseThrow().holds().getFirst();
  }

  private InterlibraryState request(TenantId tenant) {
    return library.store.interlibraryRequests().find(tenant, 1).orElseThrow().state();
  }

  private ItemStatus status(TenantId tenant, String item) {
    return library.store.inquiries().item(tenant, item).orElseThrow().status();
  }

  private long waiting(TenantId tenant) {
    return library.count(tenant, "select count(*) from hold where state = 'WAITING'");
  }

  private long requests(TenantId tenant) {
    return library.count(tenant, "select count(*) from ill_request");
  }

  /** The copy is captured at the supplier, and on its way. */
  private void send() {
    later();
    checkin(supplier, COPY, BRANCH);
    later();
  }

  @Test
  void aTitleThatTheLibraryLacksComesFromAPartnerAndGoesBack() {
    hold(home, "A", LACKED);
    later();
    assertThat(held("A").partner()).isEqualTo(new HoldAtPartner("north", Stage.PROMISED));

    assertThat(checkin(supplier, COPY, BRANCH).destination())
        .isEqualTo(new Destination.Partner(BRANCH, "south, Main"));
    later();
    assertThat(held("A").partner()).isEqualTo(new HoldAtPartner("north", Stage.SENT));
    assertThat(held("A").state()).isEqualTo(HoldState.IN_TRANSIT);

    assertThat(checkin(home, COPY, BRANCH).destination())
        .isInstanceOf(Destination.HoldTransit.class);
    assertThat(checkin(home, COPY, MAIN).destination()).isInstanceOf(Destination.HoldShelf.class);
    later();
    assertThat(request(home)).isEqualTo(InterlibraryState.RECEIVED);
    assertThat(request(supplier)).isEqualTo(InterlibraryState.RECEIVED);
    assertThat(library.submit(TestLibrary.checkout(home, "A", COPY)))
        .isInstanceOf(CheckoutOutcome.Granted.class);
    assertThat(request(home)).isEqualTo(InterlibraryState.ON_LOAN);

    assertThat(checkin(home, COPY, BRANCH).destination())
        .isEqualTo(new Destination.Lender(BRANCH, "north"));
    later();
    assertThat(status(supplier, COPY)).isEqualTo(ItemStatus.ON_LOAN);
    checkin(supplier, COPY, MAIN);
    later();
    assertThat(request(supplier)).isEqualTo(InterlibraryState.CHECKED_IN);
    assertThat(request(home)).isEqualTo(InterlibraryState.RETURNED);
    assertThat(library.store.inquiries().item(home, COPY)).isEmpty();
    assertThat(status(supplier, COPY)).isEqualTo(ItemStatus.AVAILABLE);
  }

  @Test
  void aHoldOnATitleWithoutOwnCopiesIsTakenWhereAPartnerHasOne() {
    assertThat(place(home, "A", LACKED)).isInstanceOf(HoldOutcome.Placed.class);

    library.set(home, "south", Setting.HOLD_ASK_PARTNERS, "never");
    assertThat(place(home, "B", LACKED))
        .isInstanceOfSatisfying(
            HoldOutcome.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.NO_ITEMS_FOR_LOAN));
  }

  @Test
  void aPartnerIsAskedOnlyWhereTheLibraryHasNoCopyOrAsSetWhereNoneIsFree() {
    var own =
        List.of("1", "2", "3", "4", "5").stream()
            .map(item -> library.submit(TestLibrary.checkout(home, "B", item)))
            .toList();
    assertThat(own).allMatch(CheckoutOutcome.Granted.class::isInstance);
    hold(home, "A", TITLE);
    assertThat(ask()).isZero();

    library.set(home, "south", Setting.HOLD_ASK_PARTNERS, "none-free");
    library.set(home, "south", Setting.HOLD_ASK_PARTNERS_DAYS, "1");
    assertThat(ask()).as("not on the first day").isZero();
    library.set(home, "south", Setting.HOLD_ASK_PARTNERS_DAYS, "0");
    assertThat(ask()).isOne();
  }

  @Test
  void ownPatronsGoBeforePartners() {
    hold(home, "A", LACKED);
    later();
    hold(supplier, "B", LACKED);
    assertThat(checkin(supplier, COPY, MAIN).destination())
        .isInstanceOf(Destination.HoldShelf.class);
    assertThat(library.submit(TestLibrary.checkout(supplier, "B", COPY)))
        .isInstanceOf(CheckoutOutcome.Granted.class);
    assertThat(library.submit(TestLibrary.checkin(supplier, COPY, MAIN)))
        .isInstanceOfSatisfying(
            CheckinOutcome.Returned.class,
            returned ->
                assertThat(returned.destination())
                    .isEqualTo(new Destination.Partner(MAIN, "south, Main")));
  }

  @Test
  void aPartnersHoldKeepsNoCopyFromOwnPatrons() {
    hold(home, "A", LACKED);
    later();
    assertThat(library.submit(TestLibrary.checkout(supplier, "B", COPY)))
        .isInstanceOf(CheckoutOutcome.Granted.class);
  }

  @Test
  void anOwnCopyThatComesFirstCancelsThePartnersRequest() {
    hold(home, "A", LACKED);
    later();
    library
        .store
        .itemRegister()
        .putItems(home, List.of(NewItem.plain("own", LACKED, MAIN, "book")));
    assertThat(checkin(home, "own", MAIN).destination()).isInstanceOf(Destination.HoldShelf.class);
    later();
    assertThat(request(home)).isEqualTo(InterlibraryState.CANCELLED);
    assertThat(request(supplier)).isEqualTo(InterlibraryState.CANCELLED);
    assertThat(waiting(supplier)).isZero();
    assertThat(checkin(supplier, COPY, MAIN).destination()).isInstanceOf(Destination.Shelf.class);
  }

  @Test
  void aCopyThatWasSentBeforeTheCancelIsExpectedAndGoesBackAtItsCheckin() {
    hold(home, "A", LACKED);
    later();
    checkin(supplier, COPY, MAIN);
    library
        .store
        .itemRegister()
        .putItems(home, List.of(NewItem.plain("own", LACKED, MAIN, "book")));
    checkin(home, "own", MAIN);
    assertThat(request(home)).isEqualTo(InterlibraryState.CANCELLED);
    later();
    assertThat(status(home, COPY)).isEqualTo(ItemStatus.IN_TRANSIT);
    assertThat(checkin(home, COPY, BRANCH).destination())
        .isEqualTo(new Destination.Lender(BRANCH, "north"));
    checkin(supplier, COPY, BRANCH);
    later();
    assertThat(request(home)).isEqualTo(InterlibraryState.RETURNED);
    assertThat(library.store.inquiries().item(home, COPY)).isEmpty();
  }

  @Test
  void aPauseAtHomeIsAPauseAtTheSupplier() {
    var hold = hold(home, "A", LACKED);
    later();
    pause(hold, new HoldFacts.Pause(LocalDate.now(), LocalDate.now().plusDays(30)));
    later();
    assertThat(checkin(supplier, COPY, MAIN).destination()).isInstanceOf(Destination.Shelf.class);
    pause(hold, null);
    later();
    assertThat(checkin(supplier, COPY, MAIN).destination()).isInstanceOf(Destination.Partner.class);
  }

  private void pause(UUID hold, HoldFacts.Pause pause) {
    assertThat(
            library.submit(
                new HoldCommand.PauseHold(
                    TestLibrary.origin(home, UUID.randomUUID(), MAIN), "A", hold, pause)))
        .isInstanceOf(HoldOutcome.Changed.class);
  }

  private void cancel(UUID hold) {
    assertThat(
            library.submit(
                new HoldCommand.CancelHoldById(
                    TestLibrary.origin(home, UUID.randomUUID(), MAIN), "A", hold)))
        .isInstanceOf(HoldOutcome.Cancelled.class);
  }

  @Test
  void aHoldThatIsCancelledIsAskedForNoMoreAndWhatIsOnItsWayComesBack() {
    var hold = hold(home, "A", LACKED);
    send();
    cancel(hold);
    later();
    assertThat(checkin(home, COPY, MAIN).destination())
        .isEqualTo(new Destination.Lender(MAIN, "north"));
    checkin(supplier, COPY, MAIN);
    later();
    assertThat(request(home)).isEqualTo(InterlibraryState.RETURNED);

    var other = hold(home, "A", LACKED);
    later();
    assertThat(waiting(supplier)).isOne();
    cancel(other);
    later();
    assertThat(waiting(supplier)).isZero();
  }

  @Test
  void whatASupplierExpectsToLendLaterIsAskedForPausedAndCancelledAsWhatItHas() {
    library.submit(TestLibrary.checkout(supplier, "B", COPY));
    var hold = hold(home, "A", LACKED);
    later();
    assertThat(request(home)).isEqualTo(InterlibraryState.EXPECT_TO_SUPPLY);
    assertThat(held("A").partner()).isEqualTo(new HoldAtPartner("north", Stage.ASKED));
    assertThat(library.store.partnerHolds().open(home, "north")).isOne();

    pause(hold, new HoldFacts.Pause(LocalDate.now(), LocalDate.now().plusDays(30)));
    later();
    assertThat(paused(supplier)).isOne();
    pause(hold, null);
    later();
    assertThat(paused(supplier)).isZero();

    cancel(hold);
    later();
    assertThat(request(home)).isEqualTo(InterlibraryState.CANCELLED);
    assertThat(waiting(supplier)).isZero();
  }

  private long paused(TenantId tenant) {
    return library.count(tenant, "select count(*) from hold where paused_from is not null");
  }

  @Test
  void twoPatronsOfAHomeWaitForTheSameTitleAtOneSupplier() {
    library
        .store
        .itemRegister()
        .putItems(supplier, List.of(NewItem.plain("P-2", LACKED, MAIN, "book")));
    hold(home, "A", LACKED);
    hold(home, "B", LACKED);
    later();
    assertThat(waiting(supplier)).isEqualTo(2);
    assertThat(checkin(supplier, COPY, MAIN).destination()).isInstanceOf(Destination.Partner.class);
    assertThat(checkin(supplier, "P-2", MAIN).destination())
        .isInstanceOf(Destination.Partner.class);
    later();
    assertThat(library.count(home, "select count(*) from hold where state = 'IN_TRANSIT'"))
        .isEqualTo(2);
  }

  @Test
  void whatWasSentBeforeTheAgreementEndedComesToItsHold() {
    hold(home, "A", LACKED);
    later();
    checkin(supplier, COPY, MAIN);
    library.store.holdAgreements().end(home, supplier, Side.HOME, "anna");
    assertThat(ask()).as("the cancel goes before the supplier's message comes").isZero();
    assertThat(request(home)).isEqualTo(InterlibraryState.CANCELLED);
    later();
    assertThat(held("A").state()).isEqualTo(HoldState.IN_TRANSIT);
    assertThat(checkin(home, COPY, MAIN).destination()).isInstanceOf(Destination.HoldShelf.class);
  }

  @Test
  void aCopyThatIsBackAtItsSupplierUnopenedIsAskedForAgain() {
    hold(home, "A", LACKED);
    send();
    library.set(supplier, "north", Setting.LOAN_VISIT_MINUTES, "0");
    assertThat(checkin(supplier, COPY, MAIN).destination()).isInstanceOf(Destination.Shelf.class);
    later();
    assertThat(library.store.inquiries().item(home, COPY)).isEmpty();
    assertThat(request(home)).isEqualTo(InterlibraryState.RETURNED);
    assertThat(held("A").state()).isEqualTo(HoldState.WAITING);
    assertThat(held("A").partner()).isEqualTo(new HoldAtPartner("north", Stage.PROMISED));
  }

  @Test
  void theEndOfTheAgreementCancelsWhatWasNotSentAndLetsTheRestComeHome() {
    hold(home, "A", LACKED);
    send();
    hold(home, "B", LACKED);
    later();
    library.store.holdAgreements().end(supplier, home, Side.SUPPLIER, "bo");
    later();
    assertThat(waiting(supplier)).isZero();
    assertThat(waiting(home)).as("the patron waits on").isOne();
    checkin(home, COPY, MAIN);
    library.submit(TestLibrary.checkout(home, "A", COPY));
    checkin(home, COPY, MAIN);
    checkin(supplier, COPY, MAIN);
    later();
    assertThat(request(home)).isEqualTo(InterlibraryState.RETURNED);
  }

  @Test
  void aNewOfferGivesWhatWasAskedForUnderTheOldAgreementNoPlaceAmongOwnPatrons() {
    hold(home, "A", LACKED);
    later();
    library.store.holdAgreements().end(home, supplier, Side.HOME, "anna");
    assertThat(library.store.holdAgreements().offer(home, supplier, 5, 1, "anna")).isTrue();
    assertThat(checkin(supplier, COPY, MAIN).destination()).isInstanceOf(Destination.Shelf.class);
    later();
    assertThat(request(supplier)).isEqualTo(InterlibraryState.CANCELLED);
    assertThat(waiting(supplier)).isZero();
  }

  @Test
  void aLoanEndsAtHomeWhenThePatronReturnsTheItemToItsSupplier() {
    hold(home, "A", LACKED);
    send();
    checkin(home, COPY, MAIN);
    library.submit(TestLibrary.checkout(home, "A", COPY));
    later();
    assertThat(checkin(supplier, COPY, MAIN).loanId()).isNotNull();
    later();
    assertThat(library.store.inquiries().patron(home, "A").orElseThrow().loans()).isEmpty();
    assertThat(request(home)).isEqualTo(InterlibraryState.RETURNED);
  }

  @Test
  void anItemThatIsScannedOnceMoreWhereItIsSentFromIsNotReturned() {
    hold(home, "A", LACKED);
    later();
    checkin(supplier, COPY, MAIN);
    assertThat(checkin(supplier, COPY, MAIN).destination())
        .isEqualTo(new Destination.Partner(MAIN, "south"));
    assertThat(status(supplier, COPY)).isEqualTo(ItemStatus.ON_LOAN);
    assertThat(request(supplier)).isEqualTo(InterlibraryState.SHIPPED);
  }

  @Test
  void noMoreIsAskedForAtOnceThanWasAgreed() {
    library.store.holdAgreements().end(home, supplier, Side.HOME, "anna");
    agree(1);
    hold(home, "A", LACKED);
    hold(home, "B", LACKED);
    later();
    assertThat(waiting(supplier)).isOne();
    assertThat(requests(home)).isOne();
  }

  @Test
  void aRequestIsNotPassedOnToAPartnerThatHasAsManyAsWereAgreed() {
    library.store.holdAgreements().end(home, supplier, Side.HOME, "anna");
    agree(1);
    hold(home, "A", LACKED);
    later();
    var other = hold(home, "B", LACKED);
    assertThat(library.store.partnerHolds().ask(home, "south", other, List.of("gone", "north")))
        .isTrue();
    relay();
    assertThat(library.store.interlibraryRequests().find(home, 2).orElseThrow().state())
        .isEqualTo(InterlibraryState.UNFILLED);
    assertThat(waiting(supplier)).isOne();
  }

  @Test
  void askedTwiceOrByTwoNodesItIsOneRequest() {
    hold(home, "A", LACKED);
    for (var i = 0; i < 3; i++) {
      later();
    }
    assertThat(requests(home)).isOne();
    assertThat(requests(supplier)).isOne();
    send();
    later();
    assertThat(library.count(home, "select count(*) from item where barcode = 'P-1'")).isOne();
  }

  @Test
  void nothingOfThePatronCrosses() {
    hold(home, "A", LACKED);
    send();
    checkin(home, COPY, MAIN);
    library.submit(TestLibrary.checkout(home, "A", COPY));
    later();
    for (var table : List.of("ill_request", "ill_event", "ill_message", "hold", "outbox")) {
      assertThat(library.texts(supplier, "select t::text from %s t".formatted(table)))
          .as(table)
          .noneMatch(row -> row.contains("Navn, A"));
    }
  }

  @Test
  void aPatronIsToldThatNoPartnerCanLendItAndOthersAreAskedAWeekLater() {
    hold(home, "A", LACKED);
    assertThat(ask()).isOne();
    library.asSuperuser("update item set status = 'MISSING' where barcode = 'P-1'");
    later();
    assertThat(held("A").partner()).isEqualTo(new HoldAtPartner("north", Stage.REFUSED));
    assertThat(held("A").state()).isEqualTo(HoldState.WAITING);

    library.asSuperuser("update item set status = 'AVAILABLE' where barcode = 'P-1'");
    later();
    assertThat(waiting(supplier)).isZero();
    library.asSuperuser("update ill_request set changed_at = changed_at - interval '8 days'");
    later();
    assertThat(waiting(supplier)).isOne();
    assertThat(held("A").partner()).isEqualTo(new HoldAtPartner("north", Stage.PROMISED));
  }

  @Test
  void aRenewalAtHomeAsksTheSupplier() {
    hold(home, "A", LACKED);
    send();
    checkin(home, COPY, MAIN);
    library.submit(TestLibrary.checkout(home, "A", COPY));
    later();
    library.asSuperuser("update loan set lent_at = lent_at - interval '20 days'");
    assertThat(library.submit(TestLibrary.renew(home, "A", COPY)))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.LENDER_ASKED));
    later();
    var due = library.store.inquiries().item(supplier, COPY).orElseThrow().due();
    assertThat(library.store.inquiries().item(home, COPY).orElseThrow().due()).isEqualTo(due);
  }

  @Test
  void theDueDateAtHomeIsBoundByTheSuppliers() {
    hold(home, "A", LACKED);
    send();
    var due = library.store.inquiries().item(supplier, COPY).orElseThrow().due();
    checkin(home, COPY, MAIN);
    var lent = (CheckoutOutcome.Granted) library.submit(TestLibrary.checkout(home, "A", COPY));
    assertThat(lent.due()).isBeforeOrEqualTo(due);
    library.submit(
        new LoanCommand.Recall(TestLibrary.origin(supplier, UUID.randomUUID(), MAIN), COPY));
    later();
    assertThat(request(home)).isEqualTo(InterlibraryState.RECALLED);
  }
}
