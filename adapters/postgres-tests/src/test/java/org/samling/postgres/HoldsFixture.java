package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.origin;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.reason.RefusalReason;

/** A library in which all is on loan to D, for the rules of holds. */
abstract class HoldsFixture {

  static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

  final TestLibrary library = new TestLibrary();

  @BeforeEach
  void everythingIsOnLoan() {
    library.addPatron("D", "adult", MAIN);
    library.addPatron("E", "adult", MAIN);
    for (var item : List.of("1", "2", "3", "4", "5", "6")) {
      library.submit(checkout(library.north, "D", item));
    }
  }

  @AfterEach
  void close() {
    try {
      Invariants.check(library);
    } finally {
      library.close();
    }
  }

  HoldOutcome place(String patron, @Nullable String ofBranch, String pickup, Instant at) {
    return library.submit(
        new HoldCommand.PlaceHold(
            origin(library.north, UUID.randomUUID(), MAIN),
            patron,
            TITLE,
            ofBranch,
            HoldCommand.HoldOptions.at(pickup, at, null)));
  }

  static UUID id(HoldOutcome outcome) {
    return ((HoldOutcome.Placed) outcome).holdId();
  }

  Destination giveBack(String item, String branch) {
    return ((CheckinOutcome.Returned) library.submit(checkin(library.north, item, branch)))
        .destination();
  }

  HoldOutcome shelve(String item, String branch) {
    return library.submit(
        new HoldCommand.ShelveHold(origin(library.north, UUID.randomUUID(), branch), item));
  }

  HoldState state(UUID hold) {
    return HoldState.valueOf(text("select state from hold where id = '%s'".formatted(hold)));
  }

  String text(String sql) {
    return library.text(library.north, sql);
  }

  ItemStatus status(String item) {
    return library.store.inquiries().item(library.north, item).orElseThrow().status();
  }

  void refused(HoldOutcome outcome, RefusalReason reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            HoldOutcome.Refused.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }
}
