package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.*;
import static org.samling.sip2.Sip2ResponseLayouts.CHECKIN_RESPONSE;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.CheckinOutcome.SetStanding;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.sip2.Sip2Flag;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;

/** Replies about sets, whose own barcode was scanned instead of an item's. */
final class Sip2Sets {

  /** How many barcodes a text lists at most. */
  private static final int MAX_NAMED = 5;

  private Sip2Sets() {}

  /** Texts: how many items of a set were checked out, and which are missing. */
  static List<String> checkoutTexts(Sip2Exchange<?> exchange, int items, List<String> missing) {
    var lent = Sip2Texts.messages(exchange).text("set.lent", Integer.toString(items));
    return missing.isEmpty()
        ? List.of(lent)
        : List.of(lent, missing(exchange, missing, items + missing.size()));
  }

  /**
   * Texts: why nothing of a set was checked out, each reason once, with the items it applies to.
   */
  static List<String> refusalTexts(Sip2Exchange<?> exchange, CheckoutOutcome.SetRefused refused) {
    if (refused.refused().isEmpty()) {
      return List.of(Sip2Texts.refusal(exchange, refused.reason()));
    }
    var byReason = new LinkedHashMap<RefusalReason, List<String>>();
    refused
        .refused()
        .forEach(item ->
            byReason.computeIfAbsent(item.reason(), _ -> new ArrayList<>()).add(item.barcode()));
    var messages = Sip2Texts.messages(exchange);
    var texts = new ArrayList<String>();
    texts.add(
        messages.text(
            "set.refused",
            Integer.toString(refused.refused().size()),
            Integer.toString(refused.size())));
    byReason.forEach((reason, items) -> {
      texts.add(Sip2Texts.refusal(exchange, reason));
      texts.add(named(items));
    });
    return texts;
  }

  private static String named(List<String> barcodes) {
    var first = String.join(", ", barcodes.stream().limit(MAX_NAMED).toList());
    return barcodes.size() > MAX_NAMED ? first + " \u2026" : first;
  }

  /** The texts of the routing, and which items of its set are still missing. */
  static List<String> routingTexts(
      Sip2Exchange<?> exchange, List<String> texts, @Nullable SetStanding set) {
    if (set == null || set.missing().isEmpty()) {
      return texts;
    }
    var all = new ArrayList<>(texts);
    all.add(missing(exchange, set));
    return all;
  }

  private static String missing(Sip2Exchange<?> exchange, SetStanding set) {
    return missing(exchange, set.missing(), set.size());
  }

  private static String missing(Sip2Exchange<?> exchange, List<String> missing, int size) {
    return Sip2Texts.messages(exchange)
        .text(
            "set.missing",
            Integer.toString(missing.size()),
            Integer.toString(size),
            named(missing));
  }

  /** A reply to 09 for a set. It sounds an alert if items are missing or the set goes elsewhere. */
  static Sip2Response checkinResponse(
      Sip2Exchange<Sip2Request.Checkin> exchange, CheckinOutcome.SetReturned returned) {
    var set = returned.set();
    var isTaken = !returned.returned().isEmpty() || set.missing().isEmpty();
    var reply =
        exchange
            .reply(CHECKIN_RESPONSE, returned.at())
            .ok(isTaken)
            .with(RESENSITIZE, Sip2Flag.of(isTaken))
            .with(MAGNETIC_MEDIA, Sip2Flag.UNKNOWN)
            .with(ALERT, Sip2Flag.of(!set.missing().isEmpty()))
            .with(ITEM_IDENTIFIER, set.barcode())
            .with(PERMANENT_LOCATION, "")
            .with(TITLE_IDENTIFIER, set.name());
    var texts = new ArrayList<String>();
    if (!returned.returned().isEmpty()) {
      var first = returned.returned().getFirst();
      var routing = Sip2Routing.of(exchange, first.destination());
      texts.addAll(routing.texts());
      reply
          .with(ALERT, Sip2Flag.of(!set.missing().isEmpty() || routing.alert().isYes()))
          .with(PERMANENT_LOCATION, exchange.dialect().item(exchange, first.item()).home())
          .withOptional(SORT_BIN, first.bin())
          .withOptional(PATRON_IDENTIFIER, exchange.dialect().borrower(first.patron()))
          .withOptional(ALERT_TYPE, routing.alertType())
          .withOptional(DESTINATION_LOCATION, routing.destination());
    } else if (!returned.branch().equals(exchange.branch())) {
      var routing = Sip2Routing.of(exchange, new Destination.HomeTransit(returned.branch()));
      texts.addAll(routing.texts());
      reply
          .with(ALERT, Sip2Flag.of(!set.missing().isEmpty() || routing.alert().isYes()))
          .with(PERMANENT_LOCATION, returned.branch())
          .withOptional(ALERT_TYPE, routing.alertType())
          .withOptional(DESTINATION_LOCATION, routing.destination());
    }
    texts.add(
        set.missing().isEmpty()
            ? Sip2Texts.messages(exchange).text("set.whole", Integer.toString(set.size()))
            : missing(exchange, set));
    return reply.withEach(SCREEN_MESSAGE, texts).build();
  }
}
