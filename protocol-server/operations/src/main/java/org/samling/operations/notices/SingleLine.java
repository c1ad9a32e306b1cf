package org.samling.operations.notices;

import org.jspecify.annotations.Nullable;
import org.samling.operations.Problem;

/** Checks texts that are to be one line, such as addresses. */
final class SingleLine {

  private SingleLine() {}

  /**
   * The text; null for null.
   *
   * @param name its name in the input
   * @param longest the most characters that the input takes
   * @throws Problem when it is blank, or has control characters
   */
  static @Nullable String of(String name, @Nullable String text, int longest) {
    if (text != null && (text.isBlank() || text.chars().anyMatch(Character::isISOControl))) {
      throw Problem.invalid(
          "\"%s\" must be a text of 1 to %d characters on one line.".formatted(name, longest));
    }
    return text;
  }
}
