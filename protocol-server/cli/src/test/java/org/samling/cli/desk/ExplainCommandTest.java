package org.samling.cli.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.CheckinOutcome.Returned;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;

/** The outcomes as sentences. */
class ExplainCommandTest {

  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final ItemView ITEM =
      new ItemView("1", "Title", null, "001", "DK-799700", null, null, null, null, null);

  private static String sentence(Outcome outcome) {
    return ExplainCommand.sentence(outcome, ZoneId.of("Europe/Copenhagen"));
  }

  private static Returned returned(@Nullable UUID loan, Destination destination) {
    return new Returned(NOW, ITEM, loan, null, null, destination, null, null);
  }

  @Test
  void returnNamesWhereTheItemGoesAndNotWhoWaits() {
    assertThat(sentence(returned(UUID.randomUUID(), new Destination.HomeTransit("DK-799701"))))
        .isEqualTo("Taken back: to be sent to DK-799701");
    assertThat(
            sentence(
                returned(null, new Destination.HoldShelf("DK-799700", "A", "Navn, A", "1", null))))
        .isEqualTo("Taken back (it is not on loan): reserved, to the hold shelf");
  }

  @Test
  void refusalIsWorded() {
    var why = new DecisionReason("maximum-loans", "max-loans", "patron category adult", "50");
    assertThat(
            sentence(
                new CheckoutOutcome.Refused(
                    NOW, RefusalReason.TOO_MANY_LOANS, "1", ITEM, null, why)))
        .isEqualTo("Refused: too many loans, by " + why);
  }
}
