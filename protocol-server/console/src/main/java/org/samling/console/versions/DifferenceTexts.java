package org.samling.console.versions;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Words;
import org.samling.core.debt.Money;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.ConfigurationVersion.Difference;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Words what changes altered: a line for each field, also of those within a field. */
final class DifferenceTexts {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String WEEKDAY = "weekday";
  private static final String DEBT = "max_debt";
  private static final String TIME = "\\d\\d:\\d\\d:\\d\\d";
  private static final String DAY = "\\d{4}-\\d\\d-\\d\\d";

  private final Words words;
  private final Tenant tenant;

  DifferenceTexts(Words words, Tenant tenant) {
    this.words = words;
    this.tenant = tenant;
  }

  /** The lines of a difference. */
  Stream<ReadableDifference> of(Difference difference) {
    var column = difference.what();
    var before = fields(label(column), difference.before());
    var after = fields(label(column), difference.after());
    var labels = new TreeSet<>(before.keySet());
    labels.addAll(after.keySet());
    return labels.stream()
        .map(label ->
            new ReadableDifference(
                label, text(column, before.get(label)), text(column, after.get(label))))
        .filter(line -> !line.before().equals(line.after()));
  }

  /** The name of what was changed: a day of the week has a number. */
  String name(String kind, String name) {
    return kind.equals("hours") ? text(WEEKDAY, name) : text("", name);
  }

  private String label(String column) {
    return first(column, "versions.column." + column);
  }

  private String label(String outer, Object key) {
    var word = key.toString();
    return outer
        + ": "
        + first(
            word,
            "policy.term." + word,
            "policy.subject." + word.toUpperCase(Locale.ROOT).replace('-', '_'),
            "versions.key." + word);
  }

  /** The text of the first key that has one; else a word of the configuration as it stands. */
  private String first(String word, String... keys) {
    return Stream.of(keys)
        .filter(words::has)
        .findFirst()
        .map(words::of)
        .orElseGet(() -> word.replace('_', ' ').replace('-', ' '));
  }

  /** The values by label: one, or for an object those within it. */
  private Map<String, Object> fields(String label, String value) {
    var fields = new LinkedHashMap<String, Object>();
    if (!value.isEmpty()) {
      collect(label, parsed(value), fields);
    }
    return fields;
  }

  private void collect(String label, @Nullable Object value, Map<String, Object> into) {
    if (value instanceof Map<?, ?> object) {
      object.forEach((key, inner) -> collect(label(label, key), inner, into));
    } else if (value != null) {
      into.put(label, value);
    }
  }

  private static Object parsed(String value) {
    if (value.startsWith("{") || value.startsWith("[")) {
      try {
        return JSON.readValue(value, Object.class);
      } catch (JacksonException _) {
        return value; // It only looks like one.
      }
    }
    return value;
  }

  private String text(String column, @Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Collection<?> list ->
          list.stream().map(one -> text(column, one)).collect(Collectors.joining(", "));
      case Map<?, ?> object ->
          object.entrySet().stream()
              .map(e -> first(String.valueOf(e.getKey())) + " " + text(column, e.getValue()))
              .collect(Collectors.joining(", "));
      default -> written(column, value.toString());
    };
  }

  private String written(String column, String text) {
    var isNumber = text.matches("-?\\d{1,15}");
    if (text.equals("true") || text.equals("false")) {
      return words.of(text.equals("true") ? "operations.yes" : "operations.no");
    } else if (column.equals(WEEKDAY) && text.matches("[1-7]")) {
      return DayOfWeek.of(Integer.parseInt(text))
          .getDisplayName(TextStyle.FULL_STANDALONE, words.locale());
    } else if (column.equals(DEBT) && isNumber) {
      return Money.text(Long.parseLong(text), tenant.currency()) + " " + tenant.currency();
    } else if (text.matches(TIME)) {
      return text.substring(0, 5);
    } else if (text.matches(DAY)) {
      return day(text);
    }
    return List.of("policy.stopped.", "versions.value.").stream()
        .map(prefix -> prefix + text)
        .filter(words::has)
        .findFirst()
        .map(words::of)
        .orElse(text);
  }

  private String day(String text) {
    try {
      return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
          .withLocale(words.locale())
          .format(LocalDate.parse(text));
    } catch (DateTimeException _) {
      return text;
    }
  }
}
