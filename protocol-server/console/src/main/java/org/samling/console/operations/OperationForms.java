package org.samling.console.operations;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.circulation.StaffScope;
import org.samling.console.operations.OperationPage.Desk;
import org.samling.console.operations.OperationPage.Result;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.circulation.Inquiries;
import org.samling.core.privacy.Access;
import org.samling.operations.Problem;
import org.samling.operations.schema.Member;

/**
 * Shows operations' forms and carries them out. Activity log entries name the operation and nothing
 * of what was filled in: they outlive patrons' data.
 */
final class OperationForms {

  private static final String PAGE = "operations/operation";

  /** Fields that are no members, whose names begin with a letter. */
  private static final String ASKED = "_ask";

  private static final String AT = "_at";
  private static final String KEY = "_key";
  private static final String AFTER = "after";
  private static final String LIMIT = "limit";
  private static final int LONGEST_KEY = 100;

  private final Inquiries inquiries;

  OperationForms(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  /** Answers a question, or shows the form, filled in as the address says. */
  Reply show(Visit visit, ServedOperation<?, ?, ?> served) {
    var typed = visit.request().query();
    return served.isAskedByAddress() && typed.containsKey(ASKED)
        ? carriedOut(visit, served, typed)
        : Reply.page(PAGE, page(visit, served, typed, Trouble.NONE, null));
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
      if (served.operation().changes()) {
        visit.note("operation", served.name(), "");
      }
      return Reply.page(PAGE, page(visit, served, typed, Trouble.NONE, answer));
    } catch (Problem problem) {
      return Reply.unfit(
          PAGE,
          page(
              visit,
              served,
              typed,
              Trouble.of(problem, served.members(), labels(visit, served)),
              null));
    }
  }

  private Map<String, Object> answer(
      Visit visit, ServedOperation<?, ?, ?> served, Map<String, List<String>> typed) {
    var form = FilledForm.of(served.operation(), typed, visit.tenant().zone());
    var key = visit.request().field(KEY);
    var access = Access.byStaff(visit.member().username(), served.name());
    return Access.by(
        access,
        () ->
            served.answer(
                StaffScopes.account(visit.member(), visit.tenant(), desk(visit).at()),
                form,
                page(typed),
                key.isEmpty() || key.length() > LONGEST_KEY ? null : key));
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

  private Desk desk(Visit visit) {
    var request = visit.request();
    var names = StaffScope.of(visit, inquiries).names();
    var chosen = request.field(AT).isEmpty() ? request.argument(AT) : request.field(AT);
    return new Desk(
        names.containsKey(chosen) ? chosen : names.keySet().stream().findFirst().orElse(""),
        names,
        UUID.randomUUID().toString());
  }

  private static Labels labels(Visit visit, ServedOperation<?, ?, ?> served) {
    return new Labels(visit.words()).in(served.operation());
  }

  private OperationPage page(
      Visit visit,
      ServedOperation<?, ?, ?> served,
      Map<String, List<String>> typed,
      Trouble trouble,
      @Nullable Map<String, Object> answer) {
    var labels = labels(visit, served);
    var cells = new Cells(labels, visit.tenant().zone());
    return new OperationPage(
        labels,
        served,
        desk(visit),
        Field.of(served.operation(), labels, typed, trouble),
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
