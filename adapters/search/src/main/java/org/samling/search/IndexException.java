package org.samling.search;

import org.jspecify.annotations.Nullable;

/** The index can't be opened, read or written; the message says which, why, and what to do. */
public final class IndexException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  IndexException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
