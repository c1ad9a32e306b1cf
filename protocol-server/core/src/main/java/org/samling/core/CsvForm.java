package org.samling.core;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How tables are written as CSV; every line ends with CR LF. */
public enum CsvForm {
  /**
   * For spreadsheets, as they are set up in Denmark: semicolons, and a byte order mark, without
   * which they don't take a file for UTF-8. Every value but a number is quoted; one that would be
   * taken for a formula is marked with an apostrophe.
   */
  SPREADSHEET("\uFEFF", ";") {
    @Override
    String value(String text) {
      if (NUMBER.matcher(text).matches()) {
        return text;
      }
      return quoted(FORMULA.matcher(text).lookingAt() ? "'" + text : text);
    }
  },
  /** For programs (RFC 4180): commas, and quotes only where they are needed. */
  PLAIN("", ",") {
    @Override
    String value(String text) {
      return SPECIAL.matcher(text).find() ? quoted(text) : text;
    }
  };

  private static final Pattern FORMULA = Pattern.compile("[=+@\\t\\r\\n-]");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+([.,][0-9]+)?");
  private static final Pattern SPECIAL = Pattern.compile("[\",\\r\\n]");

  private final String start;
  private final String separator;

  CsvForm(String start, String separator) {
    this.start = start;
    this.separator = separator;
  }

  abstract String value(String text);

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  /** The first line of a file, with what stands before it. */
  public String head(List<String> names) {
    return start + line(names);
  }

  /** A line. */
  public String line(List<String> values) {
    return values.stream().map(this::value).collect(Collectors.joining(separator, "", "\r\n"));
  }
}
