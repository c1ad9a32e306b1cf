package org.samling.core.search;

import org.jspecify.annotations.Nullable;

/** A search failed or was refused. */
public final class SearchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Why a search failed or was refused. */
  public enum Kind {
    /** It would cost too much: too many terms, or a truncated term with too many variants. */
    TOO_COSTLY,
    /** It is to be sorted by a field that not every record has. */
    MISSING_VALUE,
    /** It took longer than a search may. */
    TOO_SLOW,
    /** The catalogue can't do that. */
    UNSUPPORTED,
    /** The index is unavailable at this moment. */
    UNAVAILABLE
  }

  public SearchException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
