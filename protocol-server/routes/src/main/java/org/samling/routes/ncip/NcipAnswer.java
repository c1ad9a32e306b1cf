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
  private final boolean isTemporary;

  /** Who the answer is for. */
  enum Recipient {
    /** An authenticated account. */
    ACCOUNT,
    /** An unknown sender, or one whose message can't be read. */
    NOBODY,
    /** A sender that HTTP should ask for credentials. */
    UNAUTHORIZED
  }

  /**
   * An answer.
   *
   * @param isTemporary whether it is a problem that passes
   */
  NcipAnswer(byte[] body, Recipient to, boolean isTemporary) {
    this(body, to, isTemporary, null);
  }

  private NcipAnswer(
      byte[] body, Recipient to, boolean isTemporary, @Nullable LoginLimitException limit) {
    this.body = body;
    this.to = to;
    this.isTemporary = isTemporary;
    this.limit = limit;
  }

  /** A copy for a sender whose credentials were not checked because of a limit. */
  NcipAnswer withLimit(LoginLimitException reached) {
    return new NcipAnswer(body, to, isTemporary, reached);
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

  /** Whether it is a problem that passes, after which to send the message again. */
  public boolean isTemporary() {
    return isTemporary;
  }

  /** Whether the sender was authenticated as an account. */
  public boolean isOfAccount() {
    return to == Recipient.ACCOUNT;
  }
}
