package org.samling.routes.ncip;

import org.jspecify.annotations.Nullable;
import org.samling.core.login.LoginLimitException;

/**
 * The answer over HTTP. A problem is an answer like any other, which partners expect with status
 * 200; only if HTTP should provide the credentials does the status ask for them.
 */
public final class NcipAnswer {

  private final byte[] body;
  private final Recipient to;
  private final @Nullable LoginLimitException limit;

  /** Who the answer is for. */
  enum Recipient {
    /** An authenticated account. */
    ACCOUNT,
    /** An unknown sender, or one whose message can't be read. */
    NOBODY,
    /** A sender that HTTP should ask for credentials. */
    UNAUTHORIZED
  }

  NcipAnswer(byte[] body, Recipient to) {
    this(body, to, null);
  }

  private NcipAnswer(byte[] body, Recipient to, @Nullable LoginLimitException limit) {
    this.body = body;
    this.to = to;
    this.limit = limit;
  }

  /** A copy for a sender whose credentials were not checked because of a limit. */
  NcipAnswer withLimit(LoginLimitException reached) {
    return new NcipAnswer(body, to, reached);
  }

  /** The message, in UTF-8. The array is not a copy: don't change it. */
  public byte[] body() {
    return body;
  }

  /** Whether credentials are missing or wrong: HTTP's status 401. */
  public boolean isUnauthorized() {
    return to == Recipient.UNAUTHORIZED;
  }

  /** The limit because of which the credentials were not checked (HTTP status 429), or null. */
  public @Nullable LoginLimitException limit() {
    return limit;
  }

  /** Whether the sender was authenticated as an account. */
  public boolean isOfAccount() {
    return to == Recipient.ACCOUNT;
  }
}
