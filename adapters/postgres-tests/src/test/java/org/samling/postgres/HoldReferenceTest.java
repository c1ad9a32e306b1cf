package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.OTHER_TITLE;
import static org.samling.postgres.TestLibrary.TITLE;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.HoldView;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.facts.HoldReference;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.outcome.HoldOutcome;

/** Holds by the numbers that partners give them. */
class HoldReferenceTest {

  private static final HoldReference NUMBER = new HoldReference(new UUID(1, 1), "PARTNER", "r-1");

  private TestLibrary library;
  private Inquiries inquiries;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    inquiries = library.store.inquiries();
  }

  @AfterEach
  void close() {
    library.close();
  }

  @Test
  void holdIsFoundByItsNumberAndByThePartnersAsLongAsItIsThere() {
    var first = place("A", TITLE);
    var second = place("B", TITLE);
    assertThat(inquiries.hold(library.north, NUMBER))
        .as("the number is the later hold's")
        .map(HoldView::id)
        .hasValue(second);
    assertThat(inquiries.hold(library.north, second))
        .hasValueSatisfying(hold -> {
          assertThat(hold.patron()).isEqualTo("B");
          assertThat(hold.position()).isEqualTo(2);
          assertThat(hold.hold().title()).isEqualTo("Ærø");
          assertThat(hold.copy()).as("what is looked for; 1 is, for the first").isEqualTo("2");
          assertThat(hold.meant()).isEqualTo(HoldView.Meant.FOUND);
        });
    library.submit(
        new HoldCommand.CancelHoldById(
            TestLibrary.origin(library.north, "cancel", MAIN), "A", first));
    assertThat(inquiries.hold(library.north, first))
        .hasValueSatisfying(hold -> {
          assertThat(hold.hold().state()).isEqualTo(HoldState.CANCELLED);
          assertThat(hold.position()).isNull();
        });
    assertThat(inquiries.hold(library.north, second))
        .hasValueSatisfying(hold -> assertThat(hold.position()).isEqualTo(1));
  }

  @Test
  void numberIsTheAccountsAndTheTenantsAlone() {
    var hold = place("A", OTHER_TITLE);
    assertThat(inquiries.hold(library.north, new HoldReference(new UUID(1, 2), "PARTNER", "r-1")))
        .isEmpty();
    assertThat(inquiries.hold(library.north, new HoldReference(new UUID(1, 1), "", "r-1")))
        .isEmpty();
    assertThat(inquiries.hold(library.south, NUMBER)).isEmpty();
    assertThat(inquiries.hold(library.south, hold)).isEmpty();
  }

  @Test
  void numberIsOfSomeLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HoldReference(new UUID(1, 1), "", ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HoldReference(new UUID(1, 1), "", "x".repeat(201)));
  }

  private UUID place(String patron, RecordKey title) {
    var outcome =
        library.submit(
            new HoldCommand.PlaceHold(
                TestLibrary.origin(library.north, UUID.randomUUID(), MAIN),
                patron,
                title,
                null,
                new HoldCommand.HoldOptions(MAIN, Instant.now(), null, false, NUMBER, false)));
    return ((HoldOutcome.Placed) outcome).holdId();
  }
}
