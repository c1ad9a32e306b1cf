package org.samling.routes.sip2;

import org.samling.core.StoreException;
import org.samling.routes.ProtocolRoutes;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;

/**
 * The SIP2 routes: one for each operation. A route takes a {@link Sip2Exchange} and leaves a {@link
 * Sip2Response}, or a {@link Sip2Answer.Close} where nothing true can be said.
 */
final class Sip2Routes extends ProtocolRoutes {

  static final String LOGIN = "direct:sip2-login";
  static final String SC_STATUS = "direct:sip2-sc-status";
  static final String PATRON_STATUS = "direct:sip2-patron-status";
  static final String PATRON_INFORMATION = "direct:sip2-patron-information";
  static final String CHECKOUT = "direct:sip2-checkout";
  static final String CHECKIN = "direct:sip2-checkin";
  static final String RENEW = "direct:sip2-renew";
  static final String RENEW_ALL = "direct:sip2-renew-all";
  static final String HOLD = "direct:sip2-hold";
  static final String ITEM_INFORMATION = "direct:sip2-item-information";
  static final String END_PATRON_SESSION = "direct:sip2-end-patron-session";
  static final String NOT_SUPPORTED = "direct:sip2-not-supported";

  private final Sip2Login login;
  private final Sip2Patrons patrons;
  private final Sip2Loans loans;
  private final Sip2Holds holds;
  private final Sip2Items items;

  Sip2Routes(
      Sip2Login login, Sip2Patrons patrons, Sip2Loans loans, Sip2Holds holds, Sip2Items items) {
    this.login = login;
    this.patrons = patrons;
    this.loans = loans;
    this.holds = holds;
    this.items = items;
  }

  @Override
  public void configure() {
    onException(StoreException.class)
        .handled(true)
        .process(failed(StoreException.class, Sip2Routes::storeFault));
    onException(Exception.class).handled(true).process(failed(Exception.class, Sip2Routes::fault));

    from(LOGIN).routeId("sip2-login").process(to(login::login));
    from(SC_STATUS).routeId("sip2-sc-status").process(to(login::status));
    from(PATRON_STATUS).routeId("sip2-patron-status").process(to(patrons::status));
    from(PATRON_INFORMATION).routeId("sip2-patron-information").process(to(patrons::information));
    from(CHECKOUT).routeId("sip2-checkout").process(to(loans::checkout));
    from(CHECKIN).routeId("sip2-checkin").process(to(loans::checkin));
    from(RENEW).routeId("sip2-renew").process(to(loans::renew));
    from(RENEW_ALL).routeId("sip2-renew-all").process(to(loans::renewAll));
    from(HOLD).routeId("sip2-hold").process(to(holds::hold));
    from(ITEM_INFORMATION).routeId("sip2-item-information").process(to(items::information));
    from(END_PATRON_SESSION).routeId("sip2-end-patron-session").process(to(patrons::endSession));
    from(NOT_SUPPORTED).routeId("sip2-not-supported").process(to(Sip2Routes::notSupported));
  }

  private static Sip2Response notSupported(Sip2Exchange<?> exchange) {
    return Sip2Refusals.refuse(exchange, Sip2Texts.messages(exchange).text("not-supported"));
  }

  /** The route of a message. */
  static String of(Sip2Request message) {
    return switch (message) {
      case Sip2Request.Login _ -> LOGIN;
      case Sip2Request.ScStatus _ -> SC_STATUS;
      case Sip2Request.PatronStatusRequest _ -> PATRON_STATUS;
      case Sip2Request.PatronInformation _ -> PATRON_INFORMATION;
      case Sip2Request.Checkout _ -> CHECKOUT;
      case Sip2Request.Checkin _ -> CHECKIN;
      case Sip2Request.Renew _ -> RENEW;
      case Sip2Request.RenewAll _ -> RENEW_ALL;
      case Sip2Request.Hold _ -> HOLD;
      case Sip2Request.ItemInformation _ -> ITEM_INFORMATION;
      case Sip2Request.EndPatronSession _ -> END_PATRON_SESSION;
      case Sip2Request.BlockPatron _,
          Sip2Request.FeePaid _,
          Sip2Request.ItemStatusUpdate _,
          Sip2Request.PatronEnable _,
          Sip2Request.RequestAcsResend _ ->
          NOT_SUPPORTED;
    };
  }

  private static Object storeFault(Sip2Exchange<?> request, StoreException fault) {
    var messages = Sip2Texts.messages(request);
    return switch (fault.kind()) {
      case BUSY -> Sip2Refusals.refuse(request, messages.text("try-again"));
      case UNAVAILABLE, REFUSED -> Sip2Refusals.refuse(request, messages.text("fault"));
      case UNKNOWN -> new Sip2Answer.Close(fault.toString());
    };
  }

  private static Object fault(Sip2Exchange<?> request, Exception fault) {
    return new Sip2Answer.Close(request.message().command() + ": " + fault);
  }
}
