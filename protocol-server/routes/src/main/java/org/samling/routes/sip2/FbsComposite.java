package org.samling.routes.sip2;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Joins several values in one field with percent signs. A percent sign in a value is written
 * "pct.", the Danish abbreviation, since it can't be escaped. Values are cut, the longest first, so
 * that no part is lost to the 255-character limit of a field.
 */
final class FbsComposite {

  private static final char SEPARATOR = '%';
  private static final int MAX_FIELD = 255;
  private static final Pattern PERCENT = Pattern.compile("(?<=\\S)%");

  private FbsComposite() {}

  static String of(String... values) {
    var parts = Arrays.stream(values).map(FbsComposite::withoutSeparator).toArray(String[]::new);
    var length = parts.length - 1 + Arrays.stream(parts).mapToInt(String::length).sum();
    while (length > MAX_FIELD) {
      var longest = 0;
      for (var i = 1; i < parts.length; i++) {
        longest = parts[i].length() > parts[longest].length() ? i : longest;
      }
      var part = parts[longest];
      var second =
          Arrays.stream(parts)
              .mapToInt(String::length)
              .sorted()
              .toArray()[Math.max(0, parts.length - 2)];
      var end = Math.max(part.length() - (length - MAX_FIELD), Math.min(second, part.length() - 1));
      if (Character.isLowSurrogate(part.charAt(end))) {
        end--;
      }
      parts[longest] = part.substring(0, end);
      length -= part.length() - end;
    }
    return String.join(String.valueOf(SEPARATOR), parts);
  }

  private static String withoutSeparator(String value) {
    return value.indexOf(SEPARATOR) < 0
        ? value
        : PERCENT.matcher(value).replaceAll(" pct.").replace("%", "pct.");
  }
}
