package org.samling.routes.notices;

/** Is told what comes of messages, to count it. Safe for use by many threads. */
public interface NoticeMeter {

  /** Counts nothing. */
  NoticeMeter NONE = (_, _) -> {};

  /** What comes of messages. */
  enum Outcome {
    /** The channel took it. */
    SENT,
    /** The address does not work. */
    BOUNCED,
    /** It was not taken, and is tried again. */
    FAILED,
    /** It was not taken for days, and is given up. */
    GIVEN_UP,
    /** What it tells was no longer so. */
    OVERTAKEN,
    /** It was sent again though an earlier try may have got through: a patron may get it twice. */
    UNCLEAR
  }

  /**
   * Something came of a message.
   *
   * @param channel the name of its channel
   * @param outcome what
   */
  void counted(String channel, Outcome outcome);
}
