package org.samling.core.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.samling.core.policy.AcceptedValues.Form;

/**
 * The textual form of a value in files, on the command line, in the store.
 *
 * @param <T> the type of the value
 * @param accepted the accepted values
 * @param reader parses it; throws {@link IllegalArgumentException} for anything else
 */
record ValueForm<T>(AcceptedValues accepted, Function<String, T> reader) {

  /** A description of the accepted values, for people. */
  String words() {
    return accepted.words();
  }

  static ValueForm<Integer> number(int least, int most) {
    return new ValueForm<>(
        AcceptedValues.of(
            Form.NUMBER, "a whole number from %d to %d".formatted(least, most), least, most),
        text -> {
          var number = Integer.parseInt(text);
          if (number < least || number > most) {
            throw new IllegalArgumentException(text);
          }
          return number;
        });
  }

  static ValueForm<Boolean> yesOrNo() {
    return new ValueForm<>(
        AcceptedValues.of(Form.TRUE_OR_FALSE, "true or false"),
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException(text);
            });
  }

  static ValueForm<LocalDate> date() {
    return new ValueForm<>(
        AcceptedValues.of(Form.DATE, "a date such as 2026-12-24"), LocalDate::parse);
  }

  /** A day as text, or {@link Setting#NONE}. */
  static ValueForm<String> dateOrNone() {
    var date = date();
    return new ValueForm<>(
        date.accepted().orNone(date.words() + ", or - for none"),
        text -> text.equals(Setting.NONE) ? text : date.reader().apply(text).toString());
  }

  private static final ValueForm<Long> AMOUNT =
      new ValueForm<>(
          AcceptedValues.of(Form.AMOUNT, "an amount in minor units (øre) from 0 to 100000000"),
          text -> {
            var amount = new BigDecimal(text).longValueExact();
            if (amount < 0 || amount > 100_000_000) {
              throw new IllegalArgumentException(text);
            }
            return amount;
          });

  /** An amount in minor units of the tenant's currency. */
  static ValueForm<Long> amount() {
    return AMOUNT;
  }

  /** A code that a library chooses itself, or {@link Setting#NONE}. */
  static ValueForm<String> codeOrNone() {
    return new ValueForm<>(
        AcceptedValues.of(Form.CODE, "").orNone("a code of 1 to 40 characters, or - for none"),
        text -> {
          if (text.isBlank() || text.length() > 40) {
            throw new IllegalArgumentException(text);
          }
          return text;
        });
  }

  /** A number as text, or {@link Setting#NONE}. */
  static ValueForm<String> numberOrNone(int least, int most) {
    var number = number(least, most);
    return new ValueForm<>(
        number.accepted().orNone(number.words() + ", or - for none"),
        text -> text.equals(Setting.NONE) ? text : Integer.toString(number.reader().apply(text)));
  }

  static <E extends Enum<E>> ValueForm<E> oneOf(Class<E> type) {
    return new ValueForm<>(
        AcceptedValues.of(
            Form.ONE_OF, "one of " + String.join(", ", names(type)), names(type).toArray()),
        text -> constant(type, text));
  }

  /** Words in the order of their importance, each once. */
  static <E extends Enum<E>> ValueForm<List<E>> orderOf(Class<E> type) {
    return new ValueForm<>(
        AcceptedValues.of(
            Form.ORDER,
            "words separated by spaces, the weightiest first, of " + String.join(", ", names(type)),
            names(type).toArray()),
        text -> {
          var order =
              Arrays.stream(text.strip().split("\\s+", -1))
                  .map(word -> constant(type, word))
                  .toList();
          if (Set.copyOf(order).size() < order.size()) {
            throw new IllegalArgumentException(text);
          }
          return order;
        });
  }

  /** Words, each once, or {@link Setting#NONE} for none of them. */
  static <E extends Enum<E>> ValueForm<List<E>> wordsOrNone(Class<E> type) {
    var words = orderOf(type);
    return new ValueForm<>(
        AcceptedValues.of(Form.WORDS, "", names(type).toArray())
            .orNone(
                "words separated by spaces of %s, or - for none"
                    .formatted(String.join(", ", names(type)))),
        text -> text.equals(Setting.NONE) ? List.of() : words.reader().apply(text));
  }

  /** Numbers, each above the one before it, or {@link Setting#NONE} for none. */
  static ValueForm<List<Integer>> numbersOrNone(int least, int most, int count) {
    var numbers = numbers(least, most, count);
    return new ValueForm<>(
        numbers.accepted().orNone(numbers.words() + ", or - for none"),
        text -> text.equals(Setting.NONE) ? List.of() : numbers.reader().apply(text));
  }

  /** Numbers, at least one, each above the one before it. */
  static ValueForm<List<Integer>> numbers(int least, int most, int count) {
    var number = number(least, most);
    return new ValueForm<>(
        AcceptedValues.of(
            Form.NUMBERS,
            "at most %d rising whole numbers from %d to %d".formatted(count, least, most),
            count,
            least,
            most),
        text -> {
          var numbers = Arrays.stream(text.strip().split("\\s+", -1)).map(number.reader()).toList();
          for (var i = 1; i < numbers.size(); i++) {
            if (numbers.get(i) <= numbers.get(i - 1)) {
              throw new IllegalArgumentException(text);
            }
          }
          if (numbers.size() > count) {
            throw new IllegalArgumentException(text);
          }
          return numbers;
        });
  }

  /** Names defined in the configuration, in order of preference, each once. */
  static ValueForm<List<String>> namesInOrder() {
    return new ValueForm<>(
        AcceptedValues.of(Form.NAMES, "names of a-z, 0-9 and hyphen, separated by spaces"),
        text -> {
          var names = List.of(text.strip().split("\\s+", -1));
          if (text.length() > 400
              || Set.copyOf(names).size() < names.size()
              || names.stream().anyMatch(name -> !name.matches("[a-z0-9-]{1,40}"))) {
            throw new IllegalArgumentException(text);
          }
          return names;
        });
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static <E extends Enum<E>> List<String> names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }

  /**
   * Parses a value.
   *
   * @param name the name of the setting or term, for the error
   * @throws IllegalArgumentException when it is not accepted; the message says what is
   */
  T read(String name, String text) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeParseException e) {
      throw new IllegalArgumentException("%s is %s, not \"%s\"".formatted(name, words(), text), e);
    }
  }
}
