package org.samling.routes.exports;

/** An export ended early; the message gives the reason, and there is no new file. */
public final class ExportException extends RuntimeException {

  ExportException(String message) {
    super(message);
  }

  ExportException(String message, Throwable cause) {
    super(message, cause);
  }
}
