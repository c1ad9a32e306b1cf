package org.samling.console.today;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.console.circulation.StaffScope;
import org.samling.console.operations.Field;
import org.samling.console.operations.Labels;
import org.samling.console.operations.ServedOperation;
import org.samling.console.operations.Trouble;
import org.samling.console.today.DeskList.RowAction;
import org.samling.console.today.ListPage.Action;
import org.samling.console.today.ListPage.Done;
import org.samling.console.today.ListPage.Filter;
import org.samling.console.today.ListPage.More;
import org.samling.console.today.ListPage.Outcome;
import org.samling.console.today.ListPage.Refusal;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.CsvForm;
import org.samling.core.catalogue.Bytes;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.organisation.Branch;
import org.samling.core.policy.Sight;
import org.samling.operations.Problem;
import org.samling.operations.schema.Member;

/** Shows lists, writes them as files, and does what was chosen for their rows. */
final class ListPages {

  /** The path of a list, followed by its name. */
  static final String PATH = "/today/list/";

  private static final String PAGE = "today/list";
  private static final String LIMIT = "limit";
  private static final String AFTER = "after";
  private static final int SHOWN = 200;
  private static final int OF_PAGE = 100;

  /** The most rows of a file, and of a page from which it is put together. */
  private static final int MOST_ROWS = 10_000;

  private static final int AT_ONCE = 1_000;

  /** The most rows of a form. */
  private static final int MOST_TICKED = 500;

  private static final int LONGEST_KEY = 60;

  private final Map<String, ServedOperation<?, ?, ?>> operations;
  private final Inquiries inquiries;

  ListPages(Map<String, ServedOperation<?, ?, ?>> operations, Inquiries inquiries) {
    this.operations = Map.copyOf(operations);
    this.inquiries = inquiries;
  }

  /** A list that a visitor looks at. */
  private record Look(Visit visit, DeskList list, ServedOperation<?, ?, ?> served, Sight sight) {

    /** The code of the branch where the visitor works, or of any of theirs. */
    String at() {
      return visit.workplace().branchOrAny();
    }

    /** The filters that are set, by member. */
    Map<String, String> filters() {
      var filters = new TreeMap<String, String>();
      for (var name : list.filters()) {
        var value = visit.request().argument(name);
        if (!value.isEmpty()) {
          filters.put(name, value);
        }
      }
      return filters;
    }

    /** The branch of the list; empty for all, or none. */
    String place() {
      var member = list.place().member();
      if (member.isEmpty()) {
        return "";
      }
      var query = visit.request().query();
      var chosen = visit.request().argument(member);
      return query.containsKey(member) && (!chosen.isEmpty() || !list.place().isNeeded())
          ? chosen
          : at();
    }

    /** The filters as a query. */
    String query() {
      var all = new TreeMap<>(filters());
      if (list.place().isSomewhere()) {
        all.put(list.place().member(), place());
      }
      return Queries.of(all);
    }

    /** What the operation is asked. */
    Map<String, List<String>> input(int most) {
      var input = new HashMap<String, List<String>>();
      list.fixed().forEach((name, value) -> input.put(name, List.of(value)));
      filters().forEach((name, value) -> input.put(name, List.of(value)));
      if (!place().isEmpty()) {
        input.put(list.place().member(), List.of(place()));
      }
      if (served.members().stream().anyMatch(member -> member.name().equals(LIMIT))) {
        input.put(LIMIT, List.of(Integer.toString(most)));
      }
      return input;
    }

    Labels labels() {
      return new Labels(visit.words()).in(served.operation());
    }

    ListTable table() {
      var names =
          sight.policy().branches().values().stream()
              .collect(Collectors.toMap(Branch::code, Branch::name));
      return new ListTable(list, served, visit, names);
    }
  }

  /** The operation of this name. */
  ServedOperation<?, ?, ?> operation(String name) {
    return Objects.requireNonNull(operations.get(name), name);
  }

  /** Whether a visitor may see a list. */
  boolean isFor(Visit visit, DeskList list) {
    return operation(list.operation()).isFor(visit.member());
  }

  private interface OnList {
    Reply answer(Look look);
  }

  private Reply on(Visit visit, OnList answer) {
    var list = DeskLists.named(visit.request().part("list")).orElse(null);
    if (list == null) {
      return Reply.notFound();
    }
    if (!isFor(visit, list)) {
      return Reply.forbidden();
    }
    var sight = StaffScope.of(visit, inquiries);
    return answer.answer(new Look(visit, list, operation(list.operation()), sight));
  }

  /** Shows a list. */
  Reply show(Visit visit) {
    return on(visit, look -> shown(look, null));
  }

  /** Does what was chosen, and shows the list as it is then. */
  Reply send(Visit visit) {
    return on(visit, look -> shown(look, act(look).orElse(null)));
  }

  private Reply shown(Look look, @Nullable Outcome outcome) {
    var request = look.visit().request();
    Map<String, Object> answer = Map.of();
    var trouble = Trouble.NONE;
    try {
      var page = new HashMap<String, String>(Map.of(LIMIT, Integer.toString(OF_PAGE)));
      if (!request.argument(AFTER).isEmpty()) {
        page.put(AFTER, request.argument(AFTER));
      }
      answer = look.served().answer(look.visit(), look.input(SHOWN), page, null);
    } catch (Problem problem) {
      trouble = Trouble.of(problem, look.served().members(), look.labels());
    }
    var page = page(look, answer, trouble, outcome);
    var isFit = trouble == Trouble.NONE && (outcome == null || outcome.refused().isEmpty());
    return isFit ? Reply.page(PAGE, page) : Reply.unfit(PAGE, page);
  }

  private ListPage page(
      Look look, Map<String, Object> answer, Trouble trouble, @Nullable Outcome outcome) {
    var rows = ListTable.rows(answer);
    var table = look.table().without(rows);
    var filters = look.filters();
    var next = answer.get("next");
    return new ListPage(
        look.list().name(),
        filter(look, trouble),
        table.columns(),
        rows.stream().map(row -> table.row(row, filters)).toList(),
        actions(look, outcome != null && !outcome.refused().isEmpty()),
        new More(
            look.query(),
            UUID.randomUUID().toString(),
            next == null
                ? null
                : "%s%s?%s&after=%s"
                    .formatted(
                        PATH, look.list().name(), look.query(), Visit.encoded(next.toString())),
            Boolean.FALSE.equals(answer.get("complete")) && next == null),
        outcome,
        trouble.text());
  }

  private static Filter filter(Look look, Trouble trouble) {
    var typed = new HashMap<String, List<String>>();
    look.filters().forEach((name, value) -> typed.put(name, List.of(value)));
    return new Filter(
        look.list().place().member(),
        look.list().place().isNeeded(),
        look.place(),
        look.sight().names(),
        Field.of(look.served().operation(), look.labels(), typed, trouble).stream()
            .filter(field -> look.list().filters().contains(field.name()))
            .toList());
  }

  /**
   * What can be done.
   *
   * @param isRefused whether something was refused, so that what was typed stands there again
   */
  private List<Action> actions(Look look, boolean isRefused) {
    return look.list().actions().stream()
        .filter(action -> operation(action.operation()).isFor(look.visit().member()))
        .map(action ->
            new Action(
                action.name(),
                fields(look, action, isRefused),
                action.isOnAll(),
                action.isScanned(),
                action.isDanger()))
        .toList();
  }

  private List<Field> fields(Look look, RowAction action, boolean isRefused) {
    var served = operation(action.operation());
    var typed = new HashMap<String, List<String>>();
    if (isRefused) {
      action
          .fields()
          .forEach(name ->
              typed.put(name, List.of(look.visit().request().field(action.name() + "." + name))));
    }
    return Field.of(
            served.operation(),
            new Labels(look.visit().words()).in(served.operation()),
            typed,
            Trouble.NONE)
        .stream()
        .filter(field -> action.fields().contains(field.name()))
        .toList();
  }

  private Optional<Outcome> act(Look look) {
    var request = look.visit().request();
    var scanned = request.field("scan");
    var name = request.field("_act");
    return look.list().actions().stream()
        .filter(action -> scanned.isEmpty() ? action.name().equals(name) : action.isScanned())
        .filter(action -> operation(action.operation()).isFor(look.visit().member()))
        .findFirst()
        .map(action -> {
          if (!scanned.isEmpty()) {
            return carriedOut(look, action, List.of(Map.of("item", scanned)));
          }
          return carriedOut(
              look,
              action,
              action.isOnAll()
                  ? List.of(Map.of())
                  : request.fields("row").stream().limit(MOST_TICKED).map(Queries::read).toList());
        });
  }

  private Outcome carriedOut(Look look, RowAction action, List<Map<String, String>> rows) {
    var served = operation(action.operation());
    var labels = new Labels(look.visit().words()).in(served.operation());
    var done = new ArrayList<Done>();
    var refused = new ArrayList<Refusal>();
    for (var row : rows) {
      var what = row.getOrDefault("item", row.getOrDefault("patron", ""));
      try {
        var answer =
            served.answer(
                look.visit(), input(look, action, served, row), Map.of(), key(look, action, row));
        done.add(
            new Done(
                what,
                Objects.requireNonNullElse(answer.get("title"), "").toString(),
                goes(look, answer)));
      } catch (Problem problem) {
        refused.add(
            new Refusal(
                what,
                Trouble.of(problem, served.members(), labels).text(),
                Queries.of(new TreeMap<>(row))));
      }
    }
    return new Outcome(done, refused);
  }

  /** Where an item goes, in words: a place, a branch, a pickup number. */
  private static String goes(Look look, Map<String, Object> answer) {
    var parts = new ArrayList<String>();
    if (answer.get("destination") instanceof String destination) {
      parts.add(look.labels().choice(destination).text());
      if (answer.get("branch") instanceof String branch && !branch.equals(look.at())) {
        var known = look.sight().policy().branches().get(branch);
        parts.add(known == null ? branch : known.name());
      }
    }
    if (answer.get("shelf") instanceof Number number) {
      parts.add(look.visit().words().of("today.number", number));
    }
    return String.join(" · ", parts);
  }

  /** What an action is asked; one on the whole list is for what the list is filtered to. */
  private static Map<String, List<String>> input(
      Look look, RowAction action, ServedOperation<?, ?, ?> served, Map<String, String> row) {
    var request = look.visit().request();
    var input = new HashMap<String, List<String>>();
    action
        .inputs()
        .forEach((member, of) -> {
          if (row.get(of) instanceof String value) {
            input.put(member, List.of(value));
          }
        });
    if (action.isOnAll()) {
      var filters = look.filters();
      if (!look.place().isEmpty()) {
        filters.put(look.list().place().member(), look.place());
      }
      served.members().stream()
          .map(Member::name)
          .filter(filters::containsKey)
          .forEach(name -> input.put(name, List.of(filters.getOrDefault(name, ""))));
    }
    for (var field : action.fields()) {
      input.put(field, List.of(request.field(action.name() + "." + field)));
    }
    if (action.isAtBranch()) {
      input.put("branch", List.of(look.place().isEmpty() ? look.at() : look.place()));
    }
    return input;
  }

  /** Makes a form that is sent twice known, row by row: all that was asked for is in the key. */
  private static @Nullable String key(Look look, RowAction action, Map<String, String> row) {
    var request = look.visit().request();
    var key = request.field("_key");
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      return null;
    }
    var parts = new ArrayList<Object>(List.of(key, action.name(), Queries.of(new TreeMap<>(row))));
    action.fields().forEach(field -> parts.add(request.field(action.name() + "." + field)));
    return CommandKey.of(Duration.ZERO, parts.toArray()).hex();
  }

  /** Writes a list as a file, up to a limit; a last line says where there is more. */
  Reply file(Visit visit) {
    return on(visit, this::written);
  }

  private Reply written(Look look) {
    var table = look.table();
    var csv =
        new StringBuilder(
            CsvForm.SPREADSHEET.head(
                table.columns().stream().map(column -> column.label().text()).toList()));
    var rows = 0;
    var isCut = false;
    Object after = "";
    try {
      while (after != null && rows < MOST_ROWS) {
        var most = Math.min(AT_ONCE, look.served().operation().pageLimit());
        var page = new HashMap<String, String>(Map.of(LIMIT, Integer.toString(most)));
        if (!after.equals("")) {
          page.put(AFTER, after.toString());
        }
        var answer = look.served().answer(look.visit(), look.input(AT_ONCE), page, null);
        for (var row : ListTable.rows(answer)) {
          csv.append(CsvForm.SPREADSHEET.line(table.file(row)));
          rows++;
        }
        after = answer.get("next");
        isCut = after != null || Boolean.FALSE.equals(answer.get("complete"));
      }
      if (isCut) {
        csv.append(
            CsvForm.SPREADSHEET.line(List.of(look.visit().words().of("today.csv.cut", rows))));
      }
    } catch (Problem problem) {
      return shown(look, null);
    }
    return Reply.download(
        "%s-%s.csv".formatted(look.visit().tenant().code(), look.list().name()),
        "text/csv; charset=utf-8",
        Bytes.of(csv.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
