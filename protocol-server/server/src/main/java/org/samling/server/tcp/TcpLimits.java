package org.samling.server.tcp;

import java.time.Duration;

/**
 * What the connections of a listener may cost.
 *
 * @param connections how many there may be at once; one more is closed at once
 * @param login how long one may take to log in
 * @param idle how long it may say nothing
 */
public record TcpLimits(int connections, Duration login, Duration idle) {

  /** How many frames of one connection may wait; then no more is read from it. */
  static final int WAITING_FRAMES = 32;

  /** How long the other side may take to read its replies once the send buffer is full. */
  static final Duration READ_REPLIES = Duration.ofSeconds(10);
}
