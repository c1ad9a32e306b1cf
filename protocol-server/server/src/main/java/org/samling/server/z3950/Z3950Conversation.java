package org.samling.server.z3950;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.routes.z3950.Z3950Answer;
import org.samling.routes.z3950.Z3950Service;
import org.samling.routes.z3950.Z3950Session;
import org.samling.server.tcp.Conversation;
import org.samling.z3950.CloseReason;
import org.samling.z3950.Z3950Frame;
import org.samling.z3950.Z3950FrameDecoder;

/** One Z39.50 connection: APDUs to the service, answers back, the limit raised after Init. */
public final class Z3950Conversation implements Conversation<Z3950Frame> {

  private final Z3950Service service;
  private final int apduLimit;
  private final Z3950FrameDecoder decoder;
  private final Z3950Session session = new Z3950Session();
  private boolean raised;

  /**
   * Begins a conversation.
   *
   * @param apduLimit the longest APDU, in bytes
   * @param apduLimitBeforeInit the longest APDU before an Init was accepted
   */
  public Z3950Conversation(Z3950Service service, int apduLimit, int apduLimitBeforeInit) {
    this.service = service;
    this.apduLimit = apduLimit;
    this.decoder = new Z3950FrameDecoder(apduLimitBeforeInit);
  }

  @Override
  public ChannelInboundHandler decoder() {
    return decoder;
  }

  @Override
  public Class<Z3950Frame> frameType() {
    return Z3950Frame.class;
  }

  @Override
  public boolean overtakes(Z3950Frame frame) {
    return service.handleOnArrival(session, frame);
  }

  @Override
  public @Nullable String answer(Z3950Frame frame, ByteBuf out) {
    var answer = service.answer(session, frame);
    if (session.isOpen() && !raised) {
      raised = true;
      decoder.setFrameLimit(apduLimit);
    }
    return write(answer, out);
  }

  @Override
  public @Nullable String onEvent(Object event, ByteBuf out) {
    return switch (event) {
      case Z3950FrameDecoder.TooLarge(var limit) ->
          write(
              service.endSession(
                  session,
                  CloseReason.PROTOCOL_ERROR,
                  "sent an APDU of more than " + limit + " bytes"),
              out);
      case Z3950FrameDecoder.Malformed(var reason) ->
          write(
              service.endSession(session, CloseReason.PROTOCOL_ERROR, "sent no APDU: " + reason),
              out);
      case IdleStateEvent _ ->
          write(
              service.endSession(session, CloseReason.LACK_OF_ACTIVITY, "was idle for too long"),
              out);
      default -> null;
    };
  }

  private static @Nullable String write(Z3950Answer answer, ByteBuf out) {
    answer.replies().forEach(reply -> reply.writeTo(out));
    return answer.end();
  }

  @Override
  public boolean isLoggedIn() {
    return session.isOpen();
  }

  @Override
  public @Nullable Account account() {
    return session.account();
  }

  @Override
  public String peer() {
    return session.peer();
  }

  @Override
  public void end() {
    session.close();
  }
}
