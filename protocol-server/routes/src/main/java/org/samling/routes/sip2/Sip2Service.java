package org.samling.routes.sip2;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.samling.core.StoreException;
import org.samling.core.catalogue.Descriptions;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.OwnTexts;
import org.samling.core.organisation.Sip2Presets;
import org.samling.core.organisation.Sip2Wire;
import org.samling.core.patron.PatronAuthentication;
import org.samling.core.privacy.Access;
import org.samling.core.requests.CurrentRequest;
import org.samling.core.requests.Deadline;
import org.samling.routes.Meter;
import org.samling.routes.Switchboard;
import org.samling.sip2.Decoded;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;
import org.samling.sip2.Sip2ResponseLayouts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers SIP2 frames.
 *
 * <pre>
 *   frame -> message -> route -> command or query -> outcome -> message -> frame
 * </pre>
 *
 * <p>Applies the rules that hold for every message: error detection, resending, login, the
 * account's profile. Safe for use by many connections; the frames of one connection come one after
 * another.
 */
public final class Sip2Service {

  private static final Logger LOG = LoggerFactory.getLogger(Sip2Service.class);
  private static final int MAX_FAILED_LOGINS = 3;

  private final Sip2Settings settings;
  private final Meter meter;
  private final Inquiries inquiries;
  private final OwnTexts ownTexts;
  private final Sip2Branches places;
  private final Switchboard<Sip2Exchange<?>, Sip2Result> switchboard;

  /**
   * The ports of the core that SIP2 needs.
   *
   * @param accounts authenticates the machines
   * @param authentication checks PINs
   * @param circulation executes commands
   * @param inquiries answers queries
   * @param descriptions describes titles
   * @param ownTexts the texts that tenants have reworded
   * @param online whether the library's system is available now; called for every status poll, so
   *     it must answer from memory
   */
  public record Ports(
      Accounts accounts,
      PatronAuthentication authentication,
      Circulation circulation,
      Inquiries inquiries,
      HoldLists holdLists,
      Descriptions descriptions,
      OwnTexts ownTexts,
      BooleanSupplier online) {}

  /**
   * Adds the SIP2 routes to a started Camel context.
   *
   * @param ports the ports that the routes use
   * @param meter records every reply
   */
  public Sip2Service(CamelContext camel, Ports ports, Sip2Settings settings, Meter meter) {
    this.settings = settings;
    this.meter = meter;
    this.inquiries = ports.inquiries();
    this.ownTexts = ports.ownTexts();
    this.places = new Sip2Branches(ports.inquiries());
    var commands = new Commands(ports.circulation(), settings.answerWithin());
    switchboard =
        new Switchboard<>(camel, new Sip2Routes(ports, commands, settings.checkedEvery()));
  }

  /**
   * Begins a session with an account that the machine has proved by other means than a password.
   * May take as long as the store.
   *
   * @throws org.samling.core.StoreException when the store can't be reached
   */
  public void begin(Sip2Session session, Account account) {
    inquiries.policy(account.tenant().id()); // loads it: status polls are answered from memory
    session.beginAs(account);
  }

  /** Reads and writes the messages of an account's machine on a connection. */
  public static Sip2Codec codec(Account account, Sip2Presets presets) {
    var wire = Sip2Kiosk.of(account, presets).profile().wire();
    return StandardDialect.INSTANCE.codec(account, wire);
  }

  /**
   * Answers a frame. Blocks for as long as the store takes: call it on a thread that may block.
   *
   * @param session the session of the connection it came on
   */
  public Sip2Answer answer(Sip2Session session, Sip2Frame frame) {
    return withinDeadline(() -> answerNow(session, frame));
  }

  /** Runs the work for a message within its time budget. */
  <T, X extends Throwable> T withinDeadline(ScopedValue.CallableOp<? extends T, X> work) throws X {
    return Deadline.within(settings.answerWithin(), work);
  }

  private Sip2Answer answerNow(Sip2Session session, Sip2Frame frame) {
    var received = Instant.now();
    var started = System.nanoTime();
    var decoded = decoded(session, frame);
    var answer =
        switch (decoded) {
          case Decoded.Message<Sip2Request> m -> answer(session, frame, m, received);
          case Decoded.BadChecksum<Sip2Request> _ -> resend(session, frame);
          case Decoded.Malformed<Sip2Request> m -> {
            LOG.info(
                "unreadable SIP2 message {}: {} at byte {}", m.command(), m.reason(), m.position());
            yield resend(session, frame);
          }
          case Decoded.Unknown<Sip2Request> _ ->
              switch (settings.unknownMessages()) {
                case IGNORE -> new Sip2Answer.Silence();
                case ASK_AGAIN -> resend(session, frame);
              };
        };
    var account = session.account();
    if (account != null) {
      CurrentRequest.isOf(account.username());
    }
    meter.answered(
        command(decoded), command(answer), Duration.ofNanos(System.nanoTime() - started));
    return answer;
  }

  /** A frame as its machine writes it. One that logs in uses the delimiter of who it will be. */
  private Decoded<Sip2Request> decoded(Sip2Session session, Sip2Frame frame) {
    var codec = session.codec(settings.presets());
    return codec.delimitedAsIn(frame).decode(frame);
  }

  private Sip2Answer answer(
      Sip2Session session,
      Sip2Frame frame,
      Decoded.Message<Sip2Request> decoded,
      Instant received) {
    var wire = session.kiosk(settings.presets()).profile().wire();
    var message = decoded.message().scanned(wire::barcode);
    if (message instanceof Sip2Request.RequestAcsResend) {
      var last = session.lastReply();
      return last == null ? resend(session, frame) : new Sip2Answer.Reply(last, false);
    }
    session.detectsErrors(decoded.errorDetection());
    var isDated = isDated(session, decoded, received, wire);
    var again = isDated ? session.replyTo(frame) : null;
    if (again != null) {
      return new Sip2Answer.Reply(again, false);
    }
    return switch (result(session, frame, message, received, isDated)) {
      case Sip2Result.Response(var response) -> {
        var isProven = session.isProven(message, received);
        var reply = write(session, response, isProven, decoded.sequence());
        session.remember(frame, reply);
        yield new Sip2Answer.Reply(reply, session.failedLogins() >= MAX_FAILED_LOGINS);
      }
      case Sip2Answer.Close close -> {
        LOG.warn("no reply to SIP2 message {}, closing: {}", message.command(), close.reason());
        yield close;
      }
    };
  }

  /**
   * Whether the same bytes received again are a retransmission rather than another message with the
   * same content: they have a sequence number, and a date no further from now than a machine keeps
   * retrying. Some units don't count, and some always send the same date.
   */
  private static boolean isDated(
      Sip2Session session, Decoded.Message<Sip2Request> decoded, Instant received, Sip2Wire wire) {
    var account = session.account();
    return account != null
        && decoded.sequence().isPresent()
        && decoded
            .message()
            .transactionDate()
            .toInstant(account.tenant().zone())
            .filter(at -> Duration.between(at, received).abs().compareTo(wire.retryPeriod()) <= 0)
            .isPresent();
  }

  private Sip2Result result(
      Sip2Session session,
      Sip2Frame frame,
      Sip2Request message,
      Instant received,
      boolean isDated) {
    var kiosk = session.kiosk(settings.presets());
    var account = kiosk.account();
    var here = account == null ? "" : account.branch();
    var exchange =
        new Sip2Exchange<>(
            session, frame, message, received, isDated, settings, ownTexts, inquiries, kiosk, here);
    if (!isLoggedInFor(session, message)) {
      return Sip2Routes.refused(exchange, "login.first");
    }
    return worded(exchange, handled(exchange));
  }

  private Sip2Result handled(Sip2Exchange<?> exchange) {
    var kiosk = exchange.kiosk();
    var message = exchange.message();
    if (!kiosk.permits(message.command())) {
      return Sip2Routes.refused(exchange, "profile.message");
    }
    try {
      return places
          .branch(exchange.session(), kiosk, message)
          .map(branch -> route(exchange.at(branch)))
          .orElseGet(() -> Sip2Routes.refused(exchange, "profile.branch"));
    } catch (StoreException e) {
      LOG.warn("branch of SIP2 message {} is unknown: {}", message.command(), e.toString());
      return Sip2Routes.storeFault(exchange, e);
    }
  }

  /** Encodes every reply to a message, without the fields withheld from its machine. */
  private Sip2Frame write(
      Sip2Session session, Sip2Response response, boolean isProven, OptionalInt sequence) {
    var kiosk = session.kiosk(settings.presets());
    return session
        .codec(settings.presets())
        .encode(
            response,
            kiosk.withheld(isProven),
            sequence,
            session.detectsErrors(),
            kiosk.terminator());
  }

  private static boolean isLoggedInFor(Sip2Session session, Sip2Request message) {
    return session.account() != null
        || message instanceof Sip2Request.Login
        || message instanceof Sip2Request.ScStatus;
  }

  private Sip2Result route(Sip2Exchange<?> request) {
    try {
      return asAccount(request, () -> switchboard.send(request));
    } catch (Exception e) {
      return new Sip2Answer.Close(e.toString());
    }
  }

  /** Adds what the library has worded for the outcome. */
  private static Sip2Result worded(Sip2Exchange<?> exchange, Sip2Result result) {
    return switch (result) {
      case Sip2Result.Response(var response) ->
          asAccount(
              exchange, () -> new Sip2Result.Response(Sip2Outcomes.worded(exchange, response)));
      case Sip2Answer.Close close -> close;
    };
  }

  /** Does what the account of a message's machine may do and see, in its name. */
  private static <T, X extends Throwable> T asAccount(
      Sip2Exchange<?> request, ScopedValue.CallableOp<T, X> work) throws X {
    var account = request.kiosk().account();
    var bounds = account == null ? Bounds.NONE : account.bounds();
    var access =
        new Access("SIP2", account == null ? "" : account.username(), request.message().command());
    return bounds.keep(() -> Access.by(access, work));
  }

  /** 96: the frame was not received correctly; the machine should send it again. */
  private Sip2Answer resend(Sip2Session session, Sip2Frame frame) {
    var reply =
        session
            .codec(settings.presets())
            .encode(
                Sip2Response.reply(Sip2ResponseLayouts.REQUEST_SC_RESEND).build(),
                OptionalInt.empty(),
                session.dialect().detectsErrors(),
                session.kiosk(settings.presets()).terminator());
    session.remember(frame, reply);
    return new Sip2Answer.Reply(reply, false);
  }

  private static String command(Decoded<Sip2Request> decoded) {
    return decoded instanceof Decoded.Message<Sip2Request> m ? m.message().command() : Meter.NONE;
  }

  private static String command(Sip2Answer answer) {
    return answer instanceof Sip2Answer.Reply reply ? reply.command() : Meter.NONE;
  }
}
