package org.samling.routes.ncip;

import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.ProblemType;

/** A request can't be executed; the answer carries the problem. It never leaves the routes. */
final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ProblemType type;
  private final String detail;
  private final @Nullable String element;
  private final @Nullable String value;

  /**
   * Creates the exception.
   *
   * @param detail a sentence for people
   * @param element the element that causes it, or null
   */
  ProblemException(ProblemType type, String detail, @Nullable String element) {
    this(type, detail, element, null);
  }

  /**
   * The same, with what stands in the element.
   *
   * @param value the content of the element, or null; never a secret
   */
  ProblemException(
      ProblemType type, String detail, @Nullable String element, @Nullable String value) {
    super(type + ": " + detail, null, false, false);
    this.type = type;
    this.detail = detail;
    this.element = element;
    this.value = value;
  }

  ProblemType type() {
    return type;
  }

  String detail() {
    return detail;
  }

  @Nullable String element() {
    return element;
  }

  @Nullable String value() {
    return value;
  }
}
