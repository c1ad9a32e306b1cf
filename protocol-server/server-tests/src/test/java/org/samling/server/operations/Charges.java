package org.samling.server.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.FeeType;
import org.samling.postgres.TestLibrary;

/** Charges fees for tests. */
final class Charges {

  private Charges() {}

  /** Charges a patron of the first tenant a fee that arose some days ago. */
  static void charge(TestLibrary library, String patron, long amount, int daysAgo) {
    var origin =
        new Origin(
            library.north,
            CommandKey.of(Duration.ZERO, UUID.randomUUID()),
            "test",
            TestLibrary.MAIN,
            Instant.now().plusSeconds(60));
    library.submit(
        new FeeCommand.ChargeFee(
            origin,
            patron,
            FeeType.REPLACEMENT,
            amount,
            null,
            "Bortkommet, \"Ærø\"",
            Instant.now().minus(Duration.ofDays(daysAgo))));
  }
}
