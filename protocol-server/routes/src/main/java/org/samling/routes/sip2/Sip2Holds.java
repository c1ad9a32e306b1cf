package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.*;
import static org.samling.sip2.Sip2ResponseLayouts.HOLD_RESPONSE;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.WantedTitle;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.PatronData;
import org.samling.core.organisation.TenantId;
import org.samling.sip2.Sip2Code.HoldMode;
import org.samling.sip2.Sip2Code.HoldType;
import org.samling.sip2.Sip2Flag;
import org.samling.sip2.Sip2Message;
import org.samling.sip2.Sip2Number;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;

/**
 * Places, changes and cancels holds. The title is identified by one of its items (AB), by its
 * record's key in AJ ({@code source:number}, or one issue of it: {@link WantedTitle}), or, for a
 * hold that the patron already has, by the title as it is displayed to them. The reply depends on
 * the request and the outcome only.
 */
final class Sip2Holds {

  private final Commands commands;
  private final Inquiries inquiries;
  private final Sip2Pins pins;

  Sip2Holds(Commands commands, Inquiries inquiries, Sip2Pins pins) {
    this.commands = commands;
    this.inquiries = inquiries;
    this.pins = pins;
  }

  /** 15. */
  Sip2Response hold(Sip2Exchange<Sip2Request.Hold> exchange) {
    var message = exchange.message();
    var mode = message.get(HOLD_MODE).value();
    if (mode == null) {
      return Sip2Refusals.refuse(exchange, Sip2Texts.messages(exchange).text("hold.mode"));
    }
    if (mode != HoldMode.DELETE && isExpiryImpossible(exchange)) {
      return Sip2Refusals.refuse(exchange, Sip2Texts.messages(exchange).text("hold.expires"));
    }
    var visitor = pins.visitor(exchange);
    var messages = Sip2Texts.messages(exchange);
    var wrongPin = visitor.refusal(messages);
    if (wrongPin != null) {
      return Sip2Refusals.refuse(exchange, wrongPin);
    }
    if (mode != HoldMode.ADD && !exchange.tells(PatronData.ACCOUNT)) {
      return Sip2Refusals.refuse(exchange, messages.text("pin.needed"));
    }
    var item = item(message);
    var wantsCopy = message.get(HOLD_TYPE).is(HoldType.SPECIFIC_COPY);
    if (mode == HoldMode.ADD && wantsCopy && item == null) {
      return Sip2Refusals.refuse(exchange, messages.refusal(RefusalReason.ITEM_UNKNOWN));
    }
    var patron = visitor.identifier();
    var known = item == null ? null : inquiries.item(tenant(exchange), item).orElse(null);
    var title = item == null ? title(exchange, patron) : known == null ? null : known.record();
    var words = words(exchange, known);
    if (title == null) {
      return Sip2Refusals.refuse(
          exchange,
          messages.refusal(
              item == null ? RefusalReason.RECORD_UNKNOWN : RefusalReason.ITEM_UNKNOWN));
    }
    var origin = exchange.origin();
    var outcome =
        commands.outcome(
            switch (mode) {
              case ADD -> place(exchange, patron, title, item);
              case DELETE -> cancel(exchange, patron, title, item);
              case CHANGE ->
                  new HoldCommand.ChangeHoldOnTitle(
                      origin, patron, title, item, pickup(exchange), expires(exchange));
            });
    return switch (outcome) {
      case HoldOutcome.Placed(
              var at,
              _,
              var position,
              var pickup,
              var expires,
              var isOnShelf,
              var fee) ->
          done(exchange, at, expires, words)
              .with(AVAILABLE, Sip2Flag.of(isOnShelf))
              .with(QUEUE_POSITION, Sip2Number.of(position))
              .with(PICKUP_LOCATION, pickup)
              .withEach(
                  SCREEN_MESSAGE,
                  fee == null ? List.of() : List.of(Sip2Costs.charged(exchange, fee)))
              .build();
      case HoldOutcome.Changed(var at, _, var state, _, _, var pickup, var expires) ->
          done(exchange, at, expires, words)
              .with(AVAILABLE, Sip2Flag.of(state == HoldState.READY))
              .withOptional(PICKUP_LOCATION, pickup)
              .build();
      case HoldOutcome.Cancelled(var at, _, _) ->
          done(exchange, at, null, words).with(AVAILABLE, Sip2Flag.NO).build();
      case HoldOutcome.Refused refused ->
          Sip2Refusals.hold(
              exchange,
              refused.at(),
              words,
              refused.fee() == null
                  ? messages.refusal(refused.reason())
                  : Sip2Costs.refusal(exchange, refused));
      case HoldOutcome.PlacedTogether _ ->
          throw new IllegalStateException("expected the outcome of one hold, got " + outcome);
    };
  }

  private static Command<HoldOutcome> place(
      Sip2Exchange<Sip2Request.Hold> exchange,
      String patron,
      RecordKey title,
      @Nullable String item) {
    var message = exchange.message();
    var type = message.get(HOLD_TYPE);
    var named = pickup(exchange);
    var pickup = named == null ? exchange.branch() : named;
    var placement =
        HoldCommand.HoldOptions.at(pickup, exchange.received(), expires(exchange))
            .accepting(Sip2Costs.accepted(exchange));
    if (type.is(HoldType.SPECIFIC_COPY) && item != null) {
      return new HoldCommand.PlaceItemHold(exchange.origin(), patron, item, placement);
    }
    var ofBranch = type.is(HoldType.ANY_COPY_AT_BRANCH) ? pickup : null;
    var wanted = item == null ? wanted(message.find(TITLE_IDENTIFIER)) : null;
    var issue = wanted == null ? null : wanted.enumeration();
    return new HoldCommand.PlaceHold(exchange.origin(), patron, title, ofBranch, issue, placement);
  }

  /** Cancels the hold on the issue that is named, and only that one; else the hold on the title. */
  private Command<HoldOutcome> cancel(
      Sip2Exchange<Sip2Request.Hold> exchange,
      String patron,
      RecordKey title,
      @Nullable String item) {
    var origin = exchange.origin();
    var words = exchange.message().find(TITLE_IDENTIFIER);
    if (item != null) {
      return new HoldCommand.CancelHold(origin, patron, title, item);
    }
    var wanted = wanted(words);
    var issue = wanted == null ? null : wanted.enumeration();
    return inquiries
        .patron(tenant(exchange), patron, Set.of(PatronAccount.Part.HOLDS))
        .flatMap(account ->
            account.holds().stream()
                .filter(hold -> hold.enumeration() != null && hold.record().equals(title))
                .filter(
                    hold -> hold.named().equals(words) || Objects.equals(hold.enumeration(), issue))
                .findFirst())
        .<Command<HoldOutcome>>map(
            hold -> new HoldCommand.CancelHoldById(origin, patron, hold.id()))
        .orElseGet(() ->
            new HoldCommand.CancelHold(
                origin, patron, issue == null ? title : cut(title.toString()), null));
  }

  private static @Nullable String item(Sip2Request.Hold message) {
    var item = message.get(ITEM_IDENTIFIER);
    return item.isBlank() ? null : item;
  }

  private static @Nullable String pickup(Sip2Exchange<Sip2Request.Hold> exchange) {
    var pickup = exchange.message().get(PICKUP_LOCATION);
    return pickup.isBlank() ? null : exchange.dialect().branch(pickup);
  }

  /** Whether a date until which the hold is wanted is sent that no calendar has. */
  private static boolean isExpiryImpossible(Sip2Exchange<Sip2Request.Hold> exchange) {
    var until = exchange.message().get(EXPIRATION_DATE);
    return !until.isBlank() && until.toInstant(Sip2Texts.zone(exchange)).isEmpty();
  }

  private static @Nullable Instant expires(Sip2Exchange<Sip2Request.Hold> exchange) {
    return exchange.message().get(EXPIRATION_DATE).toInstant(Sip2Texts.zone(exchange)).orElse(null);
  }

  /** What the reply calls the title (AJ): as it was sent, or else that of the item. */
  private static @Nullable String words(
      Sip2Exchange<Sip2Request.Hold> exchange, @Nullable ItemState known) {
    var sent = exchange.message().find(TITLE_IDENTIFIER);
    return known == null || (sent != null && !sent.isBlank())
        ? sent
        : exchange.dialect().item(exchange, known.item()).title();
  }

  private static TenantId tenant(Sip2Exchange<?> exchange) {
    return exchange.session().loggedInAccount().tenant().id();
  }

  /** Finds the title by its key, or as the patron's own hold on it is displayed. */
  private @Nullable RecordKey title(Sip2Exchange<Sip2Request.Hold> exchange, String patron) {
    var message = exchange.message();
    var words = message.get(TITLE_IDENTIFIER);
    if (words.isBlank()) {
      return null;
    }
    if (message.get(HOLD_MODE).is(HoldMode.ADD)) {
      return key(words);
    }
    return inquiries
        .patron(tenant(exchange), patron, Set.of(PatronAccount.Part.HOLDS))
        .flatMap(account ->
            account.holds().stream()
                .filter(hold -> hold.named().equals(words))
                .map(PatronAccount.Hold::record)
                .findFirst())
        .or(() -> Optional.ofNullable(key(words)))
        .orElse(cut(words));
  }

  private static @Nullable RecordKey key(String words) {
    var wanted = wanted(words);
    return wanted == null ? null : wanted.record();
  }

  private static @Nullable WantedTitle wanted(@Nullable String words) {
    try {
      return words == null ? null : WantedTitle.parse(words);
    } catch (IllegalArgumentException _) {
      return null; // the words of a title, not a record's key
    }
  }

  /**
   * A key that no record has. A cancelled hold is no longer among the patron's holds, and the
   * command that cancelled it is found again only by a command with the same key.
   */
  private static RecordKey cut(String words) {
    return new RecordKey(
        "title", words.substring(0, Math.min(words.length(), RecordKey.MAX_LENGTH)));
  }

  private static Sip2Message.Builder<Sip2Response> done(
      Sip2Exchange<Sip2Request.Hold> exchange,
      Instant at,
      @Nullable Instant expires,
      @Nullable String title) {
    var message = exchange.message();
    return exchange
        .reply(HOLD_RESPONSE, at)
        .ok(true)
        .withOptional(
            EXPIRATION_DATE, expires, day -> Sip2Texts.date(day, Sip2Texts.zone(exchange)))
        .with(PATRON_IDENTIFIER, message.get(PATRON_IDENTIFIER))
        .withOptional(ITEM_IDENTIFIER, message.find(ITEM_IDENTIFIER))
        .withOptional(TITLE_IDENTIFIER, title);
  }
}
