package org.samling.core.ill;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.patron.Cpr;

/** Makes texts of others fit to be kept: bounded, without control characters and secrets. */
public final class InterlibraryText {

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");
  private static final Pattern SECRET_ELEMENT =
      Pattern.compile(
          "(<(?:[\\w.-]+:)?[\\w.-]*(?:password|pincode|pin-code|secret|securitycode|authentication)[^<>]*>)"
              + "(?:[^<]++|<!\\[CDATA\\[.*?]]>|<!--.*?-->)+",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern SECRET_ATTRIBUTE =
      Pattern.compile(
          "((?:password|pincode|pin-code|secret)\\s*=\\s*)(?:\"[^\"<]*\"|'[^'<]*')",
          Pattern.CASE_INSENSITIVE);
  private static final String MASK = "****";

  private InterlibraryText() {}

  /**
   * A text as it is kept, without blanks around it and with numbers of the person registry masked;
   * null for null and for one that has nothing but blanks.
   *
   * @param most the most characters that are kept
   */
  public static @Nullable String of(@Nullable String text, int most) {
    if (text == null) {
      return null;
    }
    var kept = cut(Cpr.masked(CONTROL.matcher(text).replaceAll("")).strip(), most);
    return kept.isEmpty() ? null : kept;
  }

  /**
   * The number of a book or record as it is kept: it is no person's, though it may look like one.
   */
  public static @Nullable String ofNumber(@Nullable String text, int most) {
    if (text == null) {
      return null;
    }
    var kept = cut(CONTROL.matcher(text).replaceAll("").strip(), most);
    return kept.isEmpty() ? null : kept;
  }

  /** A message in XML as it is kept: with passwords and the like masked, too. */
  public static @Nullable String ofMessage(String xml) {
    var masked = SECRET_ELEMENT.matcher(xml).replaceAll("$1" + MASK);
    masked = SECRET_ATTRIBUTE.matcher(masked).replaceAll("$1\"" + MASK + "\"");
    return of(masked, InterlibraryOrder.MAX_MESSAGE);
  }

  /** Not in the middle of a character of two code units. */
  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    var end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end).strip();
  }
}
