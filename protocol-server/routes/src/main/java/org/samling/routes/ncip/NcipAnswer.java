package org.samling.routes.ncip;

/**
 * What is answered over HTTP. A problem is an answer like any other, which partners expect with
 * status 200; only credentials that HTTP is to bring are asked for by HTTP's own means.
 */
public final class NcipAnswer {

  private final byte[] body;
  private final boolean unauthorized;

  NcipAnswer(byte[] body, boolean unauthorized) {
    this.body = body;
    this.unauthorized = unauthorized;
  }

  /** The message, in UTF-8. The array is the answer's own: don't change it. */
  public byte[] body() {
    return body;
  }

  /** Whether credentials are missing or wrong: HTTP's status 401. */
  public boolean isUnauthorized() {
    return unauthorized;
  }
}
