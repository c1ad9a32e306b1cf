package org.samling.postgres.embedded;

import org.jspecify.annotations.Nullable;

/** The embedded PostgreSQL can't be started or run; the message says why and what to do. */
public final class EmbeddedPostgresException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EmbeddedPostgresException(String message) {
    this(message, null);
  }

  EmbeddedPostgresException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
