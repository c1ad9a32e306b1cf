package org.samling.cli.stock;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.samling.cli.common.Table;
import org.samling.core.stock.Periodicals.Issue;

/** Shows issues of periodicals. */
final class IssueTable {

  private static final List<String> COLUMNS =
      List.of(
          "subscription",
          "title",
          "supplier",
          "expected",
          "volume",
          "year",
          "issue",
          "state",
          "item",
          "claims",
          "claimed");

  private IssueTable() {}

  static void show(List<Issue> issues, Table table, String none, PrintWriter out) {
    if (table.isForPrograms()) {
      table.show(
          COLUMNS,
          issues.stream()
              .map(i ->
                  new Table.Row(
                      i.subscription(),
                      i.title(),
                      i.supplier(),
                      i.on().toString(),
                      i.enumeration().volume(),
                      i.enumeration().year(),
                      i.enumeration().issue(),
                      state(i),
                      i.barcode(),
                      i.claims(),
                      i.claimed() == null ? null : i.claimed().toString()))
              .toList(),
          out);
      return;
    }
    if (issues.isEmpty()) {
      out.println(none);
    }
    issues.forEach(issue -> out.println(line(issue)));
  }

  static String line(Issue issue) {
    return "%s  %-12s  %-16s  %-13s  %s%s%s"
        .formatted(
            issue.on(),
            issue.subscription(),
            issue.enumeration().text(),
            state(issue),
            issue.title(),
            issue.barcode() == null ? "" : ", item " + issue.barcode(),
            issue.claims() == 0 ? "" : ", claimed " + times(issue.claims()));
  }

  private static String times(int claims) {
    return claims == 1 ? "once" : claims + " times";
  }

  private static String state(Issue issue) {
    return issue.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
