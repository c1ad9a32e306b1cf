package org.samling.server.tcp;

import java.time.Duration;

/**
 * What the connections of a listener may cost.
 *
 * @param connections how many there may be at once; one more is closed at once
 * @param login how long one may take to log in
 * @param idle how long it may say nothing
 * @param reading how long the other side may take to read its replies once the send buffer is full
 */
public record TcpLimits(int connections, Duration login, Duration idle, Duration reading) {

  /** How many frames of one connection may wait; then no more is read from it. */
  static final int WAITING_FRAMES = 32;

  /** Limits of peers that have ten seconds to read their replies. */
  public TcpLimits(int connections, Duration login, Duration idle) {
    this(connections, login, idle, Duration.ofSeconds(10));
  }
}
