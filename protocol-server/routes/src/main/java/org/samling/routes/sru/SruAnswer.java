package org.samling.routes.sru;

import org.samling.core.login.LoginLimitException;
import org.samling.sru.SruVersion;

/** What is answered over HTTP: a diagnostic of the protocol is an answer like any other. */
public sealed interface SruAnswer {

  /** A response. */
  final class Response implements SruAnswer {
    private final SruVersion version;
    private final byte[] body;

    Response(SruVersion version, byte[] body) {
      this.version = version;
      this.body = body;
    }

    /** The version that it is written in. */
    public SruVersion version() {
      return version;
    }

    /** The document, in UTF-8. The array is the answer's own: don't change it. */
    public byte[] body() {
      return body;
    }
  }

  /** The address names no database. */
  record Unknown() implements SruAnswer {}

  /** Credentials are missing or wrong. */
  record Unauthorized() implements SruAnswer {}

  /** The store can't be asked; to be sent again later. */
  record Unavailable() implements SruAnswer {}

  /**
   * Credentials were not looked at.
   *
   * @param limit why, and when to send them again
   */
  record Limited(LoginLimitException limit) implements SruAnswer {}
}
