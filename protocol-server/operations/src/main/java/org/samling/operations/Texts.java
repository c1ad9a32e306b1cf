package org.samling.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryText;

/**
 * Cleans texts that are stored: no control characters, no CPR numbers, no blanks around them. Words
 * what is wrong with those that have rules of their own.
 */
public final class Texts {

  /** The most characters of a text in an answer. */
  public static final int LONGEST = 16_000;

  private Texts() {}

  /** The text as it is stored; null for null and where nothing is left of it. */
  public static @Nullable String clean(@Nullable String text) {
    return InterlibraryText.of(text, Integer.MAX_VALUE);
  }

  /**
   * The same, where it is required.
   *
   * @param member its name in the input
   * @throws Problem when nothing is left of it
   */
  public static String needed(String member, String text) {
    return present(member, clean(text));
  }

  /**
   * The number of an item, a title or a card as it is stored: it is not masked though it may look
   * like a CPR number. Null for null and where nothing is left of it.
   */
  public static @Nullable String number(@Nullable String text) {
    return InterlibraryText.ofNumber(text, Integer.MAX_VALUE);
  }

  /**
   * The same, where it is required.
   *
   * @param member its name in the input
   * @throws Problem when nothing is left of it
   */
  public static String neededNumber(String member, String text) {
    return present(member, number(text));
  }

  private static String present(String member, @Nullable String clean) {
    if (clean == null) {
      throw missing(member);
    }
    return clean;
  }

  /** Findings as a sentence: {@code The text is empty; the subject has more than one line.} */
  public static String sentence(List<String> findings) {
    var joined = String.join("; ", findings);
    return Character.toUpperCase(joined.charAt(0)) + joined.substring(1) + ".";
  }

  private static Problem missing(String member) {
    return Problem.invalid(Sentence.missing(member));
  }
}
