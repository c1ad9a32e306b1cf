package org.samling.console.today;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.console.circulation.StaffScope;
import org.samling.console.operations.Labels;
import org.samling.console.operations.Labels.Text;
import org.samling.console.operations.ServedOperation;
import org.samling.console.operations.Trouble;
import org.samling.console.today.HoldPage.Wanted;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.policy.Sight;
import org.samling.operations.Problem;

/**
 * The form for placing holds: one or several, by the numbers of titles or by scanned copies. A copy
 * stands for its title, and one of a periodical for its issue, unless this copy alone is wanted.
 */
final class HoldForms {

  private static final String PAGE = "today/place-hold";

  /** The most titles of a form; the operation has the same limit. */
  private static final int MOST = 50;

  private static final int LONGEST_KEY = 100;
  private static final List<String> FIELDS =
      List.of("patron", "want", "type", "copy", "pickup", "expires");

  private final Map<String, ServedOperation<?, ?, ?>> operations;
  private final Inquiries inquiries;

  HoldForms(Map<String, ServedOperation<?, ?, ?>> operations, Inquiries inquiries) {
    this.operations = Map.copyOf(operations);
    this.inquiries = inquiries;
  }

  /** Shows the form, filled in as the address says. */
  Reply form(Visit visit) {
    var typed = new HashMap<String, String>();
    FIELDS.forEach(name -> typed.put(name, visit.request().argument(name)));
    return Reply.page(PAGE, page(visit, typed, new Text("", "")));
  }

  /** Places the holds, and leads to those of the patron. */
  Reply place(Visit visit) {
    var typed = new HashMap<String, String>();
    FIELDS.forEach(name -> typed.put(name, visit.request().field(name)));
    var lines = lines(typed);
    var served = operation(lines.size() > 1 ? "place-holds" : "place-hold");
    if (!served.isFor(visit.member())) {
      return Reply.forbidden();
    }
    var sight = StaffScope.of(visit, inquiries);
    if (!typed.getOrDefault("copy", "").isEmpty()
        && (lines.size() != 1 || item(visit, sight, lines.getFirst()) == null)) {
      var why = visit.words().of("today.hold.copy-unfit");
      return Reply.unfit(PAGE, page(visit, typed, new Text(why, visit.words().language())));
    }
    try {
      var key = visit.request().field("_key");
      served.answer(
          visit,
          input(visit, sight, typed, lines),
          Map.of(),
          key.isEmpty() || key.length() > LONGEST_KEY ? null : key);
    } catch (Problem problem) {
      var labels = new Labels(visit.words()).in(served.operation());
      var why = Trouble.of(problem, served.members(), labels).text();
      return Reply.unfit(PAGE, page(visit, typed, why));
    }
    return Reply.to(
        visit.path(
            ListPages.PATH
                + DeskLists.PATRON_HOLDS
                + "?"
                + Queries.of(Map.of("patron", typed.getOrDefault("patron", "")))));
  }

  private ServedOperation<?, ?, ?> operation(String name) {
    return Objects.requireNonNull(operations.get(name), name);
  }

  private static List<String> lines(Map<String, String> typed) {
    return typed
        .getOrDefault("want", "")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .limit(MOST + 1L)
        .toList();
  }

  private Map<String, List<String>> input(
      Visit visit, Sight sight, Map<String, String> typed, List<String> lines) {
    var input = new HashMap<String, List<String>>();
    for (var name : List.of("patron", "pickup", "expires")) {
      input.put(name, List.of(typed.getOrDefault(name, "")));
    }
    if (lines.size() > 1) {
      input.put("records", lines.stream().map(line -> record(visit, sight, line)).toList());
      input.put("type", List.of(typed.getOrDefault("type", "")));
    } else if (lines.size() == 1) {
      var line = lines.getFirst();
      if (!typed.getOrDefault("copy", "").isEmpty()) {
        input.put("item", List.of(line));
      } else {
        input.put("record", List.of(record(visit, sight, line)));
      }
    }
    return input;
  }

  /** The item with this barcode, if the visitor sees it. */
  private @Nullable ItemState item(Visit visit, Sight sight, String barcode) {
    return inquiries
        .item(visit.tenant().id(), barcode)
        .filter(state -> sight.sees(state.item().home(), state.at()))
        .orElse(null);
  }

  /**
   * The record that a line stands for, in the notation of operations; for a copy its title or
   * issue.
   */
  private String record(Visit visit, Sight sight, String line) {
    var item = item(visit, sight, line);
    if (item == null) {
      return line;
    }
    var issue = item.item().enumeration();
    return issue == null ? item.record().toString() : item.record() + "?" + query(issue);
  }

  private static String query(Enumeration issue) {
    var parts = new ArrayList<String>();
    add("volume", issue.volume(), parts);
    add("year", issue.year(), parts);
    add("issue", issue.issue(), parts);
    return String.join("&", parts);
  }

  private static void add(String name, @Nullable String value, List<String> parts) {
    if (value != null) {
      parts.add(name + "=" + value);
    }
  }

  private HoldPage page(Visit visit, Map<String, String> typed, Text problem) {
    var sight = StaffScope.of(visit, inquiries);
    return new HoldPage(
        typed,
        visit.workplace().branchOrAny(),
        sight.names(),
        UUID.randomUUID().toString(),
        lines(typed).stream()
            .limit(MOST)
            .map(line -> {
              var item = item(visit, sight, line);
              return new Wanted(line, item == null ? "" : item.item().title());
            })
            .toList(),
        problem);
  }
}
