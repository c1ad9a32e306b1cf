package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.hold;
import static org.samling.postgres.TestLibrary.origin;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.TransportLists.TransitFilter;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.TransportCommand;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.outcome.TransportOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.policy.FloatingGroup;
import org.samling.core.policy.Setting;
import org.samling.core.policy.SortRule;
import org.samling.core.policy.SortRule.Conditions;
import org.samling.core.policy.SortRule.Route;

/** How items travel between branches, on a real database. */
class TransportTest {

  private final TestLibrary library = new TestLibrary();

  @AfterEach
  void close() {
    try {
      Invariants.check(library);
    } finally {
      library.close();
    }
  }

  private CheckinOutcome.Returned giveBack(String item, String branch) {
    return (CheckinOutcome.Returned) library.submit(checkin(library.north, item, branch));
  }

  private static SortRule rule(int position, Conditions conditions, String bin) {
    return new SortRule(MAIN, "default", position, conditions, bin, "test", Instant.now());
  }

  private TransportOutcome pack(String item, String crate) {
    return library.submit(
        new TransportCommand.PackCrate(
            origin(library.north, UUID.randomUUID(), BRANCH), item, crate));
  }

  private void refused(TransportOutcome outcome, RefusalReason reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            TransportOutcome.Refused.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }

  @Test
  void whatIsOnItsWayIsListedWithItsSlipUntilItArrives() {
    giveBack("1", BRANCH);
    assertThat(
            library
                .store
                .transportLists()
                .transits(library.north, new TransitFilter(null, MAIN, null, null), 10))
        .singleElement()
        .satisfies(way -> {
          assertThat(way.item()).isEqualTo("1");
          assertThat(way.from()).isEqualTo(BRANCH);
          assertThat(way.to()).isEqualTo(MAIN);
          assertThat(way.forHold()).isFalse();
          assertThat(way.isOverdue()).isFalse();
        });
    giveBack("1", MAIN);
    assertThat(
            library
                .store
                .transportLists()
                .transits(library.north, new TransitFilter(null, null, null, null), 10))
        .isEmpty();
  }

  @Test
  void whatTravelsTooLongIsOverdue() {
    library.set(Setting.TRANSIT_DAYS, "3");
    giveBack("1", BRANCH);
    library.asSuperuser("update transit set sent_at = sent_at - interval '5 days'");
    assertThat(
            library
                .store
                .transportLists()
                .transits(library.north, new TransitFilter(null, null, null, null), 10))
        .singleElement()
        .satisfies(way -> assertThat(way.isOverdue()).isTrue());
  }

  @Test
  void loanOfWhatIsOnItsWayEndsTheWay() {
    giveBack("1", BRANCH);
    library.submit(checkout(library.north, "A", "1"));
    assertThat(
            library
                .store
                .transportLists()
                .transits(library.north, new TransitFilter(null, null, null, null), 10))
        .isEmpty();
  }

  @Test
  void crateHoldsWhatGoesToOneBranch() {
    giveBack("1", BRANCH);
    library.submit(checkout(library.north, "A", "2"));
    library.submit(hold(library.north, "B", TITLE, BRANCH));
    giveBack("2", MAIN);

    assertThat(pack("1", "K7"))
        .isInstanceOfSatisfying(
            TransportOutcome.Packed.class, p -> assertThat(p.destination()).isEqualTo(MAIN));
    refused(pack("2", "K7"), RefusalReason.CRATE_FOR_ELSEWHERE);
    refused(pack("3", "K7"), RefusalReason.NOT_IN_TRANSIT);
    refused(pack("nothing", "K7"), RefusalReason.ITEM_UNKNOWN);
    assertThat(library.store.transportLists().crate(library.north, "K7"))
        .extracting(way -> way.item())
        .containsExactly("1");
    giveBack("1", MAIN);
    assertThat(library.store.transportLists().crate(library.north, "K7")).isEmpty();
  }

  @Test
  void floatingItemStaysWhereItIsReturned() {
    inGroup("1");

    assertThat(giveBack("1", BRANCH).destination()).isEqualTo(new Destination.Shelf(BRANCH));
    assertThat(giveBack("2", BRANCH).destination()).isEqualTo(new Destination.HomeTransit(MAIN));
    var item = library.store.inquiries().item(library.north, "1").orElseThrow();
    assertThat(item.status()).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(item.item().home()).isEqualTo(BRANCH);
  }

  private LoanOutcome undoReturn(String item, String branch) {
    return library.submit(
        new LoanCommand.UndoCheckin(origin(library.north, UUID.randomUUID(), branch), item));
  }

  private String home(String item) {
    return library.store.inquiries().item(library.north, item).orElseThrow().item().home();
  }

  private void inGroup(String item) {
    library
        .store
        .policyRegister()
        .putFloatingGroup(
            library.north, new FloatingGroup("town", Set.of(MAIN, BRANCH), "test", Instant.now()));
    library.asSuperuser("update item set floating_group = 'town' where barcode = '" + item + "'");
  }

  @Test
  void undoneReturnOfFloatingItemLeavesItWhereItBelonged() {
    inGroup("1");
    library.submit(checkout(library.north, "A", "1"));
    giveBack("1", BRANCH);
    assertThat(home("1")).isEqualTo(BRANCH);

    assertThat(undoReturn("1", BRANCH)).isInstanceOf(LoanOutcome.Changed.class);
    assertThat(home("1")).isEqualTo(MAIN);
    assertThat(
            library.count(
                library.north, "select count(*) from outbox where kind = 'item-float-undone'"))
        .isEqualTo(1);
    giveBack("1", MAIN);
    assertThat(undoReturn("1", MAIN)).isInstanceOf(LoanOutcome.Changed.class);
    assertThat(home("1")).as("this return moved nothing").isEqualTo(MAIN);
  }

  @Test
  void returnAndItsUndoingInOneBatchLeaveTheItemWhereItBelonged() {
    inGroup("1");
    library.submit(checkout(library.north, "A", "1"));
    var given = library.store.submit(checkin(library.north, "1", BRANCH));
    var undone =
        library.store.submit(
            new LoanCommand.UndoCheckin(origin(library.north, UUID.randomUUID(), BRANCH), "1"));
    var again = library.store.submit(checkin(library.north, "1", BRANCH));
    assertThat(given.join()).isInstanceOf(CheckinOutcome.Returned.class);
    assertThat(undone.join()).isInstanceOf(LoanOutcome.Changed.class);
    assertThat(again.join()).isInstanceOf(CheckinOutcome.Returned.class);
    assertThat(home("1")).isEqualTo(BRANCH);
    assertThat(undoReturn("1", BRANCH)).isInstanceOf(LoanOutcome.Changed.class);
    assertThat(home("1")).isEqualTo(MAIN);
  }

  @Test
  void floatingGroupThatIsTakenAwayLetsItsItemsGoHomeAgain() {
    inGroup("1");
    assertThat(library.store.policyRegister().removeFloatingGroup(library.north, "town")).isTrue();
    assertThat(library.store.policyRegister().removeFloatingGroup(library.north, "town")).isFalse();
    assertThat(giveBack("1", BRANCH).destination()).isEqualTo(new Destination.HomeTransit(MAIN));
  }

  @Test
  void agreementIsOfBothAndMadeAndEndedOnce() {
    var agreements = library.store.lendingAgreements();
    assertThat(agreements.make(library.north, library.south, "anna")).isTrue();
    assertThat(agreements.make(library.south, library.north, "bo")).isFalse();
    assertThat(agreements.of(library.north))
        .singleElement()
        .satisfies(a -> {
          assertThat(a.other()).isEqualTo("south");
          assertThat(a.by()).isEqualTo("anna");
        });
    assertThat(agreements.of(library.south)).hasSize(1);
    assertThat(agreements.end(library.south, library.north)).isTrue();
    assertThat(agreements.end(library.south, library.north)).isFalse();
    assertThat(agreements.of(library.north)).isEmpty();
    assertThatThrownBy(() ->
            library.text(
                library.north,
                "select agree_on_lending(%1$s, %2$s, true, 'x')"
                    .formatted(library.south, library.north)))
        .hasStackTraceContaining("a tenant agrees for itself only");
  }

  @Test
  void firstSortRuleThatAppliesGivesTheBin() {
    library
        .store
        .policyRegister()
        .putSortRules(
            library.north,
            MAIN,
            "default",
            List.of(
                rule(1, Conditions.on(Route.HOLD_SHELF), "1"),
                rule(2, Conditions.on(Route.HOME, Route.HOLD_ELSEWHERE), "2"),
                rule(
                    3,
                    new Conditions(Set.of(), Set.of(), Set.of("reference"), Set.of(), null),
                    "3"),
                rule(4, new Conditions(Set.of(), Set.of(), Set.of(), Set.of(), "Vok"), "4"),
                rule(5, Conditions.ALWAYS, "5")));

    assertThat(giveBack("1", MAIN).bin()).as("location Voksen").isEqualTo("4");
    assertThat(giveBack("R", MAIN).bin()).isEqualTo("3");
    library
        .store
        .itemRegister()
        .putItems(library.north, List.of(NewItem.plain("P", TITLE, MAIN, "book")));
    assertThat(giveBack("P", MAIN).bin()).isEqualTo("5");
    library.submit(checkout(library.north, "A", "1"));
    library.submit(hold(library.north, "B", TITLE, MAIN));
    assertThat(giveBack("1", MAIN).bin()).isEqualTo("1");
    library.submit(hold(library.north, "C", TITLE, BRANCH));
    assertThat(giveBack("2", MAIN).bin()).isEqualTo("2");
    assertThat(giveBack("3", BRANCH).bin()).as("no machine there").isNull();
  }

  @Test
  void itemOfAnotherTenantIsToldByAgreementOnlyAndNeverItsPatron() {
    library
        .store
        .itemRegister()
        .putItems(library.south, List.of(NewItem.plain("S-1", TITLE, MAIN, "book")));
    library.submit(checkout(library.south, "A", "S-1"));
    assertThat(library.submit(checkin(library.north, "S-1", MAIN)))
        .isInstanceOf(CheckinOutcome.Refused.class);

    assertThat(library.store.lendingAgreements().make(library.north, library.south, "test"))
        .isTrue();
    assertThat(library.submit(checkin(library.north, "S-1", MAIN)))
        .isInstanceOfSatisfying(
            CheckinOutcome.OfOther.class,
            other -> {
              assertThat(other.owner()).isEqualTo("south");
              assertThat(other.title()).isEqualTo("Ærø");
              assertThat(other.home()).isEqualTo("Main");
              assertThat(other.toString()).doesNotContain("Navn", "patron");
            });
    assertThat(
            library.count(
                library.north, "select count(*) from outbox where kind = 'others-item-handed-in'"))
        .isEqualTo(1);
    assertThat(library.count(library.south, "select count(*) from loan where returned_at is null"))
        .as("the owner's loan is the owner's to end")
        .isEqualTo(1);

    assertThat(library.store.lendingAgreements().end(library.south, library.north)).isTrue();
    assertThat(library.submit(checkin(library.north, "S-1", MAIN)))
        .isInstanceOf(CheckinOutcome.Refused.class);
  }

  @Test
  void noTenantAsksForAnother() {
    assertThatThrownBy(() ->
            library.text(
                library.north, "select title from item_of_other(%s, '1')".formatted(library.south)))
        .hasStackTraceContaining("a tenant asks for itself only");
  }
}
