package org.samling.server.sip2;

import java.time.Duration;

/**
 * What a SIP2 connection may cost.
 *
 * @param connections how many there may be at once; one more is closed at once
 * @param frame how many bytes a frame may have
 * @param frameBeforeLogin how many it may have before the machine has logged in
 * @param login how long a machine may take to log in
 * @param idle how long it may say nothing
 */
public record Sip2Limits(
    int connections, int frame, int frameBeforeLogin, Duration login, Duration idle) {

  /** How many frames of one connection may wait; then no more is read from it. */
  static final int WAITING_FRAMES = 32;

  /** How long a machine may take to read its replies once the send buffer is full. */
  static final Duration READ_REPLIES = Duration.ofSeconds(10);
}
