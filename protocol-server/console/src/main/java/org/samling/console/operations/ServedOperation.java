package org.samling.console.operations;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.operations.Family.Served;
import org.samling.operations.Operation;
import org.samling.operations.Operation.Method;
import org.samling.operations.Paging;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.schema.Input;
import org.samling.operations.schema.Member;
import org.samling.operations.schema.Shape;

/**
 * An operation with what answers it.
 *
 * @param family the name of its family
 * @param operation the operation
 * @param handlers what answers it
 */
record ServedOperation<F, I extends Record, O extends Record>(
    String family, Operation<F, I, O> operation, F handlers) {

  /** The operations of a family, but for those that take or return a file. */
  static <F> Stream<ServedOperation<F, ?, ?>> of(Served<F> served) {
    return served.family().operations().stream()
        .filter(operation -> !operation.takesFile() && operation.mediaTypes().isEmpty())
        .map(operation ->
            new ServedOperation<>(served.family().name(), operation, served.handlers()));
  }

  String name() {
    return operation.name();
  }

  List<Member> members() {
    return Member.of(operation.input());
  }

  /** Whether its questions may stand in an address. */
  boolean isAskedByAddress() {
    return operation.method() == Method.GET
        && members().stream().noneMatch(member -> member.kind() == Member.Kind.SECRET);
  }

  /**
   * Carries it out.
   *
   * @param page which page of a list: {@code after} and {@code limit}, where they are given
   * @param key makes repetitions of the form known, or null
   * @return the members of its answer; none where it returns nothing
   * @throws Problem when it can't be done
   */
  Map<String, Object> answer(
      Account account, FilledForm form, Map<String, String> page, @Nullable String key) {
    var input = new Input<>(operation);
    var result =
        operation.answer(
            handlers,
            new Request<>(
                operation.name(),
                account,
                input.read(form.path(), form.query(), form.body()),
                operation.isPaged() ? input.paging(page) : Paging.FIRST,
                key));
    return operation.returnsSomething() ? Shape.write(result) : Map.of();
  }
}
