package org.samling.routes.imports;

import org.jspecify.annotations.Nullable;

/**
 * An import ended before the end of its file. What was written stays, and running the same import
 * again does the rest.
 */
public final class ImportException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient ImportReport soFar;

  /** What ended it. */
  public enum Kind {
    /**
     * The file could not be read, or not to its end, or is not the one that the import began with.
     */
    FILE,
    /** Another process has taken over the import, or it was undone meanwhile. */
    TAKEN,
    /** The store could not be reached. */
    STORE,
    /** The store was overloaded for longer than an import waits. */
    BUSY
  }

  ImportException(Kind kind, ImportReport soFar, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.soFar = soFar;
  }

  /** What ended the import. */
  public Kind kind() {
    return kind;
  }

  /** What was done until then. */
  public ImportReport soFar() {
    return soFar;
  }
}
