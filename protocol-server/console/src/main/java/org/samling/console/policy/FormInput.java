package org.samling.console.policy;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Words;
import org.samling.core.policy.AcceptedValues;

/** The typed values of a form, and what is wrong with each field. */
final class FormInput {

  /** The latest date for which changes can be planned. */
  private static final LocalDate LAST = LocalDate.of(2199, 12, 31);

  private final Words words;
  private final Map<String, String> typed = new HashMap<>();
  private final Map<String, String> problems = new HashMap<>();

  /**
   * Creates an instance.
   *
   * @param read returns the typed value of a field
   */
  FormInput(UnaryOperator<String> read, Words words, Iterable<String> fields) {
    this.words = words;
    fields.forEach(f -> typed.put(f, read.apply(f)));
  }

  Map<String, String> typed() {
    return typed;
  }

  Map<String, String> problems() {
    return problems;
  }

  boolean isFit() {
    return problems.isEmpty();
  }

  String text(String field) {
    return typed.getOrDefault(field, "");
  }

  /** Marks a field as not valid. */
  void unfit(String field, String key, Object... arguments) {
    problems.putIfAbsent(field, words.of(key, arguments));
  }

  /** Reads a required text of limited length. */
  String text(String field, int longest) {
    var text = text(field);
    if (text.isEmpty() || text.length() > longest) {
      unfit(field, "policy.text-unfit", String.valueOf(longest));
    }
    return text;
  }

  /** Reads a date; returns null if it is empty or not valid. */
  @Nullable LocalDate day(String field) {
    var text = text(field);
    if (text.isEmpty()) {
      return null;
    }
    try {
      var day = LocalDate.parse(text);
      if (!day.isBefore(LocalDate.EPOCH) && !day.isAfter(LAST)) {
        return day;
      }
    } catch (DateTimeParseException _) {
      // reported below
    }
    unfit(field, "policy.day-unfit");
    return null;
  }

  /** Reads a whole number within limits; returns null if it is empty or not valid. */
  @Nullable Integer number(String field, int least, int most) {
    var text = text(field);
    if (text.isEmpty()) {
      return null;
    }
    try {
      var number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // reported below
    }
    unfit(field, "policy.number-unfit", String.valueOf(least), String.valueOf(most));
    return null;
  }

  /** Checks that a period does not end before it begins. */
  void period(@Nullable LocalDate from, @Nullable LocalDate until, String untilField) {
    if (from != null && until != null && until.isBefore(from)) {
      unfit(untilField, "policy.period-unfit");
    }
  }

  /** Describes the values that a setting or term accepts. */
  static String accepted(AcceptedValues accepted, Words words) {
    var arguments = accepted.arguments();
    var text =
        switch (accepted.form()) {
          case ONE_OF, WORDS, ORDER ->
              words.of("policy.accepted." + accepted.form(), String.join(", ", arguments));
          case NUMBER, NUMBERS ->
              words.of("policy.accepted." + accepted.form(), arguments.toArray());
          case TRUE_OR_FALSE, DATE, AMOUNT, CODE, NAMES, STEPS ->
              words.of("policy.accepted." + accepted.form());
        };
    return accepted.orNone() ? words.of("policy.accepted.or-none", text) : text;
  }
}
