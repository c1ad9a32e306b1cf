package org.samling.console.operations;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Visit;
import org.samling.core.organisation.Account;
import org.samling.core.privacy.Access;
import org.samling.core.staff.StaffMember;
import org.samling.operations.Family.Served;
import org.samling.operations.Operation;
import org.samling.operations.Operation.Method;
import org.samling.operations.Paging;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Sentence;
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
public record ServedOperation<F, I extends Record, O extends Record>(
    String family, Operation<F, I, O> operation, F handlers) {

  /** The operations of a family, but for those that take or return a file. */
  static <F> Stream<ServedOperation<F, ?, ?>> of(Served<F> served) {
    return served.family().operations().stream()
        .filter(operation -> !operation.takesFile() && operation.mediaTypes().isEmpty())
        .map(operation ->
            new ServedOperation<>(served.family().name(), operation, served.handlers()));
  }

  /** All operations of families, but for those that take or return a file, by name. */
  public static Map<String, ServedOperation<?, ?, ?>> byName(List<Served<?>> served) {
    return served.stream()
        .<ServedOperation<?, ?, ?>>flatMap(ServedOperation::of)
        .collect(Collectors.toMap(ServedOperation::name, one -> one));
  }

  /** Its name. */
  public String name() {
    return operation.name();
  }

  /** The members of its input. */
  public List<Member> members() {
    return Member.of(operation.input());
  }

  /** The path of its page, relative to the tenant's. */
  public String path() {
    return "%s/%s/%s".formatted(OperationsSection.PATH, family, name());
  }

  /** The members of its answer, however deep, whose values are words of ours. */
  public Set<String> words() {
    var words = new HashSet<String>();
    collectWords(operation.output(), words, new HashSet<>());
    return words;
  }

  private static void collectWords(
      Class<? extends Record> output, Set<String> words, Set<Class<?>> seen) {
    if (seen.add(output)) {
      for (var member : Member.of(output)) {
        if (member.kind() == Member.Kind.CHOICE) {
          words.add(member.name());
        } else if (member.kind() == Member.Kind.OBJECT && member.type().isRecord()) {
          collectWords(member.type().asSubclass(Record.class), words, seen);
        }
      }
    }
  }

  /** Whether its questions may stand in an address. */
  public boolean isAskedByAddress() {
    return operation.method() == Method.GET
        && members().stream().noneMatch(member -> member.kind() == Member.Kind.SECRET);
  }

  /** Whether a member of staff may use it. */
  public boolean isFor(StaffMember member) {
    return StaffScopes.permit(member, operation);
  }

  /**
   * Carries it out for a visitor where they work, and notes a change in the activity log: by its
   * name alone, since the log outlives patrons' data.
   *
   * @param typed its input as typed, by member
   * @param page which page of a list: {@code after} and {@code limit}, where they are given
   * @param key makes repetitions of the form known, or null
   * @return the members of its answer; none where it returns nothing
   * @throws Problem when it can't be done, also where no branch is chosen to book it at
   */
  public Map<String, Object> answer(
      Visit visit,
      Map<String, List<String>> typed,
      Map<String, String> page,
      @Nullable String key) {
    var form = FilledForm.of(operation, typed, visit.tenant().zone());
    var account = StaffScopes.account(visit.member(), visit.tenant(), branch(visit));
    var answer =
        Access.by(
            Access.byStaff(visit.member().username(), name()),
            () -> answer(account, form, page, key));
    if (operation.changes()) {
      visit.note("operation", name(), "");
    }
    return answer;
  }

  /**
   * The branch at which it is done: where the visitor works, or any of theirs if that is no matter.
   */
  private String branch(Visit visit) {
    var workplace = visit.workplace();
    if (!workplace.isChosen() && StaffScopes.isBooked(operation)) {
      throw Problem.refused(
          Sentence.of(
              "Choose the branch where you work at the top of the page, then do it again.",
              "Vælg øverst på siden den afdeling, du arbejder i, og prøv igen."));
    }
    return workplace.branchOrAny();
  }

  /**
   * Carries it out.
   *
   * @param page which page of a list: {@code after} and {@code limit}, where they are given
   * @param key makes repetitions of the form known, or null
   * @return the members of its answer; none where it returns nothing
   * @throws Problem when it can't be done
   */
  private Map<String, Object> answer(
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
