package org.samling.core.circulation.facts;

import java.util.HashMap;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;

/**
 * A requested title, or one volume or issue of it, in its text form: {@code source:number}, or
 * {@code source:number?volume=54&year=2026&issue=3} with any of the three.
 *
 * @param enumeration the volume or issue, or null for any
 */
public record WantedTitle(RecordKey record, @Nullable Enumeration enumeration) {

  private static final Pattern NAMED = Pattern.compile("(volume|year|issue)=([^&=]+)");
  private static final Pattern AND = Pattern.compile("&");

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException if the text is not in this form
   */
  public static WantedTitle parse(String text) {
    var mark = text.lastIndexOf('?');
    return Optional.ofNullable(mark < 0 ? null : enumeration(text.substring(mark + 1)))
        .map(issue -> new WantedTitle(RecordKey.parse(text.substring(0, mark)), issue))
        .orElseGet(() -> new WantedTitle(RecordKey.parse(text), null));
  }

  private static @Nullable Enumeration enumeration(String text) {
    var named = new HashMap<String, String>();
    for (var part : AND.split(text, -1)) {
      var found = NAMED.matcher(part);
      if (!found.matches() || named.put(found.group(1), found.group(2).strip()) != null) {
        return null; // part of the record's number
      }
    }
    return new Enumeration(named.get("volume"), named.get("year"), named.get("issue"));
  }
}
