package org.samling.routes.iso18626;

import org.jspecify.annotations.Nullable;
import org.samling.core.login.LoginLimitException;

/** What is answered over HTTP: a confirmation, with status 200 unless credentials are asked for. */
public final class Iso18626Answer {

  private final byte[] body;
  private final Kind kind;
  private final @Nullable LoginLimitException limit;

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
    this(body, kind, null);
  }

  private Iso18626Answer(byte[] body, Kind kind, @Nullable LoginLimitException limit) {
    this.body = body;
    this.kind = kind;
    this.limit = limit;
  }

  /** The same for somebody whose credentials were not looked at. */
  Iso18626Answer by(LoginLimitException reached) {
    return new Iso18626Answer(body, kind, reached);
  }

  /** The message, in UTF-8. The array is the answer's own: don't change it. */
  public byte[] body() {
    return body;
  }

  /** Why the credentials were not looked at, or null where they were: HTTP's status 429. */
  public @Nullable LoginLimitException limit() {
    return limit;
  }

  /** How it is answered. */
  public Kind kind() {
    return kind;
  }
}
