package org.samling.routes.sip2;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.OfflineCommand;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.outcome.OfflineOutcome;
import org.samling.routes.Commands;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Date;
import org.samling.sip2.Sip2Flag;
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

  Sip2Offline(Commands commands) {
    this.commands = commands;
  }

  /** 11. */
  Optional<Sip2Response> checkout(Sip2Exchange<Sip2Request.Checkout> exchange) {
    var message = exchange.message();
    var when = instant(exchange, message.transactionDate());
    var key =
        key(
            exchange,
            message.patronIdentifier().value(),
            message.itemIdentifier(),
            dated(when, message.transactionDate()));
    return recorded(
            new OfflineCommand.OfflineCheckout(
                exchange.originOf("offline"),
                key,
                message.patronIdentifier().value(),
                message.itemIdentifier(),
                when,
                instant(exchange, message.nbDueDate())))
        .map(recorded ->
            new Sip2Response.CheckoutResponse(
                true,
                Sip2Flag.NO,
                Sip2Flag.UNKNOWN,
                Sip2Flag.of(recorded.loanId() != null),
                Sip2Texts.date(recorded.at(), Sip2Texts.zone(exchange)),
                institution(exchange),
                message.patronIdentifier(),
                message.itemIdentifier(),
                title(exchange, recorded),
                due(exchange, recorded, message.nbDueDate()),
                null,
                null,
                null,
                null,
                media(recorded),
                properties(exchange, recorded),
                loan(recorded),
                texts(exchange, recorded),
                List.of()));
  }

  /** 29. */
  Optional<Sip2Response> renew(Sip2Exchange<Sip2Request.Renew> exchange, @Nullable String item) {
    var message = exchange.message();
    var when = instant(exchange, message.transactionDate());
    var named = text(message.itemIdentifier());
    var title = text(message.titleIdentifier());
    var key =
        key(
            exchange,
            message.patronIdentifier().value(),
            named.isEmpty() ? title : named,
            dated(when, message.transactionDate()));
    return recorded(
            new OfflineCommand.OfflineRenewal(
                exchange.originOf("offline"),
                key,
                message.patronIdentifier().value(),
                text(item).isEmpty() ? title : text(item),
                when,
                instant(exchange, message.nbDueDate())))
        .map(recorded ->
            new Sip2Response.RenewResponse(
                true,
                Sip2Flag.of(recorded.loanId() != null),
                Sip2Flag.UNKNOWN,
                Sip2Flag.NO,
                Sip2Texts.date(recorded.at(), Sip2Texts.zone(exchange)),
                institution(exchange),
                message.patronIdentifier(),
                recorded.item() == null ? named : recorded.barcode(),
                recorded.item() == null ? title : title(exchange, recorded),
                due(exchange, recorded, message.nbDueDate()),
                null,
                null,
                null,
                null,
                media(recorded),
                properties(exchange, recorded),
                loan(recorded),
                texts(exchange, recorded),
                List.of()));
  }

  /** 09: the reply gives neither the borrower nor a destination: the item is already there. */
  Optional<Sip2Response> checkin(Sip2Exchange<Sip2Request.Checkin> exchange) {
    var message = exchange.message();
    var returned = instant(exchange, message.returnDate());
    var done = instant(exchange, message.transactionDate());
    var when = done == null ? returned : done;
    var key =
        key(
            exchange,
            message.itemIdentifier(),
            dated(when, message.transactionDate()),
            dated(returned, message.returnDate()));
    return recorded(
            new OfflineCommand.OfflineCheckin(
                exchange.originOf("offline"),
                key,
                message.itemIdentifier(),
                when,
                returned,
                exchange.kiosk().profile().returns()))
        .map(recorded ->
            new Sip2Response.CheckinResponse(
                true,
                Sip2Flag.YES,
                Sip2Flag.UNKNOWN,
                Sip2Flag.NO,
                Sip2Texts.date(recorded.at(), Sip2Texts.zone(exchange)),
                institution(exchange),
                message.itemIdentifier(),
                home(exchange, recorded),
                recorded.item() == null ? null : title(exchange, recorded),
                null,
                null,
                media(recorded),
                properties(exchange, recorded),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                texts(exchange, recorded),
                List.of()));
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

  private static String institution(Sip2Exchange<?> exchange) {
    return exchange.session().loggedInAccount().institution();
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
    return due == null
        ? requested.wire().strip()
        : exchange.dialect().due(due, Sip2Texts.zone(exchange));
  }

  private static @Nullable Sip2Code<Sip2Code.MediaType> media(OfflineOutcome.Recorded recorded) {
    ItemView item = recorded.item();
    return item == null ? null : Sip2Texts.mediaType(item.mediaType());
  }

  private static @Nullable String properties(
      Sip2Exchange<?> exchange, OfflineOutcome.Recorded recorded) {
    var shown = shown(exchange, recorded);
    return shown == null ? null : shown.properties();
  }

  private static @Nullable String loan(OfflineOutcome.Recorded recorded) {
    return recorded.loanId() == null ? null : recorded.loanId().toString();
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
