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
    var booking = new Booking(facts.ledger(), patron.get().id(), now);
    var fee =
        booking.charge(
            command.type(),
            command.amount(),
            item == null ? null : item.id(),
            null,
            command.reason(),
            command.at());
    booking.useCredit();
    return new Decision(
        new FeeOutcome.Charged(now, fee, patron.get().debt() + booking.moreDebt()),
        booking.effects(),
        List.of());
  }

  private Decision refused(RefusalReason reason, Why why) {
    return Decision.refusal(new FeeOutcome.Refused(now, reason, why), reason, why);
  }
}
