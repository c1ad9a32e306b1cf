package org.samling.console.today;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.samling.console.operations.Labels;
import org.samling.console.operations.Labels.Text;
import org.samling.console.operations.ServedOperation;
import org.samling.console.today.ListPage.Cell;
import org.samling.console.today.ListPage.Column;
import org.samling.console.today.ListPage.Row;
import org.samling.console.web.Visit;
import org.samling.core.staff.Permission;
import org.samling.operations.schema.Member;
import org.samling.operations.schema.Member.Kind;

/**
 * The rows of an answer as people read them: branches by their names, choices in words, moments in
 * the tenant's zone, and links to what is named.
 */
final class ListTable {

  /** Members that are codes of branches. */
  static final Set<String> BRANCHES = Set.of("branch", "from", "to", "pickup", "home");

  /** Members of rows that call for action. */
  private static final Set<String> URGENT = Set.of("over", "overdue");

  /** Moments of which the day is enough. */
  private static final Set<String> DAYS =
      Set.of("due", "expires", "pickup-until", "placed", "sent", "since");

  private static final DateTimeFormatter CSV_MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

  private final DeskList list;
  private final Labels labels;
  private final Map<String, String> branches;
  private final ZoneId zone;
  private final boolean seesCirculation;
  private final List<Member> columns;

  /**
   * Creates the table of a list.
   *
   * @param served the operation that the list shows
   * @param branches the names of all branches, by code
   */
  ListTable(
      DeskList list, ServedOperation<?, ?, ?> served, Visit visit, Map<String, String> branches) {
    this.list = list;
    this.labels = new Labels(visit.words()).in(served.operation());
    this.branches = branches;
    this.zone = visit.tenant().zone();
    this.seesCirculation = visit.member().role().may(Permission.CIRCULATION_SEE);
    var members =
        Member.of(served.operation().output()).stream()
            .filter(member -> !member.columns().isEmpty())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(served.name() + " returns no list"))
            .columns();
    this.columns =
        list.columns().stream()
            .map(name ->
                members.stream()
                    .filter(member -> member.name().equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                        new IllegalStateException(
                            "%s returns no %s".formatted(served.name(), name))))
            .toList();
  }

  private ListTable(ListTable whole, List<Member> columns) {
    this.list = whole.list;
    this.labels = whole.labels;
    this.branches = whole.branches;
    this.zone = whole.zone;
    this.seesCirculation = whole.seesCirculation;
    this.columns = columns;
  }

  /** The columns. */
  List<Column> columns() {
    return columns.stream()
        .map(member -> new Column(label(member), member.kind() == Kind.NUMBER))
        .toList();
  }

  /** What a column is called: here, or else where its operation is shown. */
  private Text label(Member member) {
    var here = "today.column." + member.name();
    return labels.words().has(here)
        ? new Text(labels.words().of(here), labels.words().language())
        : labels.member(member.name());
  }

  /** The same table without the columns in which no row has anything. */
  ListTable without(List<Map<?, ?>> rows) {
    return new ListTable(
        this,
        columns.stream()
            .filter(member ->
                rows.isEmpty()
                    || rows.stream()
                        .anyMatch(row -> !cell(member, row.get(member.name())).text().isEmpty()))
            .toList());
  }

  /** The rows of an answer: its first list of objects. */
  static List<Map<?, ?>> rows(Map<String, Object> answer) {
    var rows = new ArrayList<Map<?, ?>>();
    answer.values().stream()
        .filter(Collection.class::isInstance)
        .findFirst()
        .ifPresent(found -> {
          for (var row : (Collection<?>) found) {
            if (row instanceof Map<?, ?> members) {
              rows.add(members);
            }
          }
        });
    return rows;
  }

  /**
   * A row for the page.
   *
   * @param filters the list's filters, from which actions take what rows do not have
   */
  Row row(Map<?, ?> row, Map<String, String> filters) {
    return new Row(
        inputs(row, filters),
        text(row.get("item"), row.get("title"), row.get("name")),
        URGENT.stream().anyMatch(name -> Boolean.TRUE.equals(row.get(name))),
        columns.stream().map(member -> cell(member, row.get(member.name()))).toList());
  }

  private static String text(@Nullable Object... values) {
    for (var value : values) {
      if (value != null) {
        return value.toString();
      }
    }
    return "";
  }

  /** What the actions take from a row; empty where none has all that it needs. */
  private String inputs(Map<?, ?> row, Map<String, String> filters) {
    var taken = new TreeMap<String, String>();
    var isOfUse = false;
    for (var action : list.actions()) {
      var isWhole = !action.isOnAll();
      for (var member : action.inputs().values()) {
        var value = row.get(member) == null ? filters.get(member) : row.get(member).toString();
        if (value == null) {
          isWhole = false;
        } else {
          taken.put(member, value);
        }
      }
      isOfUse |= isWhole;
    }
    return isOfUse ? Queries.of(taken) : "";
  }

  private Cell cell(Member member, @Nullable Object value) {
    if (value == null) {
      return new Cell("", "", false);
    }
    var text = value.toString();
    return switch (member.kind()) {
      case FLAG ->
          Boolean.TRUE.equals(value)
              ? new Cell(label(member).text(), "", true)
              : new Cell("", "", false);
      case CHOICE -> new Cell(labels.choice(text).text(), "", false);
      case DAY -> new Cell(day(LocalDate.parse(text)), "", false);
      case MOMENT -> new Cell(moment(member.name(), Instant.parse(text)), "", false);
      case TEXT, LONG_TEXT, NUMBER, SECRET, OBJECT ->
          new Cell(named(member.name(), text), path(member.name(), text), false);
    };
  }

  /** The text of a cell in a file: days and moments can be sorted, branches are codes. */
  List<String> file(Map<?, ?> row) {
    return columns.stream().map(member -> file(member, row.get(member.name()))).toList();
  }

  private String file(Member member, @Nullable Object value) {
    if (value == null) {
      return "";
    }
    var text = value.toString();
    return switch (member.kind()) {
      case FLAG -> labels.yesOrNo(Boolean.TRUE.equals(value)).text();
      case CHOICE -> labels.choice(text).text();
      case MOMENT -> CSV_MOMENT.format(Instant.parse(text).atZone(zone));
      case DAY, TEXT, LONG_TEXT, NUMBER, SECRET, OBJECT -> text;
    };
  }

  private String named(String member, String text) {
    if (BRANCHES.contains(member)) {
      return branches.getOrDefault(text, text);
    }
    var reason = "circulation.reason." + text;
    return member.equals("reason") && labels.words().has(reason) ? labels.words().of(reason) : text;
  }

  private String path(String member, String value) {
    if (member.equals("crate")) {
      return "/today/list/transits?to=&crate=" + Visit.encoded(value);
    } else if (!seesCirculation) {
      return "";
    }
    return switch (member) {
      case "item", "looked-for" -> "/circulation/item/" + Visit.encoded(value);
      case "patron" -> "/circulation/patron/" + Visit.encoded(value);
      case "record" -> "/circulation/title/" + Visit.encoded(value);
      default -> "";
    };
  }

  private String moment(String member, Instant at) {
    var local = at.atZone(zone);
    return DAYS.contains(member) ? day(local.toLocalDate()) : day(local);
  }

  private String day(ZonedDateTime local) {
    return day(local.toLocalDate()) + " " + CLOCK.format(local);
  }

  private String day(LocalDate day) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
        .withLocale(labels.words().locale())
        .format(day);
  }
}
