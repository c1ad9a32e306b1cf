package org.samling.server.sip2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.routes.sip2.Sip2Answer;
import org.samling.routes.sip2.Sip2Service;
import org.samling.routes.sip2.Sip2Session;
import org.samling.server.tcp.Conversation;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.Sip2FrameDecoder;

/** One SIP2 connection: frames to the service, replies back, the frame limit raised at login. */
public final class Sip2Conversation implements Conversation<Sip2Frame> {

  private final Sip2Service service;
  private final Sip2WireLog wireLog;
  private final int frameLimit;
  private final Sip2FrameDecoder decoder;
  private final Sip2Visit visit;
  private final Sip2Session session;
  private volatile boolean loggedIn;

  /** Its number in the wire log, or 0 before anything is logged. */
  private long number;

  /**
   * Begins a conversation.
   *
   * @param visit decides who may log in on the connection, and limits its messages
   * @param wireLog logs frames of accounts for which that is switched on
   * @param frameLimit the longest frame, in bytes
   * @param frameLimitBeforeLogin the longest frame before login, in bytes
   */
  public Sip2Conversation(
      Sip2Service service,
      Sip2Visit visit,
      Sip2WireLog wireLog,
      int frameLimit,
      int frameLimitBeforeLogin) {
    this.service = service;
    this.visit = visit;
    this.wireLog = wireLog;
    this.session = new Sip2Session(Instant.now(), visit);
    this.frameLimit = frameLimit;
    this.decoder = new Sip2FrameDecoder(frameLimitBeforeLogin);
  }

  @Override
  public ChannelInboundHandler decoder() {
    return decoder;
  }

  @Override
  public boolean needsBegin() {
    return visit.isKnownWithoutPassword();
  }

  @Override
  public void begin() {
    visit
        .withoutPassword()
        .ifPresent(account -> {
          service.begin(session, account);
          noteLogin();
        });
  }

  @Override
  public Duration due() {
    return visit.due();
  }

  @Override
  public Class<Sip2Frame> frameType() {
    return Sip2Frame.class;
  }

  @Override
  public @Nullable String answer(Sip2Frame frame, ByteBuf out) {
    var received = Instant.now();
    var known = log();
    if (known != null) {
      known.logRequest(received, number, frame);
    }
    return switch (service.answer(session, frame)) {
      case Sip2Answer.Reply(var reply, var close) -> {
        noteLogin();
        reply.writeTo(out);
        var log = log();
        var refused = session.refusedLogin();
        if (log == null && refused != null && isLogin(frame)) {
          log = refusedLog(refused);
        }
        if (log != null) {
          if (known == null) {
            log.logRequest(received, number, frame);
          }
          log.logReply(Instant.now(), number, reply);
        }
        yield close ? ended("failed to log in too often") : null;
      }
      case Sip2Answer.Silence() -> null;
      case Sip2Answer.Close(var reason) -> ended(reason);
    };
  }

  private void noteLogin() {
    var now = session.account() != null;
    if (now && !loggedIn) {
      decoder.setFrameLimit(frameLimit);
    }
    loggedIn = now;
  }

  /** A status poll (99), which thousands of kiosks send all day. */
  @Override
  public boolean isAnsweredFromMemory(Sip2Frame frame) {
    var bytes = frame.bytes();
    return bytes.length > 1
        && bytes[0] == '9'
        && bytes[1] == '9'
        && wireLog.of(session.account()) == null
        && visit.takeIfDue();
  }

  /** The account's wire log, or null where it is switched off or nobody is logged in. */
  private @Nullable Sip2WireLogFile log() {
    var log = wireLog.of(session.account());
    if (log != null && number == 0) {
      number = wireLog.connection();
    }
    return log;
  }

  /** The wire log of the account that a refused login named, or null. */
  private @Nullable Sip2WireLogFile refusedLog(String username) {
    var log = wireLog.named(username);
    if (log != null && number == 0) {
      number = wireLog.connection();
    }
    return log;
  }

  private static boolean isLogin(Sip2Frame frame) {
    var bytes = frame.bytes();
    return bytes.length > 1 && bytes[0] == '9' && bytes[1] == '3';
  }

  private String ended(String reason) {
    var log = log();
    if (log != null) {
      log.logEnd(Instant.now(), number, reason);
    }
    return reason;
  }

  @Override
  public @Nullable String onEvent(Object event, ByteBuf out) {
    return switch (event) {
      case Sip2FrameDecoder.TooLong(var limit) ->
          ended("sent a frame of more than " + limit + " bytes");
      case IdleStateEvent _ -> ended("was idle for too long");
      default -> null;
    };
  }

  @Override
  public boolean isLoggedIn() {
    return loggedIn;
  }

  @Override
  public @Nullable Account account() {
    return visit.account();
  }

  @Override
  public String peer() {
    var account = session.account();
    return account == null ? "nobody" : account.username();
  }

  @Override
  public void end() {
    if (number != 0) {
      ended("is gone");
    }
    visit.end();
  }
}
