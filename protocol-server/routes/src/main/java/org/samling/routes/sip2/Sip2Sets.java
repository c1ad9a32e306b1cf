package org.samling.routes.sip2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.outcome.CheckinOutcome;
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
    var first = returned.returned().isEmpty() ? null : returned.returned().getFirst();
    var routing = first == null ? null : Sip2Routing.of(exchange, first.destination());
    var texts = new ArrayList<>(routing == null ? List.<String>of() : routing.texts());
    texts.add(
        set.missing().isEmpty()
            ? Sip2Texts.messages(exchange).text("set.whole", Integer.toString(set.size()))
            : missing(exchange, set));
    var isTaken = first != null || set.missing().isEmpty();
    return new Sip2Response.CheckinResponse(
        isTaken,
        Sip2Flag.of(isTaken),
        Sip2Flag.UNKNOWN,
        Sip2Flag.of(!set.missing().isEmpty() || (routing != null && routing.alert().isYes())),
        Sip2Texts.date(returned.at(), Sip2Texts.zone(exchange)),
        exchange.session().loggedInAccount().institution(),
        set.barcode(),
        first == null ? "" : exchange.dialect().item(exchange, first.item()).home(),
        set.name(),
        first == null ? null : first.bin(),
        first == null ? null : exchange.dialect().borrower(first.patron()),
        null,
        null,
        routing == null ? null : routing.alertType(),
        routing == null ? null : routing.destination(),
        null,
        null,
        null,
        null,
        null,
        texts,
        List.of());
  }
}
