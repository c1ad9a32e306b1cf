package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.origin;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.policy.Setting;

/** What staff look for on the shelves, and what patrons who wait are told. */
class PullListTest extends HoldsFixture {

  @Test
  void whatIsOnTheShelfIsPulledForWhoWaits() {
    giveBack("2", MAIN);
    var hold = id(place("A", null, BRANCH, Instant.now()));

    assertThat(library.store.holdLists().pullList(library.north, MAIN, 10))
        .singleElement()
        .satisfies(pull -> {
          assertThat(pull.item()).isEqualTo("2");
          assertThat(pull.hold()).isEqualTo(hold);
          assertThat(pull.pickup()).isEqualTo(BRANCH);
        });
    assertThat(giveBack("2", MAIN)).isInstanceOf(Destination.HoldTransit.class);
    assertThat(library.store.holdLists().pullList(library.north, MAIN, 10)).isEmpty();
  }

  @Test
  void notFoundGoesToTheNextCopyAndThenIsMissing() {
    giveBack("1", MAIN);
    giveBack("2", MAIN);
    var hold = id(place("A", null, MAIN, Instant.now()));

    assertThat(notFound("1"))
        .isInstanceOfSatisfying(
            HoldOutcome.Changed.class, c -> assertThat(c.item()).isEqualTo("2"));
    assertThat(status("1")).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(notFound("2"))
        .isInstanceOfSatisfying(
            HoldOutcome.Changed.class, c -> assertThat(c.item()).isEqualTo("1"));
    notFound("1");

    assertThat(status("1")).isEqualTo(ItemStatus.MISSING);
    assertThat(text("select target_item_id is not null from hold where id = '%s'".formatted(hold)))
        .isEqualTo("t");
    refused(notFound("3"), RefusalReason.NOT_LOOKED_FOR);
  }

  private HoldOutcome notFound(String item) {
    return library.submit(
        new HoldCommand.ReportNotFound(origin(library.north, UUID.randomUUID(), MAIN), item));
  }

  @Test
  void targetIsTheCopyThatCanBeThereFirst() {
    library
        .store
        .itemRegister()
        .putItems(library.north, List.of(NewItem.plain("B1", TITLE, BRANCH, "book")));
    giveBack("1", MAIN);
    place("A", null, BRANCH, Instant.now());

    assertThat(library.store.holdLists().pullList(library.north, BRANCH, 10))
        .as("the copy at the pickup branch itself")
        .hasSize(1);

    library.closeBranch(BRANCH, 30);
    place("B", null, MAIN, Instant.now());
    assertThat(library.store.holdLists().pullList(library.north, MAIN, 10)).hasSize(1);
  }

  @Test
  void branchWithoutPullingIsNotAsked() {
    library.set(Setting.HOLD_PULL, "false");
    giveBack("1", MAIN);
    place("A", null, MAIN, Instant.now());

    assertThat(library.store.holdLists().pullList(library.north, MAIN, 10)).isEmpty();
  }

  @Test
  void holdThatLostItsTargetIsFoundForTheJobAndGetsAnother() {
    giveBack("1", MAIN);
    var hold = id(place("A", null, MAIN, Instant.now()));
    library.asSuperuser("update item set status = 'MISSING' where barcode = '1'");
    giveBack("2", BRANCH);

    library.asSuperuser(
        "update item set status = 'AVAILABLE', at_branch = home_branch, hold_id = null where barcode = '2'");
    library.asSuperuser(
        "update hold set state = 'WAITING', item_id = null where id = '%s'".formatted(hold));
    library.asSuperuser("update transit set ended_at = now()");
    assertThat(HoldsToTarget.of(library)).containsExactly(hold);
    assertThat(
            library.submit(
                new HoldCommand.TargetHold(origin(library.north, UUID.randomUUID(), MAIN), hold)))
        .isInstanceOfSatisfying(
            HoldOutcome.Changed.class, c -> assertThat(c.item()).isEqualTo("2"));
    assertThat(HoldsToTarget.of(library)).isEmpty();
  }

  @Test
  void queueNumberAndDaysToWaitAreTold() {
    var now = Instant.now();
    place("A", null, MAIN, now.minusSeconds(10));
    place("B", null, MAIN, now);

    assertThat(library.store.holdLists().queues(library.north, "B"))
        .singleElement()
        .satisfies(standing -> {
          assertThat(standing.number()).isEqualTo(2);
          assertThat(standing.waiting()).isEqualTo(2);
          assertThat(standing.days()).as("five copies, due in 30 days").isEqualTo(30);
        });

    giveBack("1", MAIN);
    assertThat(library.store.holdLists().queues(library.north, "B"))
        .singleElement()
        .satisfies(standing -> assertThat(standing.number()).isEqualTo(1));
  }
}
