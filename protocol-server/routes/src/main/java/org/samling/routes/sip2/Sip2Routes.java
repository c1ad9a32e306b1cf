package org.samling.routes.sip2;

import java.util.List;
import org.samling.core.StoreException;
import org.samling.core.login.LoginLimitException;
import org.samling.routes.Commands;
import org.samling.routes.ProtocolRoutes;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SIP2 routes: one for each operation. A route takes a {@link Sip2Exchange} and leaves a {@link
 * Sip2Response}, or a {@link Sip2Answer.Close} where nothing true can be said.
 */
final class Sip2Routes extends ProtocolRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(Sip2Routes.class);

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
  static final String BLOCK_PATRON = "direct:sip2-block-patron";
  static final String PATRON_ENABLE = "direct:sip2-patron-enable";
  static final String FEE_PAID = "direct:sip2-fee-paid";
  static final String ITEM_STATUS_UPDATE = "direct:sip2-item-status-update";

  /** All of them. */
  static final List<String> ALL =
      List.of(
          LOGIN,
          SC_STATUS,
          PATRON_STATUS,
          PATRON_INFORMATION,
          CHECKOUT,
          CHECKIN,
          RENEW,
          RENEW_ALL,
          HOLD,
          ITEM_INFORMATION,
          ITEM_STATUS_UPDATE,
          FEE_PAID,
          BLOCK_PATRON,
          PATRON_ENABLE,
          END_PATRON_SESSION);

  private final Sip2Login login;
  private final Sip2Patrons patrons;
  private final Sip2Loans loans;
  private final Sip2Holds holds;
  private final Sip2Items items;
  private final Sip2Fees fees;
  private final Sip2Blocks blocks;

  Sip2Routes(Sip2Service.Ports ports, Commands commands) {
    var pins = new Sip2Pins(ports.authentication());
    login = new Sip2Login(ports.accounts(), ports.inquiries(), ports.online());
    patrons = new Sip2Patrons(ports.inquiries(), pins);
    loans = new Sip2Loans(commands, ports.inquiries(), pins);
    holds = new Sip2Holds(commands, ports.inquiries(), pins);
    items = new Sip2Items(commands, ports.inquiries());
    fees = new Sip2Fees(commands, pins);
    blocks = new Sip2Blocks(commands, patrons);
  }

  @Override
  public void configure() {
    // A login that was not looked at may be right: a refusal would say that it is not.
    onException(LoginLimitException.class)
        .handled(true)
        .process(failed(LoginLimitException.class, Sip2Routes::close));
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
    from(BLOCK_PATRON).routeId("sip2-block-patron").process(to(blocks::block));
    from(PATRON_ENABLE).routeId("sip2-patron-enable").process(to(blocks::enable));
    from(FEE_PAID).routeId("sip2-fee-paid").process(to(fees::pay));
    from(ITEM_STATUS_UPDATE).routeId("sip2-item-status-update").process(to(items::update));
  }

  /**
   * The route of a message.
   *
   * @throws IllegalArgumentException for 97, which is answered from memory
   */
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
      case Sip2Request.BlockPatron _ -> BLOCK_PATRON;
      case Sip2Request.PatronEnable _ -> PATRON_ENABLE;
      case Sip2Request.FeePaid _ -> FEE_PAID;
      case Sip2Request.ItemStatusUpdate _ -> ITEM_STATUS_UPDATE;
      case Sip2Request.RequestAcsResend _ ->
          throw new IllegalArgumentException("no route repeats a reply");
    };
  }

  /** Whether a message only asks: then it can be refused whatever went wrong. */
  private static boolean onlyAsks(Sip2Request message) {
    return switch (message) {
      case Sip2Request.ScStatus _,
          Sip2Request.PatronStatusRequest _,
          Sip2Request.PatronInformation _,
          Sip2Request.ItemInformation _,
          Sip2Request.EndPatronSession _,
          Sip2Request.RequestAcsResend _ ->
          true;
      case Sip2Request.Login _, // a machine takes a no for a wrong password, and gives up
          Sip2Request.Checkout _,
          Sip2Request.Checkin _,
          Sip2Request.Renew _,
          Sip2Request.RenewAll _,
          Sip2Request.Hold _,
          Sip2Request.FeePaid _,
          Sip2Request.BlockPatron _,
          Sip2Request.PatronEnable _,
          Sip2Request.ItemStatusUpdate _ ->
          false;
    };
  }

  /**
   * What is answered where the store failed. A message that changes something is refused only where
   * it is certain that it changed nothing, also when it came before; whether its PIN could be
   * checked says nothing of that.
   */
  static Object storeFault(Sip2Exchange<?> request, StoreException fault) {
    var isCertain =
        switch (fault.kind()) {
          case BUSY, UNKNOWN -> onlyAsks(request.message());
          case UNAVAILABLE -> !(request.message() instanceof Sip2Request.Login);
          case REFUSED -> true;
        };
    if (!isCertain) {
      return close(request, fault);
    }
    var text = fault.kind() == StoreException.Kind.BUSY ? "try-again" : "fault";
    return Sip2Refusals.refuse(request, Sip2Texts.messages(request).text(text));
  }

  private static Object fault(Sip2Exchange<?> request, Exception fault) {
    if (onlyAsks(request.message())) {
      LOG.warn("no true answer to {}", request.message().command(), fault);
      return Sip2Refusals.refuse(request, Sip2Texts.messages(request).text("fault"));
    }
    return close(request, fault);
  }

  private static Sip2Answer.Close close(Sip2Exchange<?> request, Exception fault) {
    return new Sip2Answer.Close(request.message().command() + ": " + fault);
  }
}
