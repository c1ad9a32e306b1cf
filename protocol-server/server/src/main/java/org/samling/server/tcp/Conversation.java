package org.samling.server.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInboundHandler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;

/**
 * What a protocol does with one connection. Its methods are called by one thread at a time, the
 * connection's own or the event loop, in the order of what came; {@link #decoder()}, {@link
 * #overtakes}, {@link #isLoggedIn()}, {@link #account()} and {@link #peer()} by others too.
 *
 * @param <F> what a frame is
 */
public interface Conversation<F> {

  /** Cuts the bytes that come into frames; always the same one, for this connection only. */
  ChannelInboundHandler decoder();

  /** Whether {@link #begin()} is to be called. */
  default boolean beginsByItself() {
    return false;
  }

  /** Called before anything that came is answered. May take as long as the store. */
  default void begin() {}

  /** Counts what came, and says how long it is to wait before it is answered. */
  default Duration due() {
    return Duration.ZERO;
  }

  /** What a frame is. */
  Class<F> frameType();

  /**
   * Answers a frame. May take as long as the store.
   *
   * @param out where the reply goes, if there is any
   * @return why the connection ends after this, as a sentence about it ("sends no SIP2"); null
   *     where it goes on
   */
  @Nullable String answer(F frame, ByteBuf out);

  /**
   * Whether the answer to a frame comes from memory and need not wait, so that it may be answered
   * where it is read; such a frame is counted like those that {@link #due()} counts. It is asked on
   * the event loop while nothing else of the connection waits or is being answered.
   */
  default boolean isAnsweredFromMemory(F frame) {
    return false;
  }

  /**
   * Told of each frame on the event loop, as it arrives, whatever of the connection waits or is
   * being answered. What it does must not wait for anything.
   *
   * @return whether the frame is done with: it was about what runs or waits, and has no answer
   */
  default boolean overtakes(F frame) {
    return false;
  }

  /**
   * Takes leave because of something other than a frame: what the decoder told as an event, or that
   * nothing was heard for too long.
   *
   * @param event what happened: the decoder's event, or an {@link
   *     io.netty.handler.timeout.IdleStateEvent}
   * @param out where the last words go, if there are any
   * @return why the connection ends, as a sentence about it; null where this is no reason
   */
  @Nullable String leave(Object event, ByteBuf out);

  /**
   * Whether the other side has said who it is. Until then the connection lives for a short time.
   */
  boolean isLoggedIn();

  /**
   * The account that is logged in on the connection; null for none, and where each message has its
   * own.
   */
  default @Nullable Account account() {
    return null;
  }

  /** Who is at the other side, for the log. */
  String peer();

  /** Gives back what the conversation held; nothing is called after it. */
  void end();
}
