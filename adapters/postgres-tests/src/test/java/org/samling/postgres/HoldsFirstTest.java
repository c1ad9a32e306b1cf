package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.hold;
import static org.samling.postgres.TestLibrary.origin;
import static org.samling.postgres.TestLibrary.renew;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.HoldCommand.HoldOptions;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.policy.Setting;

/** Which copies of a title a hold that waits keeps from others, on a real database. */
class HoldsFirstTest {

  private static final int COPIES = 61;

  private final TestLibrary library = new TestLibrary();

  @AfterEach
  void close() {
    try {
      Invariants.check(library);
    } finally {
      library.close();
    }
  }

  /** Title 1 has five copies, 1 to 5, all of them on the shelf. */
  private void copies(int first, int last) {
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            IntStream.rangeClosed(first, last)
                .mapToObj(n -> NewItem.plain(Integer.toString(n), TITLE, MAIN, "book"))
                .toList());
  }

  private CheckoutOutcome lend(String patron, String item) {
    return library.submit(checkout(library.north, patron, item));
  }

  private void lent(String patron, String... items) {
    Stream.of(items)
        .forEach(item ->
            assertThat(lend(patron, item)).as(item).isInstanceOf(CheckoutOutcome.Granted.class));
  }

  private String refused(CheckoutOutcome outcome) {
    assertThat(outcome).isInstanceOf(CheckoutOutcome.Refused.class);
    var refused = (CheckoutOutcome.Refused) outcome;
    assertThat(refused.reason()).isEqualTo(RefusalReason.HELD_FOR_ANOTHER);
    return refused.why().toString();
  }

  private void wait(String patron) {
    assertThat(library.submit(hold(library.north, patron, TITLE, MAIN)))
        .isInstanceOf(HoldOutcome.Placed.class);
  }

  /** For one of the copies of the branch, and no other. */
  private void waitForTheBranchs(String patron) {
    assertThat(
            library.submit(
                new HoldCommand.PlaceHold(
                    origin(library.north, UUID.randomUUID(), MAIN),
                    patron,
                    TITLE,
                    BRANCH,
                    HoldOptions.at(MAIN, Instant.now(), null))))
        .isInstanceOf(HoldOutcome.Placed.class);
  }

  /** The copy that staff are asked to fetch for the only hold that has one. */
  private String target() {
    return library.store.holdLists().pullList(library.north, MAIN, 2).getFirst().item();
  }

  @Test
  void oneWaitingHoldOfManyCopiesKeepsNoMoreThanItsOwn() {
    copies(100, 99 + COPIES - 5);
    lent("A", "1", "2", "3", "4", "5");
    wait("B");
    var target = target();

    assertThat(refused(lend("A", target)))
        .isEqualTo("holds-first: hold.item = WAITING (item %s)".formatted(target));
    var others =
        IntStream.range(100, 100 + COPIES - 5)
            .mapToObj(Integer::toString)
            .filter(item -> !item.equals(target))
            .limit(3)
            .toArray(String[]::new);
    lent("A", others);
    assertThat(library.submit(renew(library.north, "A", "1")))
        .as("a copy that is out is renewed")
        .isInstanceOf(CheckoutOutcome.Granted.class);
    lent("B", target);
  }

  @Test
  void whileNoMoreCopiesAreFreeThanHoldsWaitNoneIsLentOrRenewedToOthers() {
    lent("A", "3", "4", "5");
    wait("B");
    lent("A", another(target()));
    wait("C");

    assertThat(refused(library.submit(renew(library.north, "A", "3"))))
        .as("two wait, and one copy is free")
        .isEqualTo("holds-first: hold.blocks = scarce (built in)");
    var explained = library.store.inquiries().explain(renew(library.north, "A", "3"));
    assertThat(explained.checks())
        .filteredOn(check -> check.why().rule().equals("holds-first"))
        .singleElement()
        .satisfies(check -> assertThat(check.found()).isEqualTo("2 waiting, 1 other copies free"));
    copies(7, 7);
    assertThat(library.submit(renew(library.north, "A", "3")))
        .as("one for each who waits")
        .isInstanceOf(CheckoutOutcome.Granted.class);
    assertThat(refused(lend("A", "7"))).contains("scarce");
  }

  private static String another(String item) {
    return item.equals("1") ? "2" : "1";
  }

  @Test
  void whoWaitsAndIsNextGetsAnyCopy() {
    lent("A", "3", "4", "5");
    wait("B");
    wait("C");
    lent("B", "1");
    lent("C", "2");
  }

  @Test
  void settingSaysWhetherAHoldKeepsItsOwnCopyOrAll() {
    lent("A", "3", "4", "5");
    wait("B");
    var other = another(target());
    library.set(Setting.HOLD_BLOCKS, "all");
    assertThat(refused(lend("A", other))).startsWith("holds-first: hold.blocks = all (tenant ");
    assertThat(refused(library.submit(renew(library.north, "A", "3")))).contains("all");

    library.set(Setting.HOLD_BLOCKS, "its-copy");
    wait("C");
    assertThat(refused(lend("A", "1"))).contains("hold.item");
    assertThat(refused(lend("A", "2"))).contains("hold.item");
    assertThat(library.submit(renew(library.north, "A", "3")))
        .isInstanceOf(CheckoutOutcome.Granted.class);
  }

  @Test
  void holdOnOneCopyKeepsThatAndNoOther() {
    lent("A", "1");
    library.submit(
        new HoldCommand.PlaceItemHold(
            origin(library.north, UUID.randomUUID(), MAIN),
            "B",
            "1",
            HoldOptions.at(MAIN, Instant.now(), null)));
    lent("A", "2");
    assertThat(refused(library.submit(renew(library.north, "A", "1"))))
        .isEqualTo("holds-first: hold.item = WAITING (item 1)");
    library.set(Setting.HOLD_BLOCKS, "its-copy");
    assertThat(refused(library.submit(renew(library.north, "A", "1")))).contains("hold.item");
  }

  @Test
  void copyIsFreeForAHoldThatItMayFillOnly() {
    lent("A", "3", "4", "5");
    lent("C", "1", "2");
    copies(7, 8);
    branchs("9");
    lent("A", "9");
    waitForTheBranchs("B");
    lent("A", "7", "8");
  }

  @Test
  void copiesThatNoneOfThoseWhoWaitCanUseAreNotFreeForThem() {
    branchs("7");
    lent("A", "7");
    waitForTheBranchs("B");
    assertThat(refused(library.submit(renew(library.north, "A", "7"))))
        .as("five copies stand on the shelf of another branch")
        .contains("scarce");
    branchs("8", "9");
    assertThat(library.submit(renew(library.north, "A", "7")))
        .isInstanceOf(CheckoutOutcome.Granted.class);
  }

  /** The numbers of copies are random, and so is which of them is looked at first. */
  @RepeatedTest(5)
  void whoCanUseAnyCopyLeavesThoseOfABranchToWhoCanUseNoOthers() {
    branchs("7", "8");
    lent("A", "7", "2", "3", "4", "5");
    wait("C");
    waitForTheBranchs("B");
    assertThat(library.submit(renew(library.north, "A", "7")))
        .as("1 for C, and 8 for B, whichever of the two is looked at first")
        .isInstanceOf(CheckoutOutcome.Granted.class);
  }

  private void branchs(String... items) {
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            Stream.of(items).map(item -> NewItem.plain(item, TITLE, BRANCH, "book")).toList());
  }

  @Test
  void copyThatIsNotFetchedFromItsShelfIsNotFree() {
    lent("A", "3", "4", "5");
    library.set(Setting.HOLD_PULL, "false");
    wait("B");
    assertThat(refused(lend("A", "1"))).contains("scarce");
  }
}
