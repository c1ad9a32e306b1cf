package org.samling.server.ncip;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.ncip.data.ProblemType;
import org.samling.routes.ncip.NcipCall;
import org.samling.routes.ncip.NcipLogin;
import org.samling.routes.ncip.NcipResponder;
import org.samling.server.tcp.Conversation;

/**
 * One connection that carries NCIP messages and nothing else (NISO Z39.83-1, section 7). Each
 * message has its own credentials in its header, unless the connection is identified by an
 * account's client certificate or address. A partner sends one message and waits for the answer; a
 * message before that gets a Protocol Error, and ends the connection. An answer is one line, since
 * some partners read to the line feed, although the standard has them look for the end tag.
 *
 * <pre>
 *   partner:  message 1            message 2     message 3 (too early)
 *   server:              answer 1            ...            answer 2, Protocol Error, end
 * </pre>
 */
public final class NcipConversation implements Conversation<NcipFrame> {

  private final NcipResponder responder;
  private final @Nullable NcipLogin login;
  private final Predicate<Account> admits;
  private final NcipFrameDecoder decoder;
  private final int messageLimit;

  /** Whether a message is being answered. */
  private final AtomicBoolean busy = new AtomicBoolean();

  private volatile boolean isKnown;

  /**
   * Begins a conversation.
   *
   * @param login the login by the connection itself, or null
   * @param admits whether an account may be used from the partner's address
   * @param messageLimit the longest message, in bytes
   * @param messageLimitBeforeLogin the longest message before the first one with valid credentials
   *     was answered, where that is less
   */
  public NcipConversation(
      NcipResponder responder,
      @Nullable NcipLogin login,
      Predicate<Account> admits,
      int messageLimit,
      int messageLimitBeforeLogin) {
    this.responder = responder;
    this.login = login;
    this.admits = admits;
    this.messageLimit = messageLimit;
    this.decoder = new NcipFrameDecoder(Math.min(messageLimit, messageLimitBeforeLogin));
  }

  @Override
  public ChannelInboundHandler decoder() {
    return decoder;
  }

  @Override
  public Class<NcipFrame> frameType() {
    return NcipFrame.class;
  }

  @Override
  public boolean overtakes(NcipFrame frame) {
    if (!busy.compareAndSet(false, true)) {
      frame.setEarly();
    }
    return false;
  }

  @Override
  public @Nullable String answer(NcipFrame frame, ByteBuf out) {
    if (frame.isEarly()) {
      write(
          responder.refuse(
              ProblemType.PROTOCOL_ERROR,
              "A message was sent before the previous one was answered; send one at a time."),
          out);
      return "sent a message before the previous one was answered";
    }
    var answer =
        responder.answer(new NcipCall(new NcipCall.Body(frame.bytes()), null, login, admits));
    write(answer.body(), out);
    if (answer.isOfAccount()) {
      isKnown = true;
      decoder.setLimit(messageLimit);
    }
    busy.set(false);
    if (answer.limit() != null) {
      return "failed to log in too often";
    }
    return answer.isUnauthorized() ? "sent no valid credentials" : null;
  }

  private static void write(byte[] answer, ByteBuf out) {
    out.writeBytes(answer).writeByte('\n');
  }

  @Override
  public @Nullable String onEvent(Object event, ByteBuf out) {
    return switch (event) {
      case NcipFrameDecoder.TooLarge(var limit) -> {
        write(
            responder.refuse(
                ProblemType.INVALID_MESSAGE_SYNTAX_ERROR,
                "A message can't be longer than %d bytes.".formatted(limit)),
            out);
        yield "sent a message of more than " + limit + " bytes";
      }
      case IdleStateEvent _ -> "was idle for too long";
      default -> null;
    };
  }

  @Override
  public boolean isLoggedIn() {
    return isKnown;
  }

  @Override
  public String peer() {
    return "an NCIP partner";
  }

  @Override
  public void end() {}
}
