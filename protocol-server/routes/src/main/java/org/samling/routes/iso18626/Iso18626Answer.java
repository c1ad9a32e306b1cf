package org.samling.routes.iso18626;

import org.jspecify.annotations.Nullable;
import org.samling.core.login.LoginLimitException;

/**
 * The answer over HTTP: a confirmation, with the status that its kind stands for; 200 by default.
 */
public final class Iso18626Answer {

  private final byte[] body;
  private final Kind kind;
  private final @Nullable LoginLimitException limit;

  /** The kind of answer. */
  public enum Kind {
    /** The message is confirmed, or refused in the confirmation. */
    CONFIRMED,
    /** Credentials are missing or wrong: HTTP status 401. */
    UNAUTHORIZED,
    /** Nothing was done; the same message may be sent again: HTTP status 503. */
    LATER
  }

  Iso18626Answer(byte[] body, Kind kind) {
    this(body, kind, null);
  }

  private Iso18626Answer(byte[] body, Kind kind, @Nullable LoginLimitException limit) {
    this.body = body;
    this.kind = kind;
    this.limit = limit;
  }

  /** The same answer for a sender whose credentials were not checked. */
  Iso18626Answer limitedBy(LoginLimitException reached) {
    return new Iso18626Answer(body, kind, reached);
  }

  /** The message, in UTF-8. The array is not copied: don't change it. */
  public byte[] body() {
    return body;
  }

  /** Why the credentials were not checked, or null where they were: HTTP status 429. */
  public @Nullable LoginLimitException limit() {
    return limit;
  }

  /** The kind of answer. */
  public Kind kind() {
    return kind;
  }
}
