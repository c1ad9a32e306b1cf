package org.samling.routes.ncip;

import org.jspecify.annotations.Nullable;
import org.samling.core.login.LoginLimitException;

/**
 * What is answered over HTTP. A problem is an answer like any other, which partners expect with
 * status 200; only credentials that HTTP is to bring are asked for by HTTP's own means.
 */
public final class NcipAnswer {

  private final byte[] body;
  private final To to;
  private final @Nullable LoginLimitException limit;

  /** Whom it is for. */
  enum To {
    /** An account that was let in. */
    ACCOUNT,
    /** Somebody who is not known, or whose message can't be read. */
    NOBODY,
    /** Somebody whom HTTP is to ask for credentials. */
    UNAUTHORIZED
  }

  NcipAnswer(byte[] body, To to) {
    this(body, to, null);
  }

  private NcipAnswer(byte[] body, To to, @Nullable LoginLimitException limit) {
    this.body = body;
    this.to = to;
    this.limit = limit;
  }

  /** The same for somebody whose credentials were not looked at. */
  NcipAnswer by(LoginLimitException reached) {
    return new NcipAnswer(body, to, reached);
  }

  /** The message, in UTF-8. The array is the answer's own: don't change it. */
  public byte[] body() {
    return body;
  }

  /** Whether credentials are missing or wrong: HTTP's status 401. */
  public boolean isUnauthorized() {
    return to == To.UNAUTHORIZED;
  }

  /** Why the credentials were not looked at, or null where they were: HTTP's status 429. */
  public @Nullable LoginLimitException limit() {
    return limit;
  }

  /** Whether the credentials were an account's. */
  public boolean isOfAccount() {
    return to == To.ACCOUNT;
  }
}
