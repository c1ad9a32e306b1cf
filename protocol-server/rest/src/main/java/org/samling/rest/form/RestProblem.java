package org.samling.rest.form;

import java.util.Map;
import org.samling.operations.Problem;
import org.samling.operations.schema.Shape;
import org.samling.rest.form.RestAnswer.Status;

/** A request that can't be answered as it is. */
public final class RestProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Status status;
  private final int retryAfter;

  public RestProblem(Status status, String detail) {
    this(status, detail, 0);
  }

  /**
   * A request that may succeed later.
   *
   * @param retryAfter after how many seconds to retry, or 0
   */
  public RestProblem(Status status, String detail, int retryAfter) {
    super(detail);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** The answer to a problem of an operation. */
  public static RestAnswer answer(Problem problem) {
    var particulars = problem.particulars();
    return RestAnswer.problem(
        switch (problem.kind()) {
          case INVALID -> Status.BAD_REQUEST;
          case UNKNOWN -> Status.NOT_FOUND;
          case REFUSED -> Status.CONFLICT;
          case FORBIDDEN -> Status.FORBIDDEN;
        },
        problem.detail(),
        particulars == null ? Map.of() : Shape.write(particulars));
  }

  public RestAnswer answer() {
    var problem = RestAnswer.problem(status, String.valueOf(getMessage()));
    return retryAfter == 0 ? problem : problem.after(retryAfter);
  }
}
