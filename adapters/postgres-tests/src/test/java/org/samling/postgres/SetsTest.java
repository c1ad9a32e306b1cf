package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.samling.postgres.ClassLibrary.CLASS_A;
import static org.samling.postgres.ClassLibrary.CLASS_B;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.hold;
import static org.samling.postgres.TestLibrary.origin;
import static org.samling.postgres.TestLibrary.renew;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.TransportLists.TransitFilter;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.SetOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Setting;

/** Sets of items that are moved and lent as one, and groups that borrow, on a real database. */
class SetsTest {

  private final ClassLibrary classes = new ClassLibrary();
  private final TestLibrary library = classes.library;

  @AfterEach
  void close() {
    classes.close();
  }

  private void refused(CheckoutOutcome outcome, RefusalReason reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            CheckoutOutcome.Refused.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }

  private CheckinOutcome giveBack(String barcode, String branch) {
    return library.submit(checkin(library.north, barcode, branch));
  }

  @Test
  void setIsLentByItsBarcodeWithAllItsItems() {
    classes.putSet("KS-1", "1", "2", "6");

    assertThat(classes.lend(CLASS_A, "KS-1"))
        .isInstanceOfSatisfying(
            CheckoutOutcome.SetGranted.class,
            granted -> {
              assertThat(granted.name()).isEqualTo("Set KS-1");
              assertThat(granted.loans())
                  .extracting(loan -> loan.item().barcode())
                  .containsExactly("1", "2", "6");
            });
    assertThat(library.store.inquiries().patron(library.north, CLASS_A).orElseThrow().loans())
        .hasSize(3);
    assertThat(library.submit(renew(library.north, CLASS_A, "KS-1")))
        .isInstanceOf(CheckoutOutcome.SetGranted.class);
  }

  @Test
  void nothingOfASetIsLentWhereOneItemIsNotAndEveryReasonIsTold() {
    classes.putSet("KS-1", "1", "2", "R");
    library.asSuperuser("update item set status = 'IN_PROCESS' where barcode = '2'");

    assertThat(classes.lend(CLASS_A, "KS-1"))
        .isInstanceOfSatisfying(
            CheckoutOutcome.SetRefused.class,
            refused -> {
              assertThat(refused.size()).isEqualTo(3);
              assertThat(refused.refused())
                  .extracting(CheckoutOutcome.Refused::barcode, CheckoutOutcome.Refused::reason)
                  .containsExactly(
                      tuple("2", RefusalReason.ITEM_NOT_READY),
                      tuple("R", RefusalReason.ITEM_NOT_FOR_LOAN));
            });
    assertThat(library.count(library.north, "select count(*) from loan")).isZero();
  }

  @Test
  void whatIsThereOfASetIsLentAndRenewedAndWhatIsMissingIsTold() {
    classes.putSet("KS-1", "1", "2", "3");
    classes.lend(CLASS_A, "KS-1");
    library.submit(
        new LoanCommand.DeclareLost(origin(library.north, UUID.randomUUID(), MAIN), "3"));
    giveBack("KS-1", MAIN);

    assertLent(classes.lend("C", "KS-1"), List.of("1", "2"), List.of("3"));
    giveBack("KS-1", MAIN);
    library.asSuperuser("update patron_category set max_debt = 100000");
    library.asSuperuser("update tenant set settings_version = settings_version + 1");
    assertLent(classes.lend(CLASS_A, "KS-1"), List.of("1", "2"), List.of("3"));
    giveBack("KS-1", MAIN);
    library.asSuperuser("update item set status = 'MISSING' where barcode = '2'");
    assertLent(classes.lend(CLASS_B, "KS-1"), List.of("1"), List.of("2", "3"));
    assertLent(
        library.submit(renew(library.north, CLASS_B, "KS-1")), List.of("1"), List.of("2", "3"));

    assertThat(classes.lend(CLASS_A, "KS-1"))
        .as("nothing of it is there")
        .isInstanceOfSatisfying(
            CheckoutOutcome.SetRefused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(RefusalReason.ON_LOAN_TO_ANOTHER);
              assertThat(refused.refused())
                  .extracting(CheckoutOutcome.Refused::barcode)
                  .containsExactly("1", "2", "3");
            });
  }

  private static void assertLent(CheckoutOutcome outcome, List<String> lent, List<String> missing) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            CheckoutOutcome.SetGranted.class,
            granted -> {
              assertThat(granted.loans())
                  .extracting(loan -> loan.item().barcode())
                  .containsExactlyElementsOf(lent);
              assertThat(granted.missing()).isEqualTo(missing);
            });
  }

  @Test
  void aPatronGetsASetOnlyWithRoomForAllOfIt() {
    classes.putSet("KS-1", "1", "2", "3");
    assertThat(classes.lend("C", "KS-1"))
        .as("a child has two loans at most")
        .isInstanceOfSatisfying(
            CheckoutOutcome.SetRefused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(RefusalReason.TOO_MANY_LOANS);
              assertThat(refused.refused()).hasSize(1);
            });
  }

  @Test
  void itemOfASetIsNotLentByItselfNorKeptForHolds() {
    classes.putSet("KS-1", "1", "2");
    refused(classes.lend("B", "1"), RefusalReason.PART_OF_SET);

    classes.lend(CLASS_A, "KS-1");
    assertThat(library.submit(hold(library.north, "B", TITLE, MAIN)))
        .isInstanceOf(HoldOutcome.Placed.class);
    assertThat(giveBack("KS-1", MAIN)).isInstanceOf(CheckinOutcome.SetReturned.class);
    assertThat(classes.item("1").status()).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(classes.lend(CLASS_A, "KS-1"))
        .as("who waits for the title waits for its other copies")
        .isInstanceOf(CheckoutOutcome.SetGranted.class);
  }

  @Test
  void titleOfWhichAllCopiesAreInSetsTakesNoHolds() {
    classes.putSet("KS-1", "1", "2", "3", "4", "5");
    assertThat(library.submit(hold(library.north, "B", TITLE, MAIN)))
        .isInstanceOfSatisfying(
            HoldOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.NO_ITEMS_FOR_LOAN));
  }

  @Test
  void returnOfOneItemTellsWhatOfItsSetIsMissing() {
    classes.putSet("KS-1", "1", "2", "3");
    classes.lend(CLASS_A, "KS-1");

    assertThat(((CheckinOutcome.Returned) giveBack("2", MAIN)).set())
        .isEqualTo(new CheckinOutcome.SetStanding("KS-1", "Set KS-1", 3, List.of("1", "3")));
    giveBack("1", MAIN);
    assertThat(((CheckinOutcome.Returned) giveBack("3", MAIN)).set())
        .isEqualTo(new CheckinOutcome.SetStanding("KS-1", "Set KS-1", 3, List.of()));
    assertThat(((CheckinOutcome.Returned) giveBack("4", MAIN)).set()).isNull();
  }

  @Test
  void setComesBackByItsBarcodeButForWhatIsLostOrNamedAsMissing() {
    classes.putSet("KS-1", "1", "2", "3", "4");
    classes.lend(CLASS_A, "KS-1");
    library.submit(
        new LoanCommand.DeclareLost(origin(library.north, UUID.randomUUID(), MAIN), "4"));

    var outcome =
        library.submit(
            new LoanCommand.CheckinSet(
                origin(library.north, UUID.randomUUID(), BRANCH),
                "KS-1",
                List.of("3"),
                Instant.now()));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            CheckinOutcome.SetReturned.class,
            set -> {
              assertThat(set.returned())
                  .extracting(item -> item.item().barcode())
                  .containsExactly("1", "2");
              assertThat(set.set().missing()).containsExactly("3", "4");
            });
    assertThat(library.count(library.north, "select count(*) from loan where returned_at is null"))
        .isEqualTo(2);
    assertThat(giveBack("KS-1", MAIN))
        .as("its box arrives: what is on its way is there, and item 3 came with it")
        .isInstanceOfSatisfying(
            CheckinOutcome.SetReturned.class,
            set -> {
              assertThat(set.returned())
                  .extracting(item -> item.item().barcode())
                  .containsExactly("1", "2", "3");
              assertThat(set.set().missing()).containsExactly("4");
            });
  }

  @Test
  void setThatIsReadOneByOneIsNotTakenBackByItsBarcode() {
    library.set(Setting.SET_RETURN_WHOLE, "false");
    classes.putSet("KS-1", "1", "2");
    classes.lend(CLASS_A, "KS-1");
    assertThat(giveBack("KS-1", MAIN))
        .isInstanceOfSatisfying(
            CheckinOutcome.SetReturned.class,
            set -> {
              assertThat(set.returned()).isEmpty();
              assertThat(set.set().missing()).containsExactly("1", "2");
            });
    assertThat(classes.item("1").status()).isEqualTo(ItemStatus.ON_LOAN);
  }

  @Test
  void setThatComesBackLateCostsOnceForAllThatWasDueTogether() {
    library
        .store
        .policyRegister()
        .putRules(
            library.north,
            List.of(new PolicyRule("late", 0, Conditions.ALWAYS, FeeLibrary.STEPS, null, null)));
    classes.putSet("KS-1", "1", "2", "3");
    classes.lend(CLASS_A, "KS-1");
    library.asSuperuser(
        "update loan set lent_at = lent_at - interval '60 days', due_at = due_at - interval '40 days'");
    giveBack("KS-1", MAIN);
    assertThat(library.count(library.north, "select coalesce(sum(amount), 0) from ledger_entry"))
        .isEqualTo(6000);
  }

  @Test
  void setBelongsElsewhereAndIsSentThereAsOne() {
    classes.putSet("KS-1", "1", "2");
    assertThat(
            library.submit(
                new SetCommand.MoveSet(
                    origin(library.north, UUID.randomUUID(), MAIN), "KS-1", BRANCH)))
        .isInstanceOf(SetOutcome.Changed.class);
    assertThat(
            library
                .store
                .transportLists()
                .transits(library.north, new TransitFilter(null, BRANCH, null, null), 10))
        .hasSize(2);
    giveBack("KS-1", BRANCH);
    assertThat(classes.item("1").status()).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(classes.item("1").item().home()).isEqualTo(BRANCH);
  }

  @Test
  void whatIsInASetIsInOneAndInTheLibrarysHands() {
    classes.putSet("KS-1", "1", "2");
    classes.lend("B", "3");
    assertThat(classes.putSet("KS-2", "2"))
        .isInstanceOfSatisfying(
            SetOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.PART_OF_SET));
    assertThat(classes.putSet("KS-2", "3"))
        .isInstanceOfSatisfying(
            SetOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.ON_LOAN_TO_ANOTHER));
    assertThat(classes.putSet("4", "5"))
        .as("an item's barcode")
        .isInstanceOfSatisfying(
            SetOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.BARCODE_TAKEN));
    assertThat(
            library.submit(
                new SetCommand.DissolveSet(origin(library.north, UUID.randomUUID(), MAIN), "KS-1")))
        .isInstanceOf(SetOutcome.Changed.class);
    assertThat(library.store.bookingLists().sets(library.north)).isEmpty();
    assertThat(classes.lend("B", "1")).isInstanceOf(CheckoutOutcome.Granted.class);
  }

  @Test
  void forAGroupBorrowWhoIsResponsibleAndByASettingItsMembers() {
    assertThat(classes.lend(CLASS_A, "1", MAIN, "A")).isInstanceOf(CheckoutOutcome.Granted.class);
    refused(classes.lend(CLASS_A, "2", MAIN, "S"), RefusalReason.NOT_FOR_GROUP);
    refused(classes.lend(CLASS_A, "2", MAIN, "B"), RefusalReason.NOT_FOR_GROUP);
    refused(classes.lend(CLASS_B, "2", MAIN, "A"), RefusalReason.NOT_FOR_GROUP);
    refused(classes.lend("B", "2", MAIN, "A"), RefusalReason.NOT_A_GROUP);
    library.set(Setting.GROUP_MEMBERS_BORROW, "true");
    assertThat(classes.lend(CLASS_A, "2", MAIN, "S")).isInstanceOf(CheckoutOutcome.Granted.class);
    assertThat(library.store.inquiries().patron(library.north, CLASS_A).orElseThrow().loans())
        .as("what a group borrows is the group's")
        .hasSize(2);

    assertThat(classes.lend(CLASS_A, "3")).isInstanceOf(CheckoutOutcome.Granted.class);
    library.set(Setting.GROUP_CARD_ALONE, "false");
    refused(classes.lend(CLASS_A, "4"), RefusalReason.BORROWER_NOT_NAMED);
    library.asSuperuser(
        "insert into patron_block (tenant_id, patron_id, code) select tenant_id, patron_id, 'U' from patron_identifier where value = 'A'");
    refused(classes.lend(CLASS_A, "4", MAIN, "A"), RefusalReason.PATRON_BLOCKED);
  }
}
