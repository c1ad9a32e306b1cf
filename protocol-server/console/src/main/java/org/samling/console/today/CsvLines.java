package org.samling.console.today;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines of CSV (RFC 4180). A text that a spreadsheet would take for a formula is marked as one. */
final class CsvLines {

  private static final Pattern QUOTED = Pattern.compile("[\",\r\n]");
  private static final Pattern FORMULA = Pattern.compile("^[=+@\\t-].*", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+([.,][0-9]+)?");

  private final StringBuilder lines = new StringBuilder();

  /** Adds a line. */
  void add(List<String> values) {
    lines
        .append(values.stream().map(CsvLines::value).collect(Collectors.joining(",")))
        .append("\r\n");
  }

  private static String value(String text) {
    var safe =
        FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches() ? "'" + text : text;
    return QUOTED.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
