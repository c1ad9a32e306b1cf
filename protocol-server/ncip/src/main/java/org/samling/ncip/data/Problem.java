package org.samling.ncip.data;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a request (NCIP 2.02, element Problem).
 *
 * @param problemType the kind of problem, in the standard's words where it has any
 * @param problemDetail a sentence for people
 * @param problemElement the name of the element that is missing or wrong
 * @param problemValue what that element held; never a secret
 */
public record Problem(
    SchemeValue problemType,
    @Nullable String problemDetail,
    @Nullable String problemElement,
    @Nullable String problemValue) {

  /**
   * A problem of the standard.
   *
   * @param service the service that answers; it decides on the scheme
   * @param detail a sentence for people
   */
  public static Problem of(ProblemType type, @Nullable NcipService service, String detail) {
    return new Problem(type.in(service), detail, null, null);
  }

  /** The same problem, with the element that it lies in and what that held. */
  public Problem at(@Nullable String element, @Nullable String elementValue) {
    return new Problem(problemType, problemDetail, element, elementValue);
  }

  public boolean is(ProblemType type) {
    return problemType.is(type.value());
  }
}
