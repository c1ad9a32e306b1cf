package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.OTHER_TITLE;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.origin;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.HoldCommand.HoldOptions;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.ItemOutcome;
import org.samling.core.circulation.reason.RefusalReason;

/** An item that is set aside belongs to its hold, whatever cataloguers make of it meanwhile. */
class SetAsideTest {

  private final TestLibrary library = new TestLibrary();

  @BeforeEach
  void lend() {
    assertThat(library.submit(checkout(library.north, "B", "1")))
        .isInstanceOf(CheckoutOutcome.Granted.class);
  }

  @AfterEach
  void close() {
    try {
      Invariants.check(library);
    } finally {
      library.close();
    }
  }

  private UUID wait(@Nullable String ofBranch) {
    for (var other : List.of("2", "3", "4", "5")) {
      library.submit(
          new ItemCommand.WithdrawItem(
              origin(library.north, UUID.randomUUID(), MAIN), other, "worn"));
    }
    var placed = place(ofBranch);
    giveBack();
    return ((HoldOutcome.Placed) placed).holdId();
  }

  private void catalogueElsewhere(String item) {
    library
        .store
        .itemRegister()
        .putItems(library.north, List.of(NewItem.plain(item, OTHER_TITLE, MAIN, "book")));
  }

  private HoldOutcome placeOnItem(String patron, String item) {
    return library.submit(
        new HoldCommand.PlaceItemHold(
            origin(library.north, UUID.randomUUID(), MAIN),
            patron,
            item,
            HoldOptions.at(MAIN, Instant.now(), null)));
  }

  private HoldOutcome place(@Nullable String ofBranch) {
    return library.submit(
        new HoldCommand.PlaceHold(
            origin(library.north, UUID.randomUUID(), MAIN),
            "A",
            TITLE,
            ofBranch,
            HoldOptions.at(MAIN, Instant.now(), null)));
  }

  /** Gives the first item back, which goes to the hold shelf. */
  private void giveBack() {
    assertThat(library.submit(checkin(library.north, "1", MAIN)))
        .isInstanceOfSatisfying(
            CheckinOutcome.Returned.class,
            back ->
                assertThat(back.destination())
                    .isInstanceOf(CheckinOutcome.Destination.HoldShelf.class));
  }

  private String state(UUID hold) {
    return library.text(library.north, "select state from hold where id = '%s'".formatted(hold));
  }

  @Test
  void itemThatMovesToAnotherBranchIsStillLentToWhoWaitsForACopyOfThisOne() {
    var hold = wait(MAIN);
    assertThat(
            library.submit(
                new ItemCommand.RelocateItem(
                    origin(library.north, UUID.randomUUID(), MAIN), "1", BRANCH, null)))
        .isInstanceOf(ItemOutcome.Changed.class);
    assertThat(library.submit(checkout(library.north, "A", "1")))
        .isInstanceOf(CheckoutOutcome.Granted.class);

    assertThat(state(hold)).isEqualTo("FULFILLED");
    assertThat(library.submit(checkin(library.north, "1", BRANCH)))
        .isInstanceOf(CheckinOutcome.Returned.class);
  }

  @Test
  void itemThatIsCataloguedUnderAnotherTitleStaysOnTheHoldShelf() {
    var hold = wait(null);
    catalogueElsewhere("1");
    giveBack();
    for (var pickup : List.of(BRANCH, MAIN)) {
      assertThat(
              library.submit(
                  new HoldCommand.ChangeHold(
                      origin(library.north, UUID.randomUUID(), MAIN), "A", hold, pickup, null)))
          .as("it is sent on, and comes back")
          .isInstanceOfSatisfying(
              HoldOutcome.Changed.class, changed -> assertThat(changed.item()).isEqualTo("1"));
      library.submit(checkin(library.north, "1", pickup));
    }
    assertThat(library.submit(checkout(library.north, "B", "1")))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.HELD_FOR_ANOTHER));
    assertThat(library.submit(checkout(library.north, "A", "1")))
        .isInstanceOf(CheckoutOutcome.Granted.class);

    assertThat(state(hold)).isEqualTo("FULFILLED");
  }

  @Test
  void holdOnOneItemIsOnTheTitleThatTheItemHas() {
    assertThat(placeOnItem("A", "1")).isInstanceOf(HoldOutcome.Placed.class);
    catalogueElsewhere("1");

    assertThat(placeOnItem("A", "1"))
        .isInstanceOfSatisfying(
            HoldOutcome.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.ALREADY_HELD));
    giveBack();
  }

  @Test
  void copyThatIsCataloguedUnderAnotherTitleIsNotLookedForAnyMore() {
    var placed = place(null);
    var looked = library.store.holdLists().pullList(library.north, MAIN, 10).getFirst();
    catalogueElsewhere(looked.item());

    assertThat(library.store.holdLists().pullList(library.north, MAIN, 10)).isEmpty();
    assertThat(HoldsToTarget.of(library)).containsExactly(((HoldOutcome.Placed) placed).holdId());
    assertThat(placeOnItem("B", looked.item())).isInstanceOf(HoldOutcome.Placed.class);
    assertThat(library.store.holdLists().pullList(library.north, MAIN, 10))
        .extracting(HoldLists.Pull::item)
        .containsExactly(looked.item());
  }
}
