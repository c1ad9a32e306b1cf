package org.samling.rest.form;

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

  public RestAnswer answer() {
    var problem = RestAnswer.problem(status, String.valueOf(getMessage()));
    return retryAfter == 0 ? problem : problem.after(retryAfter);
  }
}
