package org.samling.routes.notices;

/** Counts the outcomes of messages. Safe for use by many threads. */
public interface NoticeMeter {

  /** Counts nothing. */
  NoticeMeter NONE = (_, _) -> {};

  /** The outcomes of messages. */
  enum Outcome {
    /** The channel took it. */
    SENT,
    /** The address does not work. */
    BOUNCED,
    /** It was not taken, and will be retried. */
    FAILED,
    /** It was not taken for days, and is not retried any more. */
    GIVEN_UP,
    /** Its content was no longer true. */
    OVERTAKEN,
    /**
     * It was sent again although an earlier attempt may have got through: a patron may get it
     * twice.
     */
    UNCLEAR
  }

  /**
   * Counts the outcome of a message.
   *
   * @param channel the name of its channel
   */
  void count(String channel, Outcome outcome);
}
