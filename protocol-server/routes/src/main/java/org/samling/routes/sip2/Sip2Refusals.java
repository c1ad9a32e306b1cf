package org.samling.routes.sip2;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.sip2.PatronStatusFlags;
import org.samling.sip2.PatronStatusFlags.Flag;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Date;
import org.samling.sip2.Sip2Flag;
import org.samling.sip2.Sip2Number;
import org.samling.sip2.Sip2PatronId;
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
    var account = exchange.session().account();
    return refuse(
        exchange.message(),
        account == null ? "" : account.institution(),
        Sip2Texts.date(at, Sip2Texts.zone(exchange)),
        List.of(message));
  }

  private static Sip2Response refuse(
      Sip2Request request, String institution, Sip2Date date, List<String> text) {
    return switch (request) {
      case Sip2Request.Login _ -> new Sip2Response.LoginResponse(false);
      case Sip2Request.ScStatus _, Sip2Request.RequestAcsResend _ ->
          new Sip2Response.RequestScResend();
      case Sip2Request.PatronStatusRequest r ->
          patronStatus(r.language(), r.patronIdentifier(), institution, date, text);
      case Sip2Request.BlockPatron r ->
          patronStatus(
              Sip2Code.of(Sip2Code.Language.UNKNOWN),
              r.patronIdentifier(),
              institution,
              date,
              text);
      case Sip2Request.PatronInformation r ->
          new Sip2Response.PatronInformationResponse(
              ALL_DENIED,
              r.language(),
              date,
              NO_COUNTS,
              institution,
              r.patronIdentifier(),
              "",
              Sip2Response.PatronInformationResponse.Limits.NONE,
              Sip2Flag.NO,
              null,
              null,
              null,
              null,
              Sip2Response.PatronInformationResponse.Items.NONE,
              null,
              null,
              null,
              Sip2Response.PatronInformationResponse.Particulars.NONE,
              List.of(),
              text,
              List.of());
      case Sip2Request.Checkout r ->
          new Sip2Response.CheckoutResponse(
              false,
              Sip2Flag.NO,
              Sip2Flag.UNKNOWN,
              Sip2Flag.NO,
              date,
              institution,
              r.patronIdentifier(),
              r.itemIdentifier(),
              "",
              "",
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              text,
              List.of());
      case Sip2Request.Checkin r ->
          new Sip2Response.CheckinResponse(
              false,
              Sip2Flag.NO,
              Sip2Flag.UNKNOWN,
              Sip2Flag.NO,
              date,
              institution,
              r.itemIdentifier(),
              "",
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              text,
              List.of());
      case Sip2Request.EndPatronSession r ->
          new Sip2Response.EndSessionResponse(
              Sip2Flag.NO, date, institution, r.patronIdentifier(), text, List.of());
      case Sip2Request.FeePaid r ->
          new Sip2Response.FeePaidResponse(
              Sip2Flag.NO,
              date,
              institution,
              r.patronIdentifier(),
              r.transactionId(),
              text,
              List.of());
      case Sip2Request.ItemInformation r ->
          new Sip2Response.ItemInformationResponse(
              Sip2Code.of(Sip2Code.CirculationStatus.OTHER),
              Sip2Code.of(Sip2Code.SecurityMarker.OTHER),
              Sip2Code.of(Sip2Code.FeeType.OTHER),
              date,
              null,
              null,
              null,
              null,
              r.itemIdentifier(),
              "",
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              List.of(),
              text,
              List.of());
      case Sip2Request.ItemStatusUpdate r ->
          new Sip2Response.ItemStatusUpdateResponse(
              false, date, r.itemIdentifier(), null, null, text, List.of());
      case Sip2Request.PatronEnable r ->
          new Sip2Response.PatronEnableResponse(
              ALL_DENIED,
              Sip2Code.of(Sip2Code.Language.UNKNOWN),
              date,
              institution,
              r.patronIdentifier(),
              "",
              Sip2Flag.NO,
              null,
              text,
              List.of());
      case Sip2Request.Hold r ->
          new Sip2Response.HoldResponse(
              false,
              Sip2Flag.NO,
              date,
              null,
              null,
              null,
              institution,
              r.patronIdentifier(),
              r.itemIdentifier(),
              r.titleIdentifier(),
              text,
              List.of());
      case Sip2Request.Renew r ->
          new Sip2Response.RenewResponse(
              false,
              Sip2Flag.NO,
              Sip2Flag.UNKNOWN,
              Sip2Flag.NO,
              date,
              institution,
              r.patronIdentifier(),
              orEmpty(r.itemIdentifier()),
              orEmpty(r.titleIdentifier()),
              "",
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              text,
              List.of());
      case Sip2Request.RenewAll _ ->
          new Sip2Response.RenewAllResponse(
              false,
              Sip2Number.of(0),
              Sip2Number.of(0),
              date,
              institution,
              List.of(),
              List.of(),
              text,
              List.of());
    };
  }

  static final Sip2Response.PatronInformationResponse.Counts NO_COUNTS =
      new Sip2Response.PatronInformationResponse.Counts(
          Sip2Number.of(0),
          Sip2Number.of(0),
          Sip2Number.of(0),
          Sip2Number.of(0),
          Sip2Number.of(0),
          Sip2Number.of(0));

  private static Sip2Response patronStatus(
      Sip2Code<Sip2Code.Language> language,
      Sip2PatronId patron,
      String institution,
      Sip2Date date,
      List<String> text) {
    return new Sip2Response.PatronStatusResponse(
        ALL_DENIED,
        language,
        date,
        institution,
        patron,
        "",
        Sip2Flag.NO,
        null,
        null,
        null,
        text,
        List.of());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
