package org.samling.routes.exports;

/** An export that ended early; the message says why, and there is no new file. */
public final class ExportException extends RuntimeException {

  ExportException(String message, Throwable cause) {
    super(message, cause);
  }
}
