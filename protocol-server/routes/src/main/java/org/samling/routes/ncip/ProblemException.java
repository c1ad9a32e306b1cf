package org.samling.routes.ncip;

import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.Amount;
import org.samling.ncip.data.ProblemType;

/** A request can't be executed; the answer carries the problem. It never leaves the routes. */
final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ProblemType type;
  private final String detail;
  private final @Nullable String element;
  private final @Nullable String value;
  private final transient @Nullable Amount requiredFee;

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
    this(type, detail, element, value, null);
  }

  private ProblemException(
      ProblemType type,
      String detail,
      @Nullable String element,
      @Nullable String value,
      @Nullable Amount requiredFee) {
    super(type + ": " + detail, null, false, false);
    this.requiredFee = requiredFee;
    this.type = type;
    this.detail = detail;
    this.element = element;
    this.value = value;
  }

  /** The same, for which a fee has to be acknowledged or paid first. */
  ProblemException requiring(Amount fee) {
    return new ProblemException(type, detail, element, value, fee);
  }

  @Nullable Amount requiredFee() {
    return requiredFee;
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
