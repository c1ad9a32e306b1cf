package org.samling.core.imports;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names fields by their tags: {@code 856}, {@code d08}, or with X for any character, as {@code 59X}
 * and {@code 9XX}.
 *
 * @param text three letters, digits or X
 */
public record TagPattern(String text) {

  private static final Pattern FORM = Pattern.compile("[0-9a-zX]{3}");
  private static final char ANY = 'X';

  /** The fields of a record's number and agency, which identify it. */
  private static final Set<String> KEY_TAGS = Set.of("001", "003");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException when it is not a tag, or matches 001 or 003
   */
  public TagPattern {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a field is named as 856, d08, 59X or 9XX, not \"" + text + "\"");
    }
    for (var tag : KEY_TAGS) {
      if (matches(text, tag)) {
        throw new IllegalArgumentException(
            "\"" + text + "\" takes in field " + tag + ", which says which record it is");
      }
    }
  }

  /** Whether it names the field with this tag. */
  public boolean matches(String tag) {
    return matches(text, tag);
  }

  private static boolean matches(String pattern, String tag) {
    if (tag.length() != pattern.length()) {
      return false;
    }
    for (var i = 0; i < tag.length(); i++) {
      if (pattern.charAt(i) != ANY && pattern.charAt(i) != tag.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
