package org.samling.exchange.koha;

/** A dump can't be read; what it says is not repeated, for dumps are full of people. */
public final class DumpException extends RuntimeException {

  DumpException(String message) {
    super(message);
  }

  DumpException(String message, Throwable cause) {
    super(message, cause);
  }
}
