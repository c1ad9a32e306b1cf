package org.samling.postgres.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A statement as the driver takes it, and the names of its parameters.
 *
 * @param text the statement with a question mark for each parameter
 * @param parameters their names in order; null for one that has none
 */
record Sql(String text, List<@Nullable String> parameters) {

  /** Statements are constants, or put together from a few of them. */
  private static final int MOST_KEPT = 2_000;

  private static final Map<String, Sql> KEPT = new ConcurrentHashMap<>();

  static Sql of(String statement) {
    var known = KEPT.get(statement);
    if (known != null) {
      return known;
    }
    var parsed = new Parser(statement).parse();
    if (KEPT.size() < MOST_KEPT) {
      KEPT.put(statement, parsed);
    }
    return parsed;
  }

  /** Skips quoted text and comments. */
  private static final class Parser {

    private final String statement;
    private final StringBuilder text = new StringBuilder();
    private final List<@Nullable String> parameters = new ArrayList<>();
    private int at;

    Parser(String statement) {
      this.statement = statement;
    }

    Sql parse() {
      while (at < statement.length()) {
        var c = statement.charAt(at);
        switch (c) {
          case '\'', '"' -> copyThrough(String.valueOf(c), at + 1);
          case '-' -> copyCommentOr("--", "\n");
          case '/' -> copyCommentOr("/*", "*/");
          case '?' -> {
            parameters.add(null);
            copy(at + 1);
          }
          case ':' -> colon();
          default -> copy(at + 1);
        }
      }
      return new Sql(text.toString(), parameters);
    }

    private void copy(int end) {
      text.append(statement, at, end);
      at = end;
    }

    private void copyThrough(String end, int from) {
      var found = statement.indexOf(end, from);
      copy(found < 0 ? statement.length() : found + end.length());
    }

    private void copyCommentOr(String begin, String end) {
      if (statement.startsWith(begin, at)) {
        copyThrough(end, at + begin.length());
      } else {
        copy(at + 1);
      }
    }

    /** A name, a cast, or the colon between the bounds of a slice. */
    private void colon() {
      if (statement.startsWith("::", at)) {
        copy(at + 2);
        return;
      }
      var end = at + 1;
      while (end < statement.length() && isOfName(statement.charAt(end), end == at + 1)) {
        end++;
      }
      if (end == at + 1) {
        copy(end);
        return;
      }
      parameters.add(statement.substring(at + 1, end));
      text.append('?');
      at = end;
    }

    private static boolean isOfName(char c, boolean isFirst) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || c == '_'
          || (!isFirst && c >= '0' && c <= '9');
    }
  }
}
