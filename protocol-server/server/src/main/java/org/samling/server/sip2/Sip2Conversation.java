package org.samling.server.sip2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.routes.sip2.Sip2Answer;
import org.samling.routes.sip2.Sip2Service;
import org.samling.routes.sip2.Sip2Session;
import org.samling.server.tcp.Conversation;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.Sip2FrameDecoder;

/** One SIP2 connection: frames to the service, replies back, the frame limit raised at login. */
public final class Sip2Conversation implements Conversation<Sip2Frame> {

  private final Sip2Service service;
  private final int frameLimit;
  private final Sip2FrameDecoder decoder;
  private final Sip2Visit visit;
  private final Sip2Session session;
  private volatile boolean loggedIn;

  /**
   * Begins a conversation.
   *
   * @param service answers the frames
   * @param visit who may log in on the connection, and how much it may cost
   * @param frameLimit how many bytes a frame may have
   * @param frameLimitBeforeLogin how many it may have before the machine has logged in
   */
  public Sip2Conversation(
      Sip2Service service, Sip2Visit visit, int frameLimit, int frameLimitBeforeLogin) {
    this.service = service;
    this.visit = visit;
    this.session = new Sip2Session(Instant.now(), visit);
    this.frameLimit = frameLimit;
    this.decoder = new Sip2FrameDecoder(frameLimitBeforeLogin);
  }

  @Override
  public ChannelInboundHandler decoder() {
    return decoder;
  }

  @Override
  public boolean beginsByItself() {
    return visit.isKnownWithoutPassword();
  }

  @Override
  public void begin() {
    visit
        .withoutPassword()
        .ifPresent(account -> {
          session.beginAs(account);
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
    return switch (service.answer(session, frame)) {
      case Sip2Answer.Reply(var reply, var close) -> {
        noteLogin();
        reply.endedBy(decoder.terminator()).writeTo(out);
        yield close ? "failed to log in too often" : null;
      }
      case Sip2Answer.Silence() -> null;
      case Sip2Answer.Close(var reason) -> reason;
    };
  }

  private void noteLogin() {
    var now = session.account() != null;
    if (now && !loggedIn) {
      decoder.setFrameLimit(frameLimit);
    }
    loggedIn = now;
  }

  @Override
  public @Nullable String leave(Object event, ByteBuf out) {
    return switch (event) {
      case Sip2FrameDecoder.TooLong(var limit) -> "sent a frame of more than " + limit + " bytes";
      case IdleStateEvent _ -> "said nothing for too long";
      default -> null;
    };
  }

  @Override
  public boolean isLoggedIn() {
    return loggedIn;
  }

  @Override
  public String peer() {
    var account = session.account();
    return account == null ? "nobody" : account.username();
  }

  @Override
  public void end() {
    visit.end();
  }
}
