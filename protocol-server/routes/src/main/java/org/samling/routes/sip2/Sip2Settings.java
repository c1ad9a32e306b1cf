package org.samling.routes.sip2;

import java.time.Duration;

/**
 * What the SIP2 routes go by.
 *
 * @param retransmissionWindow how long the same frame is taken for the same command
 * @param deadline how long a kiosk waits for an answer
 * @param retries how often a kiosk should repeat a request that is not answered
 */
public record Sip2Settings(Duration retransmissionWindow, Duration deadline, int retries) {

  /** What the protocol's users expect. */
  public static final Sip2Settings DEFAULT =
      new Sip2Settings(Duration.ofMinutes(10), Duration.ofSeconds(10), 3);
}
