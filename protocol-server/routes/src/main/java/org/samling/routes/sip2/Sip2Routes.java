package org.samling.routes.sip2;

import java.time.Duration;
import java.util.function.Function;
import org.samling.core.StoreException;
import org.samling.core.circulation.Commands;
import org.samling.core.login.LoginLimitException;
import org.samling.routes.ProtocolRoutes;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SIP2 route. Failures are refused where it is certain that nothing was done. */
final class Sip2Routes extends ProtocolRoutes<Sip2Exchange<?>, Sip2Request, Sip2Result> {

  private static final Logger LOG = LoggerFactory.getLogger(Sip2Routes.class);

  Sip2Routes(Sip2Service.Ports ports, Commands commands, Duration loginsCheckedEvery) {
    super("sip2", Sip2Request.class, Sip2Exchange::message);
    var pins = new Sip2Pins(ports.authentication(), ports.inquiries());
    var login =
        new Sip2Login(ports.accounts(), ports.inquiries(), ports.online(), loginsCheckedEvery);
    var patrons = new Sip2Patrons(ports.inquiries(), ports.holdLists(), pins);
    var loans = new Sip2Loans(commands, ports.inquiries(), pins);
    var holds = new Sip2Holds(commands, ports.inquiries(), pins);
    var items = new Sip2Items(commands, ports.inquiries());
    var fees = new Sip2Fees(commands, ports.inquiries(), pins);
    var blocks = new Sip2Blocks(commands, patrons, pins);
    on(Sip2Request.Login.class, login::login);
    on(Sip2Request.ScStatus.class, login::status);
    on(Sip2Request.PatronStatusRequest.class, patrons::status);
    on(Sip2Request.PatronInformation.class, patrons::information);
    on(Sip2Request.Checkout.class, loans::checkout);
    on(Sip2Request.Checkin.class, loans::checkin);
    on(Sip2Request.Renew.class, loans::renew);
    on(Sip2Request.RenewAll.class, loans::renewAll);
    on(Sip2Request.Hold.class, holds::hold);
    on(Sip2Request.ItemInformation.class, items::information);
    on(Sip2Request.EndPatronSession.class, patrons::endSession);
    on(Sip2Request.BlockPatron.class, blocks::block);
    on(Sip2Request.PatronEnable.class, blocks::enable);
    on(Sip2Request.FeePaid.class, fees::pay);
    on(Sip2Request.ItemStatusUpdate.class, items::update);
    unrouted(Sip2Request.RequestAcsResend.class); // the service repeats the last reply

    // A login that was not checked may be correct: a refusal would deny that.
    onFailure(LoginLimitException.class, Sip2Routes::close);
    onFailure(StoreException.class, Sip2Routes::storeFault);
    onFailure(Exception.class, Sip2Routes::fault);
  }

  private <M extends Sip2Request> void on(
      Class<M> message, Function<Sip2Exchange<M>, Sip2Response> handler) {
    handle(
        message, (exchange, known) -> new Sip2Result.Response(handler.apply(exchange.with(known))));
  }

  /** Whether a message only reads: then it can be refused whatever went wrong. */
  private static boolean isReadOnly(Sip2Request message) {
    return switch (message) {
      case Sip2Request.ScStatus _,
          Sip2Request.PatronStatusRequest _,
          Sip2Request.PatronInformation _,
          Sip2Request.ItemInformation _,
          Sip2Request.EndPatronSession _,
          Sip2Request.RequestAcsResend _ ->
          true;
      case Sip2Request.Login _, // a machine takes a refusal for a wrong password, and gives up
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
   * The reply when the store failed. A message that changes something is refused only if it
   * certainly changed nothing, including when it was received before; whether its PIN could be
   * checked proves nothing.
   */
  static Sip2Result storeFault(Sip2Exchange<?> request, StoreException fault) {
    var isCertain =
        switch (fault.kind()) {
          case BUSY, UNKNOWN -> isReadOnly(request.message());
          case UNAVAILABLE -> !(request.message() instanceof Sip2Request.Login);
          case REFUSED -> true;
        };
    if (!isCertain) {
      return close(request, fault);
    }
    var text = fault.kind() == StoreException.Kind.BUSY ? "try-again" : "fault";
    return refused(request, text);
  }

  private static Sip2Result fault(Sip2Exchange<?> request, Exception fault) {
    if (isReadOnly(request.message())) {
      LOG.warn("{} was refused because of a fault", request.message().command(), fault);
      return refused(request, "fault");
    }
    return close(request, fault);
  }

  private static Sip2Answer.Close close(Sip2Exchange<?> request, Exception fault) {
    return new Sip2Answer.Close(request.message().command() + ": " + fault);
  }

  /**
   * The refusal of a message.
   *
   * @param text the key of its screen message
   */
  static Sip2Result refused(Sip2Exchange<?> request, String text) {
    return new Sip2Result.Response(
        Sip2Refusals.refuse(request, Sip2Texts.messages(request).text(text)));
  }
}
