package org.samling.routes.rest;

import org.samling.routes.rest.RestAnswer.Status;

/** A request that can't be answered as it is. */
final class RestProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Status status;

  RestProblem(Status status, String detail) {
    super(detail);
    this.status = status;
  }

  RestAnswer answer() {
    return RestAnswer.problem(status, String.valueOf(getMessage()));
  }
}
