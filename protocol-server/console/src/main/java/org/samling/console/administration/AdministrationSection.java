package org.samling.console.administration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.administration.AdministrationPages.Action;
import org.samling.console.administration.AdministrationPages.Index;
import org.samling.console.administration.AdministrationPages.Row;
import org.samling.console.administration.AdministrationPages.Thing;
import org.samling.console.administration.AdministrationPages.Things;
import org.samling.console.operations.Answer;
import org.samling.console.operations.Cells;
import org.samling.console.operations.Labels;
import org.samling.console.operations.OperationForms;
import org.samling.console.operations.OperationPage;
import org.samling.console.operations.ServedOperation;
import org.samling.console.operations.ServedOperations;
import org.samling.console.versions.Changes;
import org.samling.console.versions.VersionsPage;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.console.web.Visit;
import org.samling.core.policy.ConfigurationVersions.ChangeFilter;
import org.samling.core.staff.Permission;
import org.samling.core.staff.StaffMember;
import org.samling.operations.Operation.Method;
import org.samling.operations.Problem;
import org.samling.operations.schema.Member;

/**
 * The pages of what a library is set up of. Each is made of a {@link Subject}; who may see and
 * change what is the business of the operations.
 */
public final class AdministrationSection implements Section {

  static final String PATH = "/administration";

  private static final String AFTER = "after";
  private static final String LIMIT = "limit";
  private static final String NAME = "name";
  private static final int MOST_PAGES = 100;
  private static final String LONGEST_PAGE = "100";

  private final ServedOperations operations;
  private final OperationForms forms;
  private final Changes changes;

  /**
   * Creates it.
   *
   * @param operations what lists, shows, makes and changes things
   * @param forms shows forms and carries them out
   * @param changes lists the changes of things
   */
  public AdministrationSection(ServedOperations operations, OperationForms forms, Changes changes) {
    this.operations = operations;
    this.forms = forms;
    this.changes = changes;
  }

  @Override
  public String name() {
    return "administration";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, Permission.ADMINISTRATION, this::index),
        Endpoint.get(PATH + "/:subject", Permission.ADMINISTRATION, v -> on(v, this::list)),
        Endpoint.get(PATH + "/:subject/one", Permission.ADMINISTRATION, v -> on(v, this::show)));
  }

  @Override
  public boolean isFor(StaffMember member) {
    return Subject.ALL.stream().anyMatch(subject -> isFor(member, subject));
  }

  /** Whether a member may see a kind of thing: list it, and look at one. */
  private boolean isFor(StaffMember member, Subject subject) {
    return operations.permitted(member, subject.listing().operation()).isPresent()
        && (subject.forms().show() == null
            || operations.permitted(member, subject.forms().show()).isPresent());
  }

  private Reply index(Visit visit) {
    var subjects =
        Subject.ALL.stream()
            .filter(subject -> isFor(visit.member(), subject))
            .map(Subject::name)
            .toList();
    return subjects.isEmpty()
        ? Reply.notFound()
        : Reply.page("administration/index", new Index(subjects));
  }

  /** Handles a visit to a kind of thing. */
  private interface OnSubject {
    Reply answer(Visit visit, Subject subject);
  }

  private Reply on(Visit visit, OnSubject answer) {
    var name = visit.request().part("subject");
    try {
      return Subject.ALL.stream()
          .filter(subject -> subject.name().equals(name))
          .filter(subject -> isFor(visit.member(), subject))
          .findFirst()
          .map(subject -> answer.answer(visit, subject))
          .orElseGet(Reply::notFound);
    } catch (Problem _) {
      return Reply.notFound(); // It is not there, or was not asked for rightly.
    }
  }

  private Reply list(Visit visit, Subject subject) {
    var after = visit.request().argument(AFTER);
    var answer = listed(visit, subject, after);
    var cells = cells(visit, operation(visit, subject.listing().operation()));
    var rows =
        rows(subject, answer).stream()
            .map(row ->
                new Row(
                    path(subject, row),
                    title(subject, row, cells),
                    subject.listing().columns().stream()
                        .map(column -> cells.text(column, row.get(column)))
                        .toList()))
            .toList();
    var asked = values(subject.listing().asked());
    var create = subject.forms().create();
    return Reply.page(
        "administration/list",
        new Things(
            subject.name(),
            Stream.concat(
                    Stream.of(subject.listing().key().getFirst()),
                    subject.listing().columns().stream())
                .map(cells::label)
                .toList(),
            rows,
            actions(
                visit,
                create == null ? List.of() : List.of(create),
                asked,
                Map.of(),
                subject.path()),
            answer.get("next") instanceof String next
                ? subject.path() + "?" + AFTER + "=" + Visit.encoded(next)
                : null,
            isDone(visit)));
  }

  private Map<String, Object> listed(Visit visit, Subject subject, String after) {
    var asked = new LinkedHashMap<>(values(subject.listing().asked()));
    if (!after.isEmpty()) {
      asked.put(AFTER, List.of(after));
      asked.put(LIMIT, List.of(LONGEST_PAGE));
    }
    return forms.answer(visit, operation(visit, subject.listing().operation()), asked);
  }

  private ServedOperation<?, ?, ?> operation(Visit visit, String name) {
    return operations
        .permitted(visit.member(), name)
        .orElseThrow(() -> new IllegalStateException("there is no operation " + name));
  }

  private static List<Map<String, Object>> rows(Subject subject, Map<String, Object> answer) {
    var rows = new ArrayList<Map<String, Object>>();
    if (answer.get(subject.listing().rows()) instanceof Collection<?> list) {
      for (var one : list) {
        if (one instanceof Map<?, ?> members) {
          var row = new LinkedHashMap<String, Object>();
          members.forEach((name, value) -> row.put(String.valueOf(name), value));
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static String path(Subject subject, Map<String, Object> row) {
    return subject.listing().key().stream()
        .map(member -> member + "=" + Visit.encoded(String.valueOf(row.get(member))))
        .collect(Collectors.joining("&", subject.path() + "/one?", ""));
  }

  /** What a thing is called: what names it, and its name for people. */
  private static String title(Subject subject, Map<String, Object> thing, Cells cells) {
    return subject.listing().key().stream()
        .map(member -> cells.text(member, thing.get(member)))
        .collect(Collectors.joining(" · "));
  }

  private static Cells cells(Visit visit, ServedOperation<?, ?, ?> asked) {
    return new Cells(new Labels(visit.words()), visit.tenant().zone(), asked.words());
  }

  private static boolean isDone(Visit visit) {
    return visit.request().argument("done").equals("yes");
  }

  private static Map<String, List<String>> values(Map<String, String> values) {
    var lists = new LinkedHashMap<String, List<String>>();
    values.forEach((name, value) -> lists.put(name, List.of(value)));
    return lists;
  }

  private Reply show(Visit visit, Subject subject) {
    var key = new LinkedHashMap<String, String>();
    subject.listing().key().forEach(member -> key.put(member, visit.request().argument(member)));
    var thing = thing(visit, subject, key);
    if (thing == null) {
      return Reply.notFound();
    }
    var shown = Optional.ofNullable(subject.forms().show()).orElse(subject.listing().operation());
    var cells = cells(visit, operation(visit, shown));
    var name = thing.get(NAME) instanceof String text && !key.containsKey(NAME) ? text : "";
    var title = title(subject, thing, cells);
    var here = path(subject, thing);
    return Reply.page(
        "administration/thing",
        new Thing(
            subject.name(),
            subject.path(),
            name.isEmpty() ? title : name + " (" + title + ")",
            Answer.of(withoutEmptyLists(thing), cells),
            form(visit, subject, thing, here),
            actions(visit, subject.forms().actions(), values(key), origins(subject, thing), here),
            subject.page() == null
                ? null
                : subject.page()
                    + Visit.encoded(key.getOrDefault(subject.listing().key().getFirst(), "")),
            history(visit, subject, key.getOrDefault(subject.listing().key().getFirst(), "")),
            isDone(visit)));
  }

  /** A thing as it is shown, or as its list has it; null where there is none. */
  private @Nullable Map<String, Object> thing(
      Visit visit, Subject subject, Map<String, String> key) {
    if (subject.forms().show() != null) {
      return forms.answer(visit, operation(visit, subject.forms().show()), values(key));
    }
    var after = "";
    for (var page = 0; page < MOST_PAGES; page++) {
      var answer = listed(visit, subject, after);
      for (var row : rows(subject, answer)) {
        if (key.entrySet().stream()
            .allMatch(e -> String.valueOf(row.get(e.getKey())).equals(e.getValue()))) {
          return row;
        }
      }
      if (!(answer.get("next") instanceof String next)) {
        return null;
      }
      after = next;
    }
    return null;
  }

  private @Nullable OperationPage form(
      Visit visit, Subject subject, Map<String, Object> thing, String here) {
    var edit = subject.forms().edit();
    return edit == null
        ? null
        : operations
            .permitted(visit.member(), edit)
            .map(served ->
                forms.within(
                    visit,
                    served,
                    filled(served, Map.of(), origins(subject, thing)),
                    settled(subject),
                    new OperationPage.Context(here, beside(visit, subject, served), true)))
            .orElse(null);
  }

  /** What names a thing, and what is known of it by another name, is not asked for again. */
  private static Set<String> settled(Subject subject) {
    return Stream.concat(
            subject.listing().key().stream(), subject.forms().origins().keySet().stream())
        .collect(Collectors.toSet());
  }

  /** An empty list is nothing to people, and no table. */
  private static Map<String, Object> withoutEmptyLists(Map<String, Object> thing) {
    var shown = new LinkedHashMap<>(thing);
    shown.replaceAll(
        (_, value) -> value instanceof Collection<?> list && list.isEmpty() ? "" : value);
    return shown;
  }

  private List<ServedOperation<?, ?, ?>> beside(
      Visit visit, Subject subject, ServedOperation<?, ?, ?> served) {
    var all = new ArrayList<>(operations.permitted(visit.member(), subject.forms().beside()));
    if (!all.isEmpty()) {
      all.addFirst(served); // The others lead to it, too.
    }
    return all;
  }

  /** What is known of a thing, also by the names that inputs have for it. */
  private static Map<String, Object> origins(Subject subject, Map<String, Object> thing) {
    var known = new LinkedHashMap<>(thing);
    subject
        .forms()
        .origins()
        .forEach((member, origin) -> {
          var value = thing.get(origin);
          known.put(member, value == null ? 0 : value);
        });
    return known;
  }

  private List<Action> actions(
      Visit visit,
      Collection<String> names,
      Map<String, List<String>> given,
      Map<String, Object> known,
      String from) {
    var labels = new Labels(visit.words());
    return operations.permitted(visit.member(), names).stream()
        .map(served ->
            new Action(
                served.path()
                    + "?"
                    + OperationForms.query(filled(served, given, known), from)
                    + (served.isAskedByAddress() ? "&_ask=yes" : ""),
                labels.operation(served.operation()),
                served.operation().method() == Method.DELETE))
        .toList();
  }

  /** The form of an operation filled in with what is given, and else with what is known. */
  private static Map<String, List<String>> filled(
      ServedOperation<?, ?, ?> served, Map<String, List<String>> given, Map<String, Object> known) {
    var filled = new LinkedHashMap<String, List<String>>();
    for (var member : served.members()) {
      Optional.ofNullable(given.get(member.name()))
          .or(() -> typed(member, known.get(member.name())))
          .ifPresent(values -> filled.put(member.name(), values));
    }
    return filled;
  }

  /** A value as it would be typed; empty for what nobody types. */
  private static Optional<List<String>> typed(Member member, @Nullable Object value) {
    return switch (value) {
      case null -> Optional.empty();
      case Collection<?> list when list.stream().allMatch(AdministrationSection::isOneText) -> {
        var texts = list.stream().map(String::valueOf).toList();
        yield Optional.of(
            member.kind() == Member.Kind.CHOICE ? texts : List.of(String.join("\n", texts)));
      }
      default -> isOneText(value) ? Optional.of(List.of(value.toString())) : Optional.empty();
    };
  }

  private static boolean isOneText(@Nullable Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean;
  }

  private @Nullable List<VersionsPage.Row> history(Visit visit, Subject subject, String code) {
    if (subject.history().kinds().isEmpty()) {
      return null;
    }
    var agencies = visit.member().agencies();
    return changes.of(
        visit,
        new ChangeFilter(
            subject.history().kinds(),
            subject.history().isPlace() ? "" : code,
            "",
            subject.history().isPlace() ? code : "",
            agencies.isEmpty() ? null : agencies));
  }
}
