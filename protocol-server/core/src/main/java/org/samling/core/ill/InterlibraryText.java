package org.samling.core.ill;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.patron.Cpr;

/**
 * Cleans texts from others for storage: bounds their length, removes control characters, masks
 * secrets.
 */
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
   * Cleans a text, without blanks around it and with CPR numbers masked; null for null and for a
   * blank text.
   *
   * @param most the most characters
   */
  public static @Nullable String of(@Nullable String text, int most) {
    if (text == null) {
      return null;
    }
    var kept = cut(Cpr.masked(CONTROL.matcher(text).replaceAll("")).strip(), most);
    return kept.isEmpty() ? null : kept;
  }

  /**
   * Cleans the number of a book or record, which is not masked though it may look like a CPR
   * number.
   */
  public static @Nullable String ofNumber(@Nullable String text, int most) {
    if (text == null) {
      return null;
    }
    var kept = cut(CONTROL.matcher(text).replaceAll("").strip(), most);
    return kept.isEmpty() ? null : kept;
  }

  /** Cleans a message in XML: masks passwords and the like, too. */
  public static @Nullable String ofMessage(String xml) {
    var masked = SECRET_ELEMENT.matcher(xml).replaceAll("$1" + MASK);
    masked = SECRET_ATTRIBUTE.matcher(masked).replaceAll("$1\"" + MASK + "\"");
    return of(masked, InterlibraryOrder.MAX_MESSAGE);
  }

  /** Cuts a text, but not within a surrogate pair. */
  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    var end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end).strip();
  }
}
