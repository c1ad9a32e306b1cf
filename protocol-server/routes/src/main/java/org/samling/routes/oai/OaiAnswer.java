package org.samling.routes.oai;

import org.samling.core.login.LoginLimitException;

/** The answer over HTTP; an error of the protocol is an answer like any other. */
public sealed interface OaiAnswer {

  /** A response. */
  final class Response implements OaiAnswer {
    private final byte[] body;

    Response(byte[] body) {
      this.body = body;
    }

    /** The document, in UTF-8. The array is not a copy: don't change it. */
    public byte[] body() {
      return body;
    }
  }

  /** The address names no repository. */
  record Unknown() implements OaiAnswer {}

  /** Credentials are missing or wrong. */
  record Unauthorized() implements OaiAnswer {}

  /** The store is unavailable; the request can be sent again later. */
  record Unavailable() implements OaiAnswer {}

  /**
   * The credentials were not checked.
   *
   * @param limit the limit that was reached, and when to send them again
   */
  record Limited(LoginLimitException limit) implements OaiAnswer {}
}
