package org.samling.console.operations;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Words the values of answers.
 *
 * @param labels what they are called
 * @param zone the zone of moments
 * @param words the members whose values are words of ours
 */
public record Cells(Labels labels, ZoneId zone, Set<String> words) {

  /** Copies the set. */
  public Cells {
    words = Set.copyOf(words);
  }

  private static final String DAY = "\\d{4}-\\d\\d-\\d\\d";
  private static final String MOMENT = DAY + "T\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z";

  /** What a member is called. */
  public String label(@Nullable Object name) {
    return labels.member(String.valueOf(name)).text();
  }

  /** A member's value, or what it is called where it is a word of ours. */
  @Nullable Object worded(@Nullable Object name, @Nullable Object value) {
    if (!words.contains(String.valueOf(name))) {
      return value;
    }
    return switch (value) {
      case String word -> labels.choice(word).text();
      case Collection<?> list -> list.stream().map(one -> worded(name, one)).toList();
      case null, default -> value;
    };
  }

  /** A member's value as people read it. */
  public String text(@Nullable Object name, @Nullable Object value) {
    return text(worded(name, value));
  }

  /** A value as people read it; empty for nothing. */
  public String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Boolean flag -> labels.yesOrNo(flag).text();
      case Collection<?> list -> list.stream().map(this::text).collect(Collectors.joining(", "));
      case Map<?, ?> object ->
          object.values().stream()
              .map(this::text)
              .filter(one -> !one.isEmpty())
              .collect(Collectors.joining(" "));
      default -> written(value.toString());
    };
  }

  private String written(String text) {
    try {
      if (text.matches(DAY)) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
            .withLocale(locale())
            .format(LocalDate.parse(text));
      } else if (text.matches(MOMENT)) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
            .withLocale(locale())
            .format(Instant.parse(text).atZone(zone));
      }
    } catch (DateTimeException _) {
      // It only looks like one.
    }
    return text;
  }

  private Locale locale() {
    return labels.words().locale();
  }
}
