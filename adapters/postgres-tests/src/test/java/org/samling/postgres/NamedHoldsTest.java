package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.ItemOutcome;
import org.samling.core.circulation.reason.RefusalReason;

/** Holds that are changed and cancelled by what they are on, and what is noted of items. */
class NamedHoldsTest {

  private final TestLibrary library = new TestLibrary();

  @AfterEach
  void close() {
    library.close();
  }

  private Origin origin() {
    return TestLibrary.origin(library.north, UUID.randomUUID(), MAIN);
  }

  private static HoldCommand.HoldOptions placing() {
    return HoldCommand.HoldOptions.at(MAIN, Instant.now(), null);
  }

  private UUID onTitle() {
    return placed(new HoldCommand.PlaceHold(origin(), "A", TITLE, null, placing()));
  }

  private UUID onItem(String item) {
    return placed(new HoldCommand.PlaceItemHold(origin(), "A", item, placing()));
  }

  private UUID placed(HoldCommand<HoldOutcome> command) {
    return ((HoldOutcome.Placed) library.submit(command)).holdId();
  }

  private HoldOutcome change(
      String patron, @Nullable String item, @Nullable String pickup, @Nullable Instant expires) {
    return library.submit(
        new HoldCommand.ChangeHoldOnTitle(origin(), patron, TITLE, item, pickup, expires));
  }

  @Test
  void anItemNamesTheHoldOnItAndATitleTheOldest() {
    var title = onTitle();
    var second = onItem("2");
    var third = onItem("3");
    assertThat(change("A", "3", BRANCH, null))
        .isInstanceOfSatisfying(
            HoldOutcome.Changed.class, c -> assertThat(c.holdId()).isEqualTo(third));
    assertThat(change("A", null, BRANCH, null))
        .isInstanceOfSatisfying(
            HoldOutcome.Changed.class, c -> assertThat(c.holdId()).isEqualTo(title));
    assertThat(library.submit(new HoldCommand.CancelHold(origin(), "A", TITLE, "2")))
        .isInstanceOfSatisfying(
            HoldOutcome.Cancelled.class, c -> assertThat(c.holdId()).isEqualTo(second));
    // no hold is on item 5: the oldest
    assertThat(library.submit(new HoldCommand.CancelHold(origin(), "A", TITLE, "5")))
        .isInstanceOfSatisfying(
            HoldOutcome.Cancelled.class, c -> assertThat(c.holdId()).isEqualTo(title));
  }

  @Test
  void whatIsNotSaidOfAHoldStays() {
    var hold = onTitle();
    var day = Instant.now().plus(90, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    var pause = new HoldFacts.Pause(LocalDate.parse("2036-01-01"), null);
    library.submit(new HoldCommand.PauseHold(origin(), "A", hold, pause));
    assertThat(library.submit(new HoldCommand.ChangeHold(origin(), "A", hold, null, day)))
        .isInstanceOfSatisfying(
            HoldOutcome.Changed.class,
            c -> {
              assertThat(c.pickup()).isEqualTo(MAIN);
              assertThat(c.expires()).isEqualTo(day);
            });
    assertThat(change("A", null, BRANCH, null))
        .isInstanceOfSatisfying(
            HoldOutcome.Changed.class,
            c -> {
              assertThat(c.pickup()).isEqualTo(BRANCH);
              assertThat(c.expires()).isEqualTo(day);
            });
    assertThat(change("A", null, null, day.plusSeconds(1)))
        .isInstanceOfSatisfying(
            HoldOutcome.Changed.class,
            c -> {
              assertThat(c.pickup()).isEqualTo(BRANCH);
              assertThat(c.expires()).isEqualTo(day.plusSeconds(1));
            });
    assertThat(library.text(library.north, "select paused_from from hold")).isEqualTo("2036-01-01");
  }

  @Test
  void holdsOfOthersAreNotChanged() {
    onTitle();
    assertThat(change("B", null, BRANCH, null))
        .isInstanceOfSatisfying(
            HoldOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.NOT_HELD));
    assertThat(change("nobody", null, BRANCH, null))
        .isInstanceOfSatisfying(
            HoldOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.PATRON_UNKNOWN));
  }

  @Test
  void whatIsNotedOfAnItemIsKeptUntilItIsTakenAway() {
    assertThat(library.submit(new ItemCommand.DescribeItem(origin(), "1", "slidt")))
        .isInstanceOfSatisfying(
            ItemOutcome.Changed.class, c -> assertThat(c.item().properties()).isEqualTo("slidt"));
    assertThat(noted()).isEqualTo("slidt");
    // the same again changes nothing
    library.submit(new ItemCommand.DescribeItem(origin(), "1", "slidt"));
    assertThat(
            library.count(
                library.north, "select count(*) from outbox where kind = 'item-described'"))
        .isEqualTo(1);
    library.submit(new ItemCommand.DescribeItem(origin(), "1", " "));
    assertThat(noted()).isEqualTo("null");
    assertThat(library.submit(new ItemCommand.DescribeItem(origin(), "unknown", "slidt")))
        .isInstanceOfSatisfying(
            ItemOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.ITEM_UNKNOWN));
  }

  private String noted() {
    return library.text(library.north, "select properties from item where barcode = '1'");
  }
}
