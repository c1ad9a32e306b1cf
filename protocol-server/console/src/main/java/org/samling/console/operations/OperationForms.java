package org.samling.console.operations;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.operations.OperationPage.Result;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.circulation.Inquiries;
import org.samling.operations.Problem;
import org.samling.operations.schema.Member;

/** Shows operations' forms and carries them out. */
public final class OperationForms {

  private static final String PAGE = "operations/operation";

  /** Fields that are no members, whose names begin with a letter. */
  private static final String ASKED = "_ask";

  private static final String BRANCH = "branch";

  private static final String KEY = "_key";
  private static final String AFTER = "after";
  private static final String LIMIT = "limit";
  private static final int LONGEST_KEY = 100;

  /** The page that led to a form, and the operations that take what is typed as well. */
  private static final String FROM = "_from";

  private static final String BESIDE = "_beside";
  private static final int LONGEST_FROM = 1_000;

  private final Inquiries inquiries;
  private final ServedOperations all;

  /**
   * Creates it.
   *
   * @param all the operations there are
   * @param inquiries tells the branches
   */
  public OperationForms(ServedOperations all, Inquiries inquiries) {
    this.all = all;
    this.inquiries = inquiries;
  }

  /**
   * The query that fills in a form, and leads back to a page once it is done.
   *
   * @param values what the form is filled in with
   * @param from the path of the page, relative to the tenant's
   */
  public static String query(Map<String, List<String>> values, String from) {
    return values.entrySet().stream()
        .flatMap(e -> e.getValue().stream().map(v -> e.getKey() + "=" + Visit.encoded(v)))
        .collect(Collectors.joining("&", "", "&" + FROM + "=" + Visit.encoded(from)));
  }

  /**
   * A form on a page of its own subject, which it leads back to.
   *
   * @param values what it is filled in with
   * @param settled the members that are sent along and not asked for
   * @param context the page
   */
  public OperationPage within(
      Visit visit,
      ServedOperation<?, ?, ?> served,
      Map<String, List<String>> values,
      Set<String> settled,
      OperationPage.Context context) {
    return page(visit, served, context, values, Trouble.NONE, null).within(settled);
  }

  /** The page that led here, as the address or the form says. */
  private OperationPage.Context context(Visit visit, Map<String, List<String>> typed) {
    var from = typed.getOrDefault(FROM, List.of("")).getFirst();
    var beside = typed.getOrDefault(BESIDE, List.of("")).getFirst();
    return new OperationPage.Context(
        from.startsWith("/") && from.length() <= LONGEST_FROM ? from : "",
        all.permitted(visit.member(), List.of(beside.split(",", -1))),
        false);
  }

  /** Answers a question, at once where it asks nothing, or shows the form as the address says. */
  Reply show(Visit visit, ServedOperation<?, ?, ?> served) {
    var typed = visit.request().query();
    return served.isAskedByAddress() && (typed.containsKey(ASKED) || served.members().isEmpty())
        ? carriedOut(visit, served, typed)
        : Reply.page(
            PAGE,
            page(
                visit,
                served,
                context(visit, typed),
                atWorkplace(visit, served, typed),
                Trouble.NONE,
                null));
  }

  /** Fills in the branch that has to be named: where the visitor works, if nothing else is said. */
  private static Map<String, List<String>> atWorkplace(
      Visit visit, ServedOperation<?, ?, ?> served, Map<String, List<String>> typed) {
    if (typed.containsKey(BRANCH)
        || !visit.workplace().isChosen()
        || !StaffScopes.isBooked(served.operation())
        || served.members().stream()
            .noneMatch(member -> member.name().equals(BRANCH) && member.isRequired())) {
      return typed;
    }
    var filled = new HashMap<>(typed);
    filled.put(BRANCH, List.of(visit.workplace().branch()));
    return filled;
  }

  /** Carries out what the form says. */
  Reply send(Visit visit, ServedOperation<?, ?, ?> served) {
    return served.isAskedByAddress()
        ? Reply.notFound()
        : carriedOut(visit, served, visit.request().form());
  }

  private Reply carriedOut(
      Visit visit, ServedOperation<?, ?, ?> served, Map<String, List<String>> typed) {
    try {
      var answer = answer(visit, served, typed);
      var context = context(visit, typed);
      if (served.operation().changes()
          && !served.operation().tellsSecret()
          && !context.from().isEmpty()) {
        var mark = context.from().contains("?") ? "&" : "?";
        return Reply.to(visit.path(context.from() + mark + "done=yes"));
      }
      return Reply.page(PAGE, page(visit, served, context, typed, Trouble.NONE, answer));
    } catch (Problem problem) {
      return Reply.unfit(
          PAGE,
          page(
              visit,
              served,
              context(visit, typed),
              typed,
              Trouble.of(problem, served.members(), labels(visit, served)),
              null));
    }
  }

  /**
   * Carries an operation out for a visitor.
   *
   * @param typed what is filled in
   * @return the members of its answer
   * @throws Problem when it can't be done
   */
  public Map<String, Object> answer(
      Visit visit, ServedOperation<?, ?, ?> served, Map<String, List<String>> typed) {
    var key = visit.request().field(KEY);
    return served.answer(
        visit, typed, page(typed), key.isEmpty() || key.length() > LONGEST_KEY ? null : key);
  }

  private static Map<String, String> page(Map<String, List<String>> typed) {
    var page = new HashMap<String, String>();
    typed.forEach((name, values) -> {
      if (name.equals(AFTER) || name.equals(LIMIT)) {
        page.put(name, values.getFirst());
      }
    });
    return page;
  }

  private static Labels labels(Visit visit, ServedOperation<?, ?, ?> served) {
    return new Labels(visit.words()).in(served.operation());
  }

  private OperationPage page(
      Visit visit,
      ServedOperation<?, ?, ?> served,
      OperationPage.Context context,
      Map<String, List<String>> typed,
      Trouble trouble,
      @Nullable Map<String, Object> answer) {
    var labels = labels(visit, served);
    var cells = new Cells(labels, visit.tenant().zone(), served.words());
    var known = new KnownCodes(inquiries.policy(visit.tenant().id()), visit.words());
    return new OperationPage(
        labels,
        served,
        UUID.randomUUID().toString(),
        context,
        Field.of(served.operation(), labels, typed, trouble).stream()
            .map(field -> known.chosen(served.family(), field))
            .toList(),
        trouble,
        Answer.of(trouble.particulars(), cells),
        answer == null ? null : new Result(Answer.of(answer, cells), next(served, typed, answer)));
  }

  /** The path of the next page of a list; null if there is none. */
  private static @Nullable String next(
      ServedOperation<?, ?, ?> served,
      Map<String, List<String>> typed,
      Map<String, Object> answer) {
    if (!served.operation().isPaged() || !(answer.get("next") instanceof String next)) {
      return null;
    }
    var asked =
        Stream.concat(served.members().stream().map(Member::name), Stream.of(LIMIT))
            .flatMap(name ->
                typed.getOrDefault(name, List.of()).stream()
                    .map(value -> name + "=" + Visit.encoded(value)))
            .collect(Collectors.joining("&"));
    return "%s/%s/%s?%s&%s=yes&%s=%s"
        .formatted(
            OperationsSection.PATH,
            served.family(),
            served.name(),
            asked,
            ASKED,
            AFTER,
            Visit.encoded(next));
  }
}
