package org.samling.rest.form;

import java.util.Map;
import org.samling.operations.Problem;
import org.samling.operations.schema.Shape;
import org.samling.rest.form.RestAnswer.Status;

/** Answers the problems of operations over HTTP. */
public final class RestProblem {

  private RestProblem() {}

  /** The answer to a problem of an operation. */
  public static RestAnswer answer(Problem problem) {
    var particulars = problem.particulars();
    var answer =
        RestAnswer.problem(
            status(problem.kind()),
            problem.detail(),
            particulars == null ? Map.of() : Shape.write(particulars));
    return problem.due().isZero() ? answer : answer.after((int) problem.due().toSeconds());
  }

  private static Status status(Problem.Kind kind) {
    return switch (kind) {
      case INVALID -> Status.BAD_REQUEST;
      case UNKNOWN -> Status.NOT_FOUND;
      case REFUSED -> Status.CONFLICT;
      case FORBIDDEN -> Status.FORBIDDEN;
      case KEY_USED -> Status.UNPROCESSABLE;
      case TOO_LARGE -> Status.TOO_LARGE;
      case TOO_SLOW -> Status.TIMEOUT;
      case TOO_MANY -> Status.TOO_MANY;
      case NO_ROOM -> Status.NO_ROOM;
    };
  }
}
