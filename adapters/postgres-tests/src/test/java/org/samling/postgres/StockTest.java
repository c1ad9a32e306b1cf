package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.OTHER_TITLE;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.hold;
import static org.samling.postgres.TestLibrary.origin;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.Parts;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.ItemOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.policy.Setting;

/** Items that come, are moved, are missing and leave; and items of several parts. */
class StockTest {

  private static final RecordKey NEW_TITLE = new RecordKey("t", "3");

  private final TestLibrary library = new TestLibrary();

  @AfterEach
  void close() {
    try {
      Invariants.check(library);
    } finally {
      library.close();
    }
  }

  @Test
  void whatIsOnOrderIsReservedAndNotLentAndGoesToTheFirstHoldWhenItIsReady() {
    order("order-1");
    assertThat(item("order-1").status()).isEqualTo(ItemStatus.ON_ORDER);

    assertThat(library.submit(hold(library.north, "A", NEW_TITLE, MAIN)))
        .isInstanceOf(HoldOutcome.Placed.class);
    assertThat(library.submit(checkout(library.north, "A", "order-1")))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.ITEM_NOT_READY));

    changed(new ItemCommand.ReceiveItem(at(MAIN), "order-1", "3890"));
    assertThat(item("3890").status()).isEqualTo(ItemStatus.IN_PROCESS);
    assertThat(library.store.inquiries().item(library.north, "order-1")).isEmpty();
    assertThat(library.submit(checkout(library.north, "A", "3890")))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.ITEM_NOT_READY));

    assertThat(changed(new ItemCommand.ReadyItem(at(MAIN), "3890")).destination())
        .isInstanceOfSatisfying(
            Destination.HoldShelf.class, shelf -> assertThat(shelf.patron()).isEqualTo("A"));
    assertThat(item("3890").status()).isEqualTo(ItemStatus.ON_HOLD_SHELF);
    assertThat(library.submit(checkout(library.north, "A", "3890")))
        .isInstanceOf(CheckoutOutcome.Granted.class);
  }

  @Test
  void listOfWhatCameThatIsReadAgainChangesNothing() {
    order("order-1");
    changed(new ItemCommand.ReceiveItem(at(MAIN), "order-1", "3890"));
    changed(new ItemCommand.ReadyItem(at(MAIN), "3890"));
    library.submit(checkout(library.north, "A", "3890"));

    assertThat(changed(new ItemCommand.ReceiveItem(at(MAIN), "order-1", "3890")).item().barcode())
        .isEqualTo("3890");
    assertThat(changed(new ItemCommand.ReadyItem(at(MAIN), "3890")).destination()).isNull();
    assertThat(item("3890").status()).isEqualTo(ItemStatus.ON_LOAN);
  }

  @Test
  void orderThatIsLoadedAgainStaysAsFarAsItCame() {
    order("order-1");
    changed(new ItemCommand.ReceiveItem(at(MAIN), "order-1", null));
    order("order-1");

    assertThat(item("order-1").status()).isEqualTo(ItemStatus.IN_PROCESS);
  }

  @Test
  void barcodeOfAnotherItemIsNotGivenToWhatCame() {
    order("order-1");

    refused(new ItemCommand.ReceiveItem(at(MAIN), "order-1", "1"), RefusalReason.BARCODE_TAKEN);
    assertThat(item("order-1").status()).isEqualTo(ItemStatus.ON_ORDER);
  }

  @Test
  void whatIsReadyAtAnotherBranchIsSentHome() {
    order("order-1");
    changed(new ItemCommand.ReceiveItem(at(BRANCH), "order-1", null));

    assertThat(changed(new ItemCommand.ReadyItem(at(BRANCH), "order-1")).destination())
        .isEqualTo(new Destination.HomeTransit(MAIN));
    assertThat(item("order-1").status()).isEqualTo(ItemStatus.IN_TRANSIT);
  }

  @Test
  void withdrawnItemIsLentToNobodyAndCanBeTakenBackForSomeDays() {
    changed(new ItemCommand.WithdrawItem(at(MAIN), "1", "slidt"));
    assertThat(item("1").status()).isEqualTo(ItemStatus.DISCARDED);
    assertThat(library.submit(checkout(library.north, "A", "1")))
        .isInstanceOf(CheckoutOutcome.Refused.class);
    assertThat(text("select withdrawn_reason from item where barcode = '1'")).isEqualTo("slidt");

    changed(new ItemCommand.RestoreItem(at(MAIN), "1"));
    assertThat(item("1").status()).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(library.submit(checkout(library.north, "A", "1")))
        .isInstanceOf(CheckoutOutcome.Granted.class);
  }

  @Test
  void withdrawalIsUndoneNoLongerThanTheSettingSays() {
    library.set(Setting.STOCK_UNDO_DAYS, "5");
    changed(new ItemCommand.WithdrawItem(at(MAIN), "1", "slidt"));
    library.asSuperuser(
        "update item set withdrawn_at = now() - interval '7 days' where withdrawn_at is not null");

    refused(new ItemCommand.RestoreItem(at(MAIN), "1"), RefusalReason.UNDO_TOO_LATE);
    assertThat(item("1").status()).isEqualTo(ItemStatus.DISCARDED);
  }

  @Test
  void whatIsOnLoanOrSetAsideIsNotWithdrawn() {
    library.submit(checkout(library.north, "A", "1"));
    refused(new ItemCommand.WithdrawItem(at(MAIN), "1", "slidt"), RefusalReason.ITEM_IN_USE);

    library.submit(checkin(library.north, "2", BRANCH));
    refused(new ItemCommand.WithdrawItem(at(MAIN), "2", "slidt"), RefusalReason.ITEM_IN_USE);
  }

  @Test
  void lastItemOfATitleForWhichSomebodyWaitsIsNotWithdrawn() {
    library.submit(hold(library.north, "A", OTHER_TITLE, MAIN));
    library.submit(hold(library.north, "A", TITLE, MAIN));

    changed(new ItemCommand.WithdrawItem(at(MAIN), "R", "slidt"));
    refused(new ItemCommand.WithdrawItem(at(MAIN), "6", "slidt"), RefusalReason.ITEM_WANTED);
    changed(new ItemCommand.WithdrawItem(at(MAIN), "1", "slidt"));
  }

  @Test
  void holdForWhichAWithdrawnItemWasLookedForLooksForAnother() {
    library.submit(hold(library.north, "A", TITLE, MAIN));
    var looked = pulled();

    changed(new ItemCommand.WithdrawItem(at(MAIN), looked, "slidt"));

    assertThat(pulled()).isNotEqualTo(looked);
  }

  @Test
  void missingIsOnlyWhatDidNotMoveSinceItWasLookedFor() {
    var before = Instant.now().minusSeconds(60);
    library.submit(checkout(library.north, "A", "1"));
    library.submit(checkin(library.north, "1", MAIN));
    library.asSuperuser("update item set moved_at = now() - interval '1 hour' where barcode = '2'");

    refused(new ItemCommand.MarkMissing(at(MAIN), "1", before), RefusalReason.MOVED_SINCE);
    changed(new ItemCommand.MarkMissing(at(MAIN), "2", before));
    assertThat(item("1").status()).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(item("2").status()).isEqualTo(ItemStatus.MISSING);

    library.submit(checkout(library.north, "A", "3"));
    refused(
        new ItemCommand.MarkMissing(at(MAIN), "3", Instant.now().plusSeconds(60)),
        RefusalReason.ITEM_IN_USE);
  }

  @Test
  void relocatedItemIsSentToItsNewBranchOrIsThereAlready() {
    changed(new ItemCommand.RelocateItem(at(MAIN), "1", BRANCH, "Børn > Fagbøger"));
    assertThat(item("1"))
        .satisfies(state -> {
          assertThat(state.status()).isEqualTo(ItemStatus.IN_TRANSIT);
          assertThat(state.item().home()).isEqualTo(BRANCH);
          assertThat(state.item().location()).isEqualTo("Børn > Fagbøger");
        });
    assertThat(
            ((CheckinOutcome.Returned) library.submit(checkin(library.north, "1", BRANCH)))
                .destination())
        .isEqualTo(new Destination.Shelf(BRANCH));

    changed(new ItemCommand.RelocateItem(at(BRANCH), "2", BRANCH, null));
    assertThat(item("2"))
        .satisfies(state -> {
          assertThat(state.status()).isEqualTo(ItemStatus.AVAILABLE);
          assertThat(state.at()).isEqualTo(BRANCH);
        });
    refused(
        new ItemCommand.RelocateItem(at(MAIN), "3", "DK-000000", null),
        RefusalReason.BRANCH_UNKNOWN);
  }

  @Test
  void relocatedWhileOnLoanItGoesToItsNewBranchWhenItComesBack() {
    library.submit(checkout(library.north, "A", "1"));
    changed(new ItemCommand.RelocateItem(at(MAIN), "1", BRANCH, null));
    assertThat(item("1").status()).isEqualTo(ItemStatus.ON_LOAN);

    assertThat(
            ((CheckinOutcome.Returned) library.submit(checkin(library.north, "1", MAIN)))
                .destination())
        .isEqualTo(new Destination.HomeTransit(BRANCH));
  }

  @Test
  void missingPartsAreToldWithTheLoanAndTheReturn() {
    changed(new ItemCommand.RecordParts(at(MAIN), "1", 3, List.of(2)));

    assertThat(library.submit(checkout(library.north, "A", "1")))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Granted.class,
            granted -> assertThat(granted.item().parts()).isEqualTo(new Parts(3, List.of(2))));
    assertThat(library.submit(checkin(library.north, "1", MAIN)))
        .isInstanceOfSatisfying(
            CheckinOutcome.Returned.class,
            returned -> assertThat(returned.item().parts()).isEqualTo(new Parts(3, List.of(2))));

    changed(new ItemCommand.RecordParts(at(MAIN), "1", 3, List.of()));
    assertThat(item("1").item().parts()).isEqualTo(new Parts(3, List.of()));
  }

  private void order(String number) {
    library.store.catalogue().putRecords(null, List.of(TestLibrary.record(NEW_TITLE, "Ny bog")));
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            List.of(
                new NewItem(
                    number, NEW_TITLE, MAIN, "book", ItemStatus.ON_ORDER, ItemDetails.NONE)));
  }

  private String pulled() {
    return library.store.holdLists().pullList(library.north, MAIN, 1).getFirst().item();
  }

  private Origin at(String branch) {
    return origin(library.north, UUID.randomUUID(), branch);
  }

  private ItemOutcome.Changed changed(ItemCommand command) {
    var outcome = library.submit(command);
    assertThat(outcome).isInstanceOf(ItemOutcome.Changed.class);
    return (ItemOutcome.Changed) outcome;
  }

  private void refused(ItemCommand command, RefusalReason reason) {
    assertThat(library.submit(command))
        .isInstanceOfSatisfying(
            ItemOutcome.Refused.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }

  private ItemState item(String barcode) {
    return library.store.inquiries().item(library.north, barcode).orElseThrow();
  }

  private String text(String sql) {
    return library.text(library.north, sql);
  }
}
