package org.samling.server.tcp;

import java.time.Duration;

/**
 * The limits of a listener's connections.
 *
 * @param connections the most connections at once; any more are closed immediately
 * @param login the time-out for logging in
 * @param idle the idle time-out
 * @param reading how long the other side may take to read its replies once the send buffer is full
 */
public record TcpLimits(int connections, Duration login, Duration idle, Duration reading) {

  /** How many frames of one connection may wait before reading from it stops. */
  static final int WAITING_FRAMES = 32;

  /** Limits with ten seconds to read replies. */
  public TcpLimits(int connections, Duration login, Duration idle) {
    this(connections, login, idle, Duration.ofSeconds(10));
  }
}
