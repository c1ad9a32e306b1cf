package org.samling.ncip.data;

import org.jspecify.annotations.Nullable;

/**
 * A problem with a request (NCIP 2.02, element Problem).
 *
 * @param problemType the type of problem, in the standard's words if it has any
 * @param problemDetail a sentence for people
 * @param problemElement the name of the element that is missing or wrong
 * @param problemValue the content of that element; never a secret
 */
public record Problem(
    SchemeValue problemType,
    @Nullable String problemDetail,
    @Nullable String problemElement,
    @Nullable String problemValue) {

  /** A problem whose element has no content, or none that may be repeated. */
  public Problem(
      SchemeValue problemType, @Nullable String problemDetail, @Nullable String problemElement) {
    this(problemType, problemDetail, problemElement, null);
  }

  /**
   * A problem of the standard.
   *
   * @param service the service that answers; it determines the scheme
   * @param detail a sentence for people
   */
  public static Problem of(ProblemType type, @Nullable NcipService service, String detail) {
    return new Problem(type.in(service), detail, null);
  }

  /** The same problem, with the element that it concerns and its content. */
  public Problem at(@Nullable String element, @Nullable String elementValue) {
    return new Problem(problemType, problemDetail, element, elementValue);
  }

  public boolean is(ProblemType type) {
    return problemType.is(type.value());
  }
}
