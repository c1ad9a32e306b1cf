package org.samling.core.circulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.Setting;

/**
 * The contract of circulation for every store, tested through the core's ports only. A store's test
 * implements this.
 */
public interface CirculationContract {

  /** Creates a new library for a test. */
  Library library();

  /**
   * A small library in a store: branches {@link #MAIN} and {@link #BRANCH}, each open every day;
   * patrons A and B (adults: 50 loans, 10 holds, fees up to 20,000), C (a child: two loans, one
   * hold, no fees) and X (excluded); items 1 to 5 of {@link #TITLE} and 6 of {@link #OTHER_TITLE},
   * lent for 30 days with one renewal; item R, which is not for loan. An item that fills a hold is
   * on the hold shelf at once.
   */
  interface Library {

    String MAIN = "DK-799700";
    String BRANCH = "DK-799701";
    RecordKey TITLE = new RecordKey("t", "1");
    RecordKey OTHER_TITLE = new RecordKey("t", "2");

    /** The tenant of the library. */
    TenantId tenant();

    /** The port for commands. */
    Circulation circulation();

    /** The same port on another node, which shares no memory with this one. */
    Circulation anotherNode();

    /** The port for queries. */
    Inquiries inquiries();

    /** Sets a setting for the whole library, valid since long ago. */
    void set(Setting<?> setting, String value);

    default <O extends Outcome> O submit(Command<O> command) {
      return circulation().submit(command).join();
    }

    /** The origin of a command: a branch, with a key of its own. */
    default Origin origin(String branch) {
      return origin(UUID.randomUUID(), branch);
    }

    default Origin origin(Object key, String branch) {
      return new Origin(
          tenant(),
          CommandKey.of(Duration.ofMinutes(10), key),
          "test",
          branch,
          Instant.now().plusSeconds(30));
    }

    default LoanCommand.Checkout checkout(String patron, String item) {
      return new LoanCommand.Checkout(origin(MAIN), patron, item, false, null);
    }

    /** A loan that was made days ago, so that renewing it gains days. */
    default LoanCommand.Checkout checkoutDaysAgo(String patron, String item) {
      var then = Instant.now().minus(Duration.ofDays(5));
      return new LoanCommand.Checkout(
          origin(MAIN), patron, item, false, new LoanCommand.AsRecorded(then, null, 0));
    }

    default LoanCommand.Checkin checkin(String item, String branch) {
      return new LoanCommand.Checkin(origin(branch), item, Instant.now());
    }

    default LoanCommand.Renew renew(String patron, String item) {
      return new LoanCommand.Renew(origin(MAIN), patron, item);
    }

    default HoldCommand.PlaceHold hold(String patron, RecordKey record, String pickup) {
      return new HoldCommand.PlaceHold(
          origin(MAIN),
          patron,
          record,
          null,
          HoldCommand.HoldOptions.at(pickup, Instant.now(), null));
    }

    default FeeCommand.ChargeFee fee(String patron, long amount, @Nullable String reason) {
      return new FeeCommand.ChargeFee(
          origin(MAIN), patron, FeeType.DAMAGE, amount, null, reason, Instant.now());
    }

    default FeeCommand.Pay payment(String patron, long amount, @Nullable String reference) {
      return new FeeCommand.Pay(
          origin(MAIN), patron, amount, List.of(), PaymentMeans.CASH, reference, Instant.now());
    }

    default PatronAccount account(String patron) {
      return inquiries().patron(tenant(), patron).orElseThrow();
    }

    default ItemState item(String barcode) {
      return inquiries().item(tenant(), barcode).orElseThrow();
    }

    default CheckinOutcome.Returned returnItem(String item, String branch) {
      return (CheckinOutcome.Returned) submit(checkin(item, branch));
    }

    /** Asserts that a command is refused for a reason. */
    default <O extends Outcome> Refusal refused(Command<O> command, RefusalReason reason) {
      var outcome = submit(command);
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
      return (Refusal) outcome;
    }
  }

  @Test
  default void checkedOutItemIsOnLoanUntilItIsReturned() {
    var library = library();
    var granted = (CheckoutOutcome.Granted) library.submit(library.checkout("A", "1"));

    assertThat(granted.item().title()).isEqualTo("Ærø");
    assertThat(granted.renewed()).isFalse();
    assertThat(granted.why().value()).isEqualTo("30");
    assertThat(Duration.between(Instant.now(), granted.due()).toDays()).isBetween(29L, 31L);
    assertThat(library.item("1").status()).isEqualTo(ItemStatus.ON_LOAN);
    assertThat(library.account("A").patron().loans()).isEqualTo(1);
    assertThat(library.account("A").loans())
        .singleElement()
        .satisfies(l -> assertThat(l.barcode()).isEqualTo("1"));

    var returned = library.returnItem("1", Library.MAIN);

    assertThat(returned.loanId()).isEqualTo(granted.loanId());
    assertThat(returned.patron()).isEqualTo("A");
    assertThat(returned.destination()).isEqualTo(new Destination.Shelf(Library.MAIN));
    assertThat(library.item("1").status()).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(library.account("A").loans()).isEmpty();
  }

  @Test
  default void secondCheckoutOfAnItemIsRefused() {
    var library = library();
    library.submit(library.checkout("A", "1"));

    library.refused(library.checkout("B", "1"), RefusalReason.ON_LOAN_TO_ANOTHER);
    library.refused(library.checkout("A", "1"), RefusalReason.ON_LOAN_TO_SAME_PATRON);
  }

  @Test
  default void checkoutOfOwnLoanIsARenewalWhereTheTerminalAllowsIt() {
    var library = library();
    library.set(Setting.LOAN_VISIT_MINUTES, "0");
    library.submit(library.checkoutDaysAgo("A", "1"));

    assertThat(
            library.submit(
                new LoanCommand.Checkout(library.origin(Library.MAIN), "A", "1", true, null)))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Granted.class, g -> assertThat(g.renewed()).isTrue());
    assertThat(library.account("A").loans()).hasSize(1);
  }

  @Test
  default void secondReadWithinOneVisitUsesNoRenewal() {
    var library = library();
    var lent = (CheckoutOutcome.Granted) library.submit(library.checkout("A", "1"));

    assertThat(
            library.submit(
                new LoanCommand.Checkout(library.origin(Library.MAIN), "A", "1", true, null)))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Granted.class,
            g -> {
              assertThat(g.loanId()).isEqualTo(lent.loanId());
              assertThat(g.due()).isEqualTo(lent.due());
              assertThat(g.renewed()).isFalse();
              assertThat(g.why()).hasToString("same-visit: loan.visit-minutes = 30 (built in)");
            });
    assertThat(library.submit(library.renew("A", "1")))
        .as("the one renewal is still there")
        .isInstanceOf(CheckoutOutcome.Granted.class);
  }

  @Test
  default void refusalsNameTheRuleTheSettingAndItsLevel() {
    var library = library();
    library.submit(library.checkout("C", "1"));
    library.submit(library.checkout("C", "2"));

    assertThat(library.refused(library.checkout("C", "3"), RefusalReason.TOO_MANY_LOANS).why())
        .hasToString("maximum-loans: max-loans = 2 (patron category child)");
    library.refused(library.checkout("X", "3"), RefusalReason.PATRON_BLOCKED);
    library.refused(library.checkout("nobody", "3"), RefusalReason.PATRON_UNKNOWN);
    library.refused(library.checkout("A", "nothing"), RefusalReason.ITEM_UNKNOWN);
    library.refused(library.checkout("A", "R"), RefusalReason.ITEM_NOT_FOR_LOAN);
  }

  @Test
  default void refusalHasNoEffect() {
    var library = library();
    library.submit(library.checkout("A", "1"));
    library.submit(library.hold("B", Library.OTHER_TITLE, Library.MAIN));
    var accounts = List.of(library.account("A"), library.account("B"));
    var items = List.of(library.item("1"), library.item("6"));

    library.refused(library.checkout("B", "1"), RefusalReason.ON_LOAN_TO_ANOTHER);
    library.refused(library.checkout("A", "6"), RefusalReason.HELD_FOR_ANOTHER);
    library.refused(library.renew("B", "1"), RefusalReason.NOT_ON_LOAN_TO_PATRON);
    library.refused(
        library.hold("B", Library.OTHER_TITLE, Library.MAIN), RefusalReason.ALREADY_HELD);
    library.refused(library.payment("B", 1, null), RefusalReason.NOTHING_OWED);

    assertThat(List.of(library.account("A"), library.account("B"))).isEqualTo(accounts);
    assertThat(List.of(library.item("1"), library.item("6"))).isEqualTo(items);
  }

  @Test
  default void whatIsExplainedIsWhatIsThenDecidedAndExplainingChangesNothing() {
    var library = library();
    for (var item : List.of("1", "2", "3", "4", "5")) {
      library.submit(library.checkout("A", item));
    }
    library.submit(library.hold("B", Library.TITLE, Library.MAIN));
    for (var command :
        List.<Command<?>>of(
            library.checkout("B", "1"),
            library.checkout("A", "R"),
            library.renew("A", "1"),
            library.hold("A", new RecordKey("t", "none"), Library.MAIN),
            library.checkin("no-such", Library.MAIN))) {
      var explanation = library.inquiries().explain(command);
      var explained = (Refusal) explanation.outcome();
      var decided = library.refused(command, explained.reason());
      assertThat(explained.why()).isEqualTo(decided.why());
      assertThat(Check.broken(explanation.checks()).getFirst().reason())
          .isEqualTo(explained.reason());
    }
    var checkin = library.checkin("1", Library.MAIN);
    var explained = (CheckinOutcome.Returned) library.inquiries().explain(checkin).outcome();
    assertThat(library.item("1").status()).isEqualTo(ItemStatus.ON_LOAN);
    var returned = (CheckinOutcome.Returned) library.submit(checkin);
    assertThat(returned.loanId()).isEqualTo(explained.loanId());
    assertThat(returned.destination()).isEqualTo(explained.destination());
  }

  @Test
  default void debtAboveTheLimitRefusesLoans() {
    var library = library();
    library.submit(library.fee("C", 1_000, "for sent"));

    library.refused(library.checkout("C", "1"), RefusalReason.DEBT_TOO_HIGH);
    assertThat(library.account("C").patron().debt()).isEqualTo(1_000);
    assertThat(library.account("C").fees())
        .singleElement()
        .satisfies(f -> assertThat(f.reason()).isEqualTo("for sent"));

    assertThat(library.submit(library.payment("C", 1_000, null)))
        .isInstanceOfSatisfying(FeeOutcome.Paid.class, p -> assertThat(p.debt()).isZero());
    assertThat(library.submit(library.checkout("C", "1")))
        .isInstanceOf(CheckoutOutcome.Granted.class);
  }

  @Test
  default void paymentIsTakenOnceUnderItsReference() {
    var library = library();
    library.submit(library.fee("A", 100, null));

    var paid = (FeeOutcome.Paid) library.submit(library.payment("A", 60, "terminal-1"));
    assertThat(library.submit(library.payment("A", 60, "terminal-1")))
        .isInstanceOfSatisfying(
            FeeOutcome.Paid.class, p -> assertThat(p.paymentId()).isEqualTo(paid.paymentId()));
    library.refused(library.payment("A", 40, "terminal-1"), RefusalReason.PAYMENT_REFERENCE_USED);
    assertThat(library.account("A").patron().debt()).isEqualTo(40);
  }

  @Test
  default void feeForAnUnknownPatronIsRefused() {
    library().refused(library().fee("nobody", 1, null), RefusalReason.PATRON_UNKNOWN);
  }

  @Test
  default void renewalMovesTheDueDateAsOftenAsTheCategoryAllows() {
    var library = library();
    library.submit(library.checkoutDaysAgo("A", "1"));

    assertThat(library.submit(library.renew("A", "1")))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Granted.class, g -> assertThat(g.renewed()).isTrue());
    library.refused(library.renew("A", "1"), RefusalReason.TOO_MANY_RENEWALS);
    library.refused(library.renew("B", "1"), RefusalReason.NOT_ON_LOAN_TO_PATRON);
  }

  @Test
  default void whoWaitsStopsRenewalsAndGetsTheReturnedItem() {
    var library = library();
    for (var item : List.of("1", "2", "3", "4", "5")) {
      library.submit(library.checkout("A", item));
    }
    assertThat(library.submit(library.hold("B", Library.TITLE, Library.MAIN)))
        .isInstanceOfSatisfying(
            HoldOutcome.Placed.class, p -> assertThat(p.position()).isEqualTo(1));
    assertThat(library.submit(library.hold("C", Library.TITLE, Library.BRANCH)))
        .isInstanceOfSatisfying(
            HoldOutcome.Placed.class, p -> assertThat(p.position()).isEqualTo(2));

    library.refused(library.renew("A", "1"), RefusalReason.HELD_FOR_ANOTHER);
    assertThat(library.returnItem("1", Library.MAIN).destination())
        .isInstanceOfSatisfying(
            Destination.HoldShelf.class,
            shelf -> {
              assertThat(shelf.branch()).isEqualTo(Library.MAIN);
              assertThat(shelf.patron()).isEqualTo("B");
              assertThat(Objects.requireNonNull(shelf.shelf()).number()).isEqualTo(1);
            });
    library.refused(library.checkout("A", "1"), RefusalReason.HELD_FOR_ANOTHER);
    assertThat(library.submit(library.checkout("B", "1")))
        .isInstanceOf(CheckoutOutcome.Granted.class);
    assertThat(library.account("B").holds()).as("the hold is fulfilled").isEmpty();
    assertThat(library.account("C").holds()).hasSize(1);
  }

  @Test
  default void holdThatIsCancelledGivesItsItemUp() {
    var library = library();
    library.submit(library.checkout("A", "1"));
    library.submit(library.hold("B", Library.TITLE, Library.MAIN));
    library.returnItem("1", Library.MAIN);

    assertThat(
            library.submit(
                new HoldCommand.CancelHold(library.origin(Library.MAIN), "B", Library.TITLE)))
        .isInstanceOfSatisfying(HoldOutcome.Cancelled.class, c -> assertThat(c.hadItem()).isTrue());
    assertThat(library.account("B").holds()).isEmpty();
    library.refused(
        new HoldCommand.CancelHold(library.origin(Library.MAIN), "B", Library.TITLE),
        RefusalReason.NOT_HELD);
    assertThat(library.submit(library.checkout("A", "1")))
        .isInstanceOf(CheckoutOutcome.Granted.class);
  }

  @Test
  default void itemForAnotherBranchTravelsAndArrives() {
    var library = library();
    library.submit(library.checkout("A", "1"));
    library.submit(library.hold("B", Library.TITLE, Library.BRANCH));

    assertThat(library.returnItem("1", Library.MAIN).destination())
        .isEqualTo(new Destination.HoldTransit(Library.BRANCH, "B", "Navn, B", null));
    assertThat(library.returnItem("1", Library.BRANCH).destination())
        .isInstanceOfSatisfying(
            Destination.HoldShelf.class, shelf -> assertThat(shelf.patron()).isEqualTo("B"));
    assertThat(library.account("B").holds())
        .singleElement()
        .satisfies(h -> assertThat(h.state()).isEqualTo(HoldState.READY));
  }

  @Test
  default void itemReturnedElsewhereIsSentHome() {
    var library = library();
    assertThat(library.returnItem("1", Library.BRANCH).destination())
        .isEqualTo(new Destination.HomeTransit(Library.MAIN));
    assertThat(library.item("1").status()).isEqualTo(ItemStatus.IN_TRANSIT);
  }

  @Test
  default void holdsAreRefusedByTheirOwnRules() {
    var library = library();
    library.submit(library.hold("C", Library.TITLE, Library.MAIN));

    library.refused(library.hold("C", Library.TITLE, Library.MAIN), RefusalReason.TOO_MANY_HOLDS);
    library.submit(library.hold("A", Library.TITLE, Library.MAIN));
    library.refused(library.hold("A", Library.TITLE, Library.MAIN), RefusalReason.ALREADY_HELD);
    library.refused(
        library.hold("A", new RecordKey("t", "none"), Library.MAIN), RefusalReason.RECORD_UNKNOWN);
    library.refused(
        library.hold("A", Library.OTHER_TITLE, "DK-000000"), RefusalReason.BRANCH_UNKNOWN);
  }

  @Test
  default void loanMadeElsewhereIsRecordedWithTheRulesItBroke() {
    var library = library();
    var at = Instant.now().minus(Duration.ofDays(3));

    assertThat(
            library.submit(
                new LoanCommand.Checkout(
                    library.origin(Library.MAIN),
                    "X",
                    "1",
                    false,
                    new LoanCommand.AsRecorded(at, at.plus(Duration.ofDays(31)), 0))))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Granted.class,
            g -> {
              assertThat(g.broken())
                  .singleElement()
                  .satisfies(w -> assertThat(w.rule()).isEqualTo("patron-blocks"));
              assertThat(g.due()).isEqualTo(at.plus(Duration.ofDays(31)));
            });
    assertThat(library.account("X").loans()).hasSize(1);
  }

  @Test
  default void repeatedCommandGetsTheOutcomeOfTheFirstAndHasNoEffect() {
    var library = library();
    var command =
        new LoanCommand.Checkout(library.origin("key", Library.MAIN), "A", "1", false, null);
    var first = library.submit(command);
    library.returnItem("1", Library.MAIN);

    assertThat(library.submit(command)).isEqualTo(first);
    assertThat(library.anotherNode().submit(command).join()).isEqualTo(first);
    assertThat(library.account("A").loans()).isEmpty();
    assertThat(library.item("1").status()).isEqualTo(ItemStatus.AVAILABLE);
  }

  @Test
  default void keyThatOthersMayHaveIsTheSameCommandsOnlyWhileItsEffectStands() {
    var library = library();
    var origin = library.origin("key", Library.MAIN);
    var command =
        new LoanCommand.Checkout(
            new Origin(
                origin.tenant(),
                origin.key().whileEffectStands(),
                origin.actor(),
                origin.branch(),
                origin.deadline()),
            "A",
            "1",
            false,
            null);
    var first = library.submit(command);
    assertThat(library.submit(command)).isEqualTo(first);
    assertThat(library.anotherNode().submit(command).join()).isEqualTo(first);

    library.returnItem("1", Library.MAIN);
    assertThat(library.submit(command))
        .isInstanceOf(CheckoutOutcome.Granted.class)
        .isNotEqualTo(first);
    assertThat(library.account("A").loans()).hasSize(1);
  }

  @Test
  default void keyCountsOnlyWithinItsWindow() throws InterruptedException {
    var library = library();
    var brief =
        new LoanCommand.Checkin(
            new Origin(
                library.tenant(),
                CommandKey.of(Duration.ofSeconds(1), "brief"),
                "test",
                Library.MAIN,
                Instant.now().plusSeconds(30)),
            "1",
            Instant.now());
    var first = library.submit(brief);
    assertThat(library.submit(brief)).isEqualTo(first);
    Thread.sleep(1_500);

    assertThat(library.submit(brief).at()).isAfter(first.at());
  }

  @Test
  default void manyKiosksAtOneItemMakeOneLoan() throws InterruptedException {
    var library = library();
    var granted = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (var i = 0; i < 32; i++) {
      var patron = i % 2 == 0 ? "A" : "B";
      threads.add(
          Thread.startVirtualThread(() -> {
            if (library.submit(library.checkout(patron, "1")) instanceof CheckoutOutcome.Granted) {
              granted.incrementAndGet();
            }
          }));
    }
    for (var thread : threads) {
      thread.join();
    }

    assertThat(granted).hasValue(1);
  }

  @Test
  default void commandWhoseDeadlineHasPassedIsNotDone() {
    var library = library();
    var late =
        new LoanCommand.Checkout(
            new Origin(
                library.tenant(),
                CommandKey.of(Duration.ofMinutes(1), "late"),
                "test",
                Library.MAIN,
                Instant.now().minusSeconds(1)),
            "A",
            "1",
            false,
            null);

    assertThat(library.circulation().submit(late))
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BUSY));
    assertThat(library.account("A").loans()).isEmpty();
  }
}
