package org.samling.routes.sru;

import org.samling.core.login.LoginLimitException;
import org.samling.sru.SruVersion;

/** The answer over HTTP; a diagnostic of the protocol is an answer like any other. */
public sealed interface SruAnswer {

  /** A response. */
  final class Response implements SruAnswer {
    private final SruVersion version;
    private final byte[] body;

    Response(SruVersion version, byte[] body) {
      this.version = version;
      this.body = body;
    }

    /** The SRU version of the response. */
    public SruVersion version() {
      return version;
    }

    /** The document, in UTF-8. The array is not a copy: don't change it. */
    public byte[] body() {
      return body;
    }
  }

  /** The address names no database. */
  record Unknown() implements SruAnswer {}

  /** Credentials are missing or wrong. */
  record Unauthorized() implements SruAnswer {}

  /** The store is unavailable; the request can be sent again later. */
  record Unavailable() implements SruAnswer {}

  /**
   * The credentials were not checked.
   *
   * @param limit the limit that was reached, and when to send them again
   */
  record Limited(LoginLimitException limit) implements SruAnswer {}
}
