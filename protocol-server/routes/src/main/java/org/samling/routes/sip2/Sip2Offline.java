package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.*;
import static org.samling.sip2.Sip2ResponseLayouts.CHECKIN_RESPONSE;
import static org.samling.sip2.Sip2ResponseLayouts.CHECKOUT_RESPONSE;
import static org.samling.sip2.Sip2ResponseLayouts.RENEW_RESPONSE;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.OfflineCommand;
import org.samling.core.circulation.outcome.OfflineOutcome;
import org.samling.sip2.Sip2Date;
import org.samling.sip2.Sip2Flag;
import org.samling.sip2.Sip2Layout;
import org.samling.sip2.Sip2Message;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;

/**
 * 11, 09 and 29 with no block: transactions that a machine made while it was offline. They are
 * accepted whatever would block them, and answered with ok: a machine that gets "no" for something
 * already done would send it forever, or discard it. PINs are not checked, since the patron is no
 * longer there.
 *
 * <p>If the library does not accept such messages, none of these methods returns a reply, and the
 * message is handled like any other.
 */
final class Sip2Offline {

  private final Commands commands;
  private final Sip2Pins pins;

  Sip2Offline(Commands commands, Sip2Pins pins) {
    this.commands = commands;
    this.pins = pins;
  }

  /** 11. */
  Optional<Sip2Response> checkout(Sip2Exchange<Sip2Request.Checkout> exchange) {
    var message = exchange.message();
    var when = instant(exchange, message.transactionDate());
    var key =
        key(
            exchange,
            message.get(PATRON_IDENTIFIER).value(),
            message.get(ITEM_IDENTIFIER),
            dated(when, message.transactionDate()));
    return recorded(
            new OfflineCommand.OfflineCheckout(
                exchange.originOf("offline"),
                key,
                message.get(PATRON_IDENTIFIER).value(),
                message.get(ITEM_IDENTIFIER),
                when,
                instant(exchange, message.get(NB_DUE_DATE))))
        .map(recorded -> told(exchange, recorded))
        .map(recorded ->
            loanReply(exchange, CHECKOUT_RESPONSE, recorded)
                .with(RENEWAL_OK, Sip2Flag.NO)
                .with(DESENSITIZE, Sip2Flag.of(recorded.loanId() != null))
                .with(ITEM_IDENTIFIER, message.get(ITEM_IDENTIFIER))
                .with(TITLE_IDENTIFIER, title(exchange, recorded))
                .build());
  }

  /** 29. */
  Optional<Sip2Response> renew(Sip2Exchange<Sip2Request.Renew> exchange, @Nullable String item) {
    var message = exchange.message();
    var when = instant(exchange, message.transactionDate());
    var named = message.get(ITEM_IDENTIFIER);
    var title = message.get(TITLE_IDENTIFIER);
    var key =
        key(
            exchange,
            message.get(PATRON_IDENTIFIER).value(),
            named.isEmpty() ? title : named,
            dated(when, message.transactionDate()));
    return recorded(
            new OfflineCommand.OfflineRenewal(
                exchange.originOf("offline"),
                key,
                message.get(PATRON_IDENTIFIER).value(),
                text(item).isEmpty() ? title : text(item),
                when,
                instant(exchange, message.get(NB_DUE_DATE))))
        .map(recorded -> told(exchange, recorded))
        .map(recorded ->
            loanReply(exchange, RENEW_RESPONSE, recorded)
                .with(RENEWAL_OK, Sip2Flag.of(recorded.loanId() != null))
                .with(DESENSITIZE, Sip2Flag.NO)
                .with(ITEM_IDENTIFIER, recorded.item() == null ? named : recorded.barcode())
                .with(TITLE_IDENTIFIER, recorded.item() == null ? title : title(exchange, recorded))
                .build());
  }

  /** 09: the reply gives neither the borrower nor a destination: the item is already there. */
  Optional<Sip2Response> checkin(Sip2Exchange<Sip2Request.Checkin> exchange) {
    var message = exchange.message();
    var returned = instant(exchange, message.get(RETURN_DATE));
    var done = instant(exchange, message.transactionDate());
    var when = done == null ? returned : done;
    var key =
        key(
            exchange,
            message.get(ITEM_IDENTIFIER),
            dated(when, message.transactionDate()),
            dated(returned, message.get(RETURN_DATE)));
    return recorded(
            new OfflineCommand.OfflineCheckin(
                exchange.originOf("offline"),
                key,
                message.get(ITEM_IDENTIFIER),
                when,
                returned,
                exchange.kiosk().profile().returns()))
        .map(recorded ->
            reply(exchange, CHECKIN_RESPONSE, recorded)
                .with(RESENSITIZE, Sip2Flag.YES)
                .with(ALERT, Sip2Flag.NO)
                .with(ITEM_IDENTIFIER, message.get(ITEM_IDENTIFIER))
                .with(PERMANENT_LOCATION, home(exchange, recorded))
                .withOptional(TITLE_IDENTIFIER, recorded.item(), _ -> title(exchange, recorded))
                .build());
  }

  /**
   * What the machine is told: of a CPR number nothing that depends on whether somebody has it. The
   * transaction is recorded for them all the same.
   */
  private OfflineOutcome.Recorded told(Sip2Exchange<?> exchange, OfflineOutcome.Recorded recorded) {
    return pins.namesNobody(exchange) && !exchange.isProven() ? recorded.withoutPatron() : recorded;
  }

  /** What the replies to 11 and 29 have in common. */
  private static Sip2Message.Builder<Sip2Response> loanReply(
      Sip2Exchange<?> exchange, Sip2Layout<Sip2Response> layout, OfflineOutcome.Recorded recorded) {
    var message = exchange.message();
    return reply(exchange, layout, recorded)
        .with(PATRON_IDENTIFIER, message.get(PATRON_IDENTIFIER))
        .with(DUE_DATE, due(exchange, recorded, message.get(NB_DUE_DATE)))
        .withOptional(TRANSACTION_ID, recorded.loanId(), UUID::toString);
  }

  private static Sip2Message.Builder<Sip2Response> reply(
      Sip2Exchange<?> exchange, Sip2Layout<Sip2Response> layout, OfflineOutcome.Recorded recorded) {
    var shown = shown(exchange, recorded);
    return exchange
        .reply(layout, recorded.at())
        .ok(true)
        .with(MAGNETIC_MEDIA, Sip2Flag.UNKNOWN)
        .withOptional(MEDIA_TYPE, recorded.item(), item -> Sip2Texts.mediaType(item.mediaType()))
        .withOptional(ITEM_PROPERTIES, shown == null ? null : shown.properties())
        .withEach(SCREEN_MESSAGE, texts(exchange, recorded));
  }

  private Optional<OfflineOutcome.Recorded> recorded(OfflineCommand command) {
    return switch (commands.outcome(command)) {
      case OfflineOutcome.Recorded recorded -> Optional.of(recorded);
      case OfflineOutcome.NotTaken _ -> Optional.empty();
    };
  }

  /** The same key for the same transaction, whichever message, connection or branch reports it. */
  private static String key(Sip2Exchange<?> exchange, Object... parts) {
    var of =
        CommandKey.of(
            Duration.ZERO,
            "sip2-offline",
            exchange.session().loggedInAccount().id(),
            exchange.message().command());
    var all = new Object[parts.length + 1];
    all[0] = of.hex();
    System.arraycopy(parts, 0, all, 1, parts.length);
    return CommandKey.of(Duration.ZERO, all).hex();
  }

  private static @Nullable Instant instant(Sip2Exchange<?> exchange, Sip2Date date) {
    ZoneId zone = Sip2Texts.zone(exchange);
    return date.toInstant(zone).orElse(null);
  }

  private static String dated(@Nullable Instant when, Sip2Date written) {
    return when == null ? written.wire() : when.toString();
  }

  private static Sip2Dialect.@Nullable Item shown(
      Sip2Exchange<?> exchange, OfflineOutcome.Recorded recorded) {
    var item = recorded.item();
    return item == null ? null : exchange.dialect().item(exchange, item);
  }

  private static String title(Sip2Exchange<?> exchange, OfflineOutcome.Recorded recorded) {
    var shown = shown(exchange, recorded);
    return shown == null ? "" : shown.title();
  }

  private static String home(Sip2Exchange<?> exchange, OfflineOutcome.Recorded recorded) {
    var shown = shown(exchange, recorded);
    return shown == null ? "" : shown.home();
  }

  private static String due(
      Sip2Exchange<?> exchange, OfflineOutcome.Recorded recorded, Sip2Date requested) {
    var due = recorded.due();
    return due == null ? requested.wire().strip() : exchange.dialect().due(exchange, due);
  }

  /** For staff who send the batch: this transaction is left for them to resolve, and why. */
  private static List<String> texts(Sip2Exchange<?> exchange, OfflineOutcome.Recorded recorded) {
    var messages = Sip2Texts.messages(exchange);
    var reason = recorded.reason();
    return reason == null
        ? List.of()
        : List.of(messages.text("offline.kept", messages.refusal(reason)));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
