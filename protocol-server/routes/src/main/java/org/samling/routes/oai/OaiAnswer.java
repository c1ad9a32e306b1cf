package org.samling.routes.oai;

import org.samling.core.login.LoginLimitException;

/** What is answered over HTTP: an error of the protocol is an answer like any other. */
public sealed interface OaiAnswer {

  /** A response. */
  final class Response implements OaiAnswer {
    private final byte[] body;

    Response(byte[] body) {
      this.body = body;
    }

    /** The document, in UTF-8. The array is the answer's own: don't change it. */
    public byte[] body() {
      return body;
    }
  }

  /** The address names no repository. */
  record Unknown() implements OaiAnswer {}

  /** Credentials are missing or wrong. */
  record Unauthorized() implements OaiAnswer {}

  /** The store can't be asked; to be sent again later. */
  record Unavailable() implements OaiAnswer {}

  /**
   * Credentials were not looked at.
   *
   * @param limit why, and when to send them again
   */
  record Limited(LoginLimitException limit) implements OaiAnswer {}
}
