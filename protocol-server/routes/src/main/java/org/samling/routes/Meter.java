package org.samling.routes;

import java.time.Duration;

/** Receives every answered message of a protocol, to count and time it. */
public interface Meter {

  /** In the place of a request or a reply where there is none. */
  String NONE = "--";

  /**
   * A message was answered.
   *
   * @param request the request, in the protocol's own word, or {@link #NONE}
   * @param answer the reply, in the protocol's own word, or {@link #NONE}
   * @param took how long it took
   */
  void answered(String request, String answer, Duration took);
}
