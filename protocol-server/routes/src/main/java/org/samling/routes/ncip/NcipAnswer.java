package org.samling.routes.ncip;

/**
 * What is answered over HTTP. A problem is an answer like any other, which partners expect with
 * status 200; only credentials that HTTP is to bring are asked for by HTTP's own means.
 */
public final class NcipAnswer {

  private final byte[] body;
  private final To to;

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
    this.body = body;
    this.to = to;
  }

  /** The message, in UTF-8. The array is the answer's own: don't change it. */
  public byte[] body() {
    return body;
  }

  /** Whether credentials are missing or wrong: HTTP's status 401. */
  public boolean isUnauthorized() {
    return to == To.UNAUTHORIZED;
  }

  /** Whether the credentials were an account's. */
  public boolean isOfAccount() {
    return to == To.ACCOUNT;
  }
}
