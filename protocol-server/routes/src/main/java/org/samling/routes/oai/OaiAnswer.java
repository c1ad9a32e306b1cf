package org.samling.routes.oai;

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
}
