package org.samling.routes;

import java.time.Duration;

/** Is told of every message of a protocol that was answered. */
public interface Meter {

  /** Stands for a request or an answer that is none. */
  String NONE = "--";

  /**
   * A message was answered.
   *
   * @param request what was asked, in the protocol's own word, or {@link #NONE}
   * @param answer what was answered, in the protocol's own word, or {@link #NONE}
   * @param took how long it took
   */
  void answered(String request, String answer, Duration took);
}
