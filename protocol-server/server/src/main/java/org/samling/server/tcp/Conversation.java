package org.samling.server.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInboundHandler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;

/**
 * A protocol's side of one connection. Its methods are called by one thread at a time, the
 * connection's own or the event loop, in the order of arrival; {@link #decoder()}, {@link
 * #overtakes}, {@link #isLoggedIn()}, {@link #account()} and {@link #peer()} by other threads, too.
 *
 * @param <F> the type of a frame
 */
public interface Conversation<F> {

  /**
   * The handler that splits the incoming bytes into frames; always the same one, for this
   * connection only.
   */
  ChannelInboundHandler decoder();

  /** Whether {@link #begin()} is to be called. */
  default boolean needsBegin() {
    return false;
  }

  /** Called before anything is answered. May block as long as the store. */
  default void begin() {}

  /** Counts a frame, and returns how long it must wait before it is answered. */
  default Duration due() {
    return Duration.ZERO;
  }

  /** The type of a frame. */
  Class<F> frameType();

  /**
   * Answers a frame. May block as long as the store.
   *
   * @param out receives the reply, if there is any
   * @return why the connection ends after this, as a predicate ("sends no SIP2"); null where it
   *     stays open
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
   * Called for each frame on the event loop, as it arrives, even while other frames wait or are
   * being answered. Must not block.
   *
   * @return whether the frame is done: it was about running or waiting frames, and has no answer
   */
  default boolean overtakes(F frame) {
    return false;
  }

  /**
   * Ends the conversation because of something other than a frame: an event of the decoder, or
   * idleness.
   *
   * @param event the decoder's event, or an {@link io.netty.handler.timeout.IdleStateEvent}
   * @param out receives the last message, if there is any
   * @return why the connection ends, as a predicate; null where it stays open
   */
  @Nullable String onEvent(Object event, ByteBuf out);

  /** Whether the other side has logged in. Until then the connection may last only a short time. */
  boolean isLoggedIn();

  /**
   * The account that is logged in on the connection; null for none, or where each message has its
   * own login.
   */
  default @Nullable Account account() {
    return null;
  }

  /** The name of the other side, for the log. */
  String peer();

  /** Releases the conversation's resources; nothing is called after it. */
  void end();
}
