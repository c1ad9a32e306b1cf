package org.samling.core.circulation;

import java.time.Instant;
import java.util.List;

/** Decides on fees. */
final class Charging {

  private final Facts facts;
  private final Instant now;

  Charging(Facts facts, Instant now) {
    this.facts = facts;
    this.now = now;
  }

  Decision charge(FeeCommand.ChargeFee command) {
    var patron = facts.patron(command.patron());
    if (patron.isEmpty()) {
      var nobody = facts.whyNobody(command.patron());
      return refused(nobody.reason(), nobody.why());
    }
    var barcode = command.item();
    var item = barcode == null ? null : facts.item(barcode).orElse(null);
    if (barcode != null && item == null) {
      return refused(RefusalReason.ITEM_UNKNOWN, Returning.unknownItem(barcode));
    }
    var fee =
        new Effect.FeeCharged(
            Uuids.next(now),
            patron.get().id(),
            command.type(),
            command.amount(),
            item == null ? null : item.id(),
            command.reason(),
            command.at());
    return new Decision(
        new FeeOutcome.Charged(now, fee.entryId(), patron.get().debt() + command.amount()),
        List.of(fee),
        List.of());
  }

  private Decision refused(RefusalReason reason, Why why) {
    return Decision.refusal(new FeeOutcome.Refused(now, reason, why), reason, why);
  }
}
