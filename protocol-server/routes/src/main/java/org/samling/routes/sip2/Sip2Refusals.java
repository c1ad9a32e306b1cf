package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.*;
import static org.samling.sip2.Sip2ResponseLayouts.*;

import java.time.Instant;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.samling.sip2.PatronStatusFlags;
import org.samling.sip2.PatronStatusFlags.Flag;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Flag;
import org.samling.sip2.Sip2Message;
import org.samling.sip2.Sip2Number;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;

/**
 * The refusal of each request, in the standard's form. Every recognised request gets its own kind
 * of reply, whatever the reason.
 */
final class Sip2Refusals {

  /** The privileges of an unknown patron: none. */
  static final PatronStatusFlags ALL_DENIED =
      new PatronStatusFlags(
          EnumSet.of(
              Flag.CHARGE_PRIVILEGES_DENIED,
              Flag.RENEWAL_PRIVILEGES_DENIED,
              Flag.RECALL_PRIVILEGES_DENIED,
              Flag.HOLD_PRIVILEGES_DENIED));

  private Sip2Refusals() {}

  /**
   * The refusal of a request.
   *
   * @param message the screen message
   */
  static Sip2Response refuse(Sip2Exchange<?> exchange, String message) {
    return refuse(exchange, exchange.received(), message);
  }

  /**
   * The refusal of a request by the core.
   *
   * @param at when it was decided: the same whenever the request is repeated
   * @param message the screen message
   */
  static Sip2Response refuse(Sip2Exchange<?> exchange, Instant at, String message) {
    return switch (exchange.message()) {
      case Sip2Request.Login _ -> Sip2Response.reply(LOGIN_RESPONSE).ok(false).build();
      case Sip2Request.ScStatus _, Sip2Request.RequestAcsResend _ ->
          Sip2Response.reply(REQUEST_SC_RESEND).build();
      case Sip2Request.PatronStatusRequest r ->
          aboutPatron(exchange.reply(PATRON_STATUS_RESPONSE, at), r)
              .with(LANGUAGE, r.get(LANGUAGE))
              .with(SCREEN_MESSAGE, message)
              .build();
      case Sip2Request.BlockPatron r ->
          aboutPatron(exchange.reply(PATRON_STATUS_RESPONSE, at), r)
              .with(SCREEN_MESSAGE, message)
              .build();
      case Sip2Request.PatronInformation r ->
          withCounts(
                  aboutPatron(exchange.reply(PATRON_INFORMATION_RESPONSE, at), r), Sip2Number.of(0))
              .with(LANGUAGE, r.get(LANGUAGE))
              .with(SCREEN_MESSAGE, message)
              .build();
      case Sip2Request.PatronEnable r ->
          aboutPatron(exchange.reply(PATRON_ENABLE_RESPONSE, at), r)
              .with(SCREEN_MESSAGE, message)
              .build();
      case Sip2Request.Checkout r ->
          notLent(exchange.reply(CHECKOUT_RESPONSE, at), r).with(SCREEN_MESSAGE, message).build();
      case Sip2Request.Renew r ->
          notLent(exchange.reply(RENEW_RESPONSE, at), r)
              .with(TITLE_IDENTIFIER, r.get(TITLE_IDENTIFIER))
              .with(SCREEN_MESSAGE, message)
              .build();
      case Sip2Request.Checkin r ->
          exchange
              .reply(CHECKIN_RESPONSE, at)
              .ok(false)
              .with(RESENSITIZE, Sip2Flag.NO)
              .with(MAGNETIC_MEDIA, Sip2Flag.UNKNOWN)
              .with(ALERT, Sip2Flag.NO)
              .with(ITEM_IDENTIFIER, r.get(ITEM_IDENTIFIER))
              .with(PERMANENT_LOCATION, "")
              .with(SCREEN_MESSAGE, message)
              .build();
      case Sip2Request.EndPatronSession r ->
          exchange
              .reply(END_SESSION_RESPONSE, at)
              .with(END_SESSION, Sip2Flag.NO)
              .with(PATRON_IDENTIFIER, r.get(PATRON_IDENTIFIER))
              .with(SCREEN_MESSAGE, message)
              .build();
      case Sip2Request.FeePaid r ->
          exchange
              .reply(FEE_PAID_RESPONSE, at)
              .with(PAYMENT_ACCEPTED, Sip2Flag.NO)
              .with(PATRON_IDENTIFIER, r.get(PATRON_IDENTIFIER))
              .withOptional(TRANSACTION_ID, r.find(TRANSACTION_ID))
              .with(SCREEN_MESSAGE, message)
              .build();
      case Sip2Request.ItemInformation r ->
          exchange
              .reply(ITEM_INFORMATION_RESPONSE, at)
              .with(CIRCULATION_STATUS, Sip2Code.of(Sip2Code.CirculationStatus.OTHER))
              .with(SECURITY_MARKER, Sip2Code.of(Sip2Code.SecurityMarker.OTHER))
              .with(FEE_TYPE, Sip2Code.of(Sip2Code.FeeType.OTHER))
              .with(ITEM_IDENTIFIER, r.get(ITEM_IDENTIFIER))
              .with(TITLE_IDENTIFIER, "")
              .with(SCREEN_MESSAGE, message)
              .build();
      case Sip2Request.ItemStatusUpdate r ->
          exchange
              .reply(ITEM_STATUS_UPDATE_RESPONSE, at)
              .ok(false)
              .with(ITEM_IDENTIFIER, r.get(ITEM_IDENTIFIER))
              .with(SCREEN_MESSAGE, message)
              .build();
      case Sip2Request.Hold r -> hold(exchange, at, r.find(TITLE_IDENTIFIER), message);
      case Sip2Request.RenewAll _ ->
          exchange
              .reply(RENEW_ALL_RESPONSE, at)
              .ok(false)
              .with(RENEWED_COUNT, Sip2Number.of(0))
              .with(UNRENEWED_COUNT, Sip2Number.of(0))
              .with(SCREEN_MESSAGE, message)
              .build();
    };
  }

  /**
   * The refusal of a hold.
   *
   * @param title what the reply calls the title (AJ), or null
   */
  static Sip2Response hold(
      Sip2Exchange<?> exchange, Instant at, @Nullable String title, String message) {
    var request = exchange.message();
    return exchange
        .reply(HOLD_RESPONSE, at)
        .ok(false)
        .with(AVAILABLE, Sip2Flag.NO)
        .with(PATRON_IDENTIFIER, request.get(PATRON_IDENTIFIER))
        .withOptional(ITEM_IDENTIFIER, request.find(ITEM_IDENTIFIER))
        .withOptional(TITLE_IDENTIFIER, title)
        .with(SCREEN_MESSAGE, message)
        .build();
  }

  /** What 24, 64 and 26 give of a patron who is not looked at. */
  private static Sip2Message.Builder<Sip2Response> aboutPatron(
      Sip2Message.Builder<Sip2Response> reply, Sip2Request request) {
    return reply
        .with(PATRON_STATUS, ALL_DENIED)
        .with(LANGUAGE, Sip2Code.of(Sip2Code.Language.UNKNOWN))
        .with(PATRON_IDENTIFIER, request.get(PATRON_IDENTIFIER))
        .with(PERSONAL_NAME, "")
        .with(VALID_PATRON, Sip2Flag.NO);
  }

  private static Sip2Message.Builder<Sip2Response> notLent(
      Sip2Message.Builder<Sip2Response> reply, Sip2Request request) {
    return reply
        .ok(false)
        .with(RENEWAL_OK, Sip2Flag.NO)
        .with(MAGNETIC_MEDIA, Sip2Flag.UNKNOWN)
        .with(DESENSITIZE, Sip2Flag.NO)
        .with(PATRON_IDENTIFIER, request.get(PATRON_IDENTIFIER))
        .with(ITEM_IDENTIFIER, request.get(ITEM_IDENTIFIER))
        .with(TITLE_IDENTIFIER, "")
        .with(DUE_DATE, "");
  }

  /** Sets every count of 64 to the same number. */
  static Sip2Message.Builder<Sip2Response> withCounts(
      Sip2Message.Builder<Sip2Response> reply, Sip2Number number) {
    return reply
        .with(HOLD_ITEMS_COUNT, number)
        .with(OVERDUE_ITEMS_COUNT, number)
        .with(CHARGED_ITEMS_COUNT, number)
        .with(FINE_ITEMS_COUNT, number)
        .with(RECALL_ITEMS_COUNT, number)
        .with(UNAVAILABLE_HOLDS_COUNT, number);
  }
}
