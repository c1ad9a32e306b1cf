package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.hold;
import static org.samling.postgres.TestLibrary.origin;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.organisation.ReturnHandling;
import org.samling.core.organisation.ReturnHandling.Shelving;
import org.samling.core.policy.Setting;
import org.samling.core.policy.SortRule;

/** What machines do with what comes back, on a real database. */
class ReturnHandlingTest {

  private static final ReturnHandling BINDS_NOTHING =
      new ReturnHandling(false, Shelving.AS_SET, "default");

  private final TestLibrary library = new TestLibrary();

  @AfterEach
  void close() {
    try {
      Invariants.check(library);
    } finally {
      library.close();
    }
  }

  private CheckinOutcome.Returned giveBack(String item, String branch, ReturnHandling handling) {
    return (CheckinOutcome.Returned)
        library.submit(
            new LoanCommand.Checkin(
                origin(library.north, UUID.randomUUID(), branch), item, Instant.now(), handling));
  }

  private HoldState stateOfHold(String patron) {
    return library
        .store
        .inquiries()
        .patron(library.north, patron)
        .orElseThrow()
        .holds()
        .getFirst()
        .state();
  }

  private ItemStatus status(String item) {
    return library.store.inquiries().item(library.north, item).orElseThrow().status();
  }

  @Test
  void returnThatBindsNothingGoesToThePickupBranchAndTheHoldWaitsOn() {
    library.submit(checkout(library.north, "A", "1"));
    library.submit(hold(library.north, "B", TITLE, BRANCH));

    assertThat(giveBack("1", MAIN, BINDS_NOTHING).destination())
        .isInstanceOfSatisfying(
            Destination.HoldTransit.class,
            to -> {
              assertThat(to.branch()).isEqualTo(BRANCH);
              assertThat(to.patron()).isEqualTo("B");
            });
    assertThat(status("1")).isEqualTo(ItemStatus.IN_TRANSIT);
    assertThat(stateOfHold("B")).isEqualTo(HoldState.WAITING);

    giveBack("1", BRANCH, ReturnHandling.USUAL);
    assertThat(stateOfHold("B")).as("staff took it in there").isEqualTo(HoldState.READY);
  }

  @Test
  void returnThatBindsNothingIsToldToBeForTheHoldShelfHereAndSetAsideForNobody() {
    library.submit(checkout(library.north, "A", "1"));
    library.submit(hold(library.north, "B", TITLE, MAIN));

    assertThat(giveBack("1", MAIN, BINDS_NOTHING).destination())
        .isInstanceOfSatisfying(Destination.HoldShelf.class, to -> assertThat(to.shelf()).isNull());
    assertThat(status("1")).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(stateOfHold("B")).isEqualTo(HoldState.WAITING);
  }

  @Test
  void whatIsBoundAlreadyArrivesAlsoWhereNothingIsBound() {
    library.submit(checkout(library.north, "A", "1"));
    library.submit(hold(library.north, "B", TITLE, BRANCH));
    giveBack("1", MAIN, ReturnHandling.USUAL);
    assertThat(stateOfHold("B")).isEqualTo(HoldState.IN_TRANSIT);

    giveBack("1", BRANCH, new ReturnHandling(false, Shelving.BY_STAFF, "default"));
    assertThat(stateOfHold("B")).isEqualTo(HoldState.BOUND);
    assertThat(status("1")).isEqualTo(ItemStatus.SET_ASIDE);
  }

  @Test
  void returnThatBoundNothingCanBeUndone() {
    library.submit(checkout(library.north, "A", "1"));
    library.submit(hold(library.north, "B", TITLE, BRANCH));
    giveBack("1", MAIN, BINDS_NOTHING);

    assertThat(
            library.submit(
                new LoanCommand.UndoCheckin(origin(library.north, UUID.randomUUID(), MAIN), "1")))
        .isInstanceOf(LoanOutcome.Changed.class);
    assertThat(status("1")).isEqualTo(ItemStatus.ON_LOAN);
  }

  @Test
  void machineShelvesOrLeavesItToStaffWhateverTheBranchHasSet() {
    library.set(Setting.HOLD_SHELVE_AT_CHECKIN, "true");
    library.submit(checkout(library.north, "A", "1"));
    library.submit(hold(library.north, "B", TITLE, MAIN));
    giveBack("1", MAIN, new ReturnHandling(true, Shelving.BY_STAFF, "default"));
    assertThat(stateOfHold("B")).isEqualTo(HoldState.BOUND);

    library.set(Setting.HOLD_SHELVE_AT_CHECKIN, "false");
    giveBack("1", MAIN, ReturnHandling.USUAL);
    assertThat(stateOfHold("B")).isEqualTo(HoldState.BOUND);
    giveBack("1", MAIN, new ReturnHandling(true, Shelving.AT_ONCE, "default"));
    assertThat(stateOfHold("B")).isEqualTo(HoldState.READY);
  }

  @Test
  void binComesFromTheTableThatTheMachineNames() {
    var policies = library.store.policyRegister();
    policies.putSortRules(library.north, MAIN, "default", List.of(rule("default", "1")));
    policies.putSortRules(library.north, MAIN, "night", List.of(rule("night", "9")));

    assertThat(giveBack("1", MAIN, ReturnHandling.USUAL).bin()).isEqualTo("1");
    assertThat(giveBack("1", MAIN, new ReturnHandling(true, Shelving.AS_SET, "night")).bin())
        .isEqualTo("9");
    assertThat(giveBack("1", MAIN, new ReturnHandling(true, Shelving.AS_SET, "other")).bin())
        .isNull();

    policies.putSortRules(library.north, MAIN, "default", List.of());
    var policy = library.store.inquiries().policy(library.north);
    assertThat(policy.sortTables()).as("each is put by itself").containsExactly("night");
    assertThat(policy.sortRules(MAIN, "night")).hasSize(1);
  }

  private static SortRule rule(String table, String bin) {
    return new SortRule(MAIN, table, 1, SortRule.Conditions.ALWAYS, bin, "test", Instant.EPOCH);
  }
}
