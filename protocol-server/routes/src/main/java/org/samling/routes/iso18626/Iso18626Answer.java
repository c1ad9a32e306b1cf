package org.samling.routes.iso18626;

/** What is answered over HTTP: a confirmation, with status 200 unless credentials are asked for. */
public final class Iso18626Answer {

  private final byte[] body;
  private final Kind kind;

  /** How it is answered. */
  public enum Kind {
    /** It is confirmed, or refused in the confirmation. */
    CONFIRMED,
    /** Credentials are missing or wrong: HTTP's status 401. */
    UNAUTHORIZED,
    /** Nothing was done; the same message may be sent again: HTTP's status 503. */
    LATER
  }

  Iso18626Answer(byte[] body, Kind kind) {
    this.body = body;
    this.kind = kind;
  }

  /** The message, in UTF-8. The array is the answer's own: don't change it. */
  public byte[] body() {
    return body;
  }

  /** How it is answered. */
  public Kind kind() {
    return kind;
  }
}
