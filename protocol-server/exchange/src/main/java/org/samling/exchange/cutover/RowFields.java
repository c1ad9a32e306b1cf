package org.samling.exchange.cutover;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.exchange.cutover.Notation.Moment;

/** Reads the fields of one row as their types, and collects their faults. */
final class RowFields {

  private static final Set<String> YES = Set.of("1", "true", "t", "yes", "y", "ja", "j", "x");
  private static final Set<String> NO = Set.of("0", "false", "f", "no", "n", "nej");

  private final KindMapping mapping;
  private final SourceRow row;
  private final ZoneId zone;
  private final Currency currency;
  private final List<Fault> faults = new ArrayList<>();

  /**
   * A fault in a field.
   *
   * @param reason what is wrong
   * @param code the unknown code, or empty
   */
  record Fault(String field, String reason, String code) {

    static Fault of(String field, String reason) {
      return new Fault(field, reason, "");
    }
  }

  RowFields(KindMapping mapping, SourceRow row, ZoneId zone, Currency currency) {
    this.mapping = mapping;
    this.row = row;
    this.zone = zone;
    this.currency = currency;
  }

  SourceRow row() {
    return row;
  }

  List<Fault> faults() {
    return faults;
  }

  void fault(String field, String reason) {
    faults.add(Fault.of(field, reason));
  }

  /** A text, or null where there is none. */
  @Nullable String text(String field, int longest) {
    var rule = mapping.fields().get(field);
    if (rule == null) {
      return null;
    }
    try {
      var value = rule.valueIn(row);
      if (value != null && value.length() > longest) {
        fault(field, "is longer than %d characters".formatted(longest));
        return null;
      }
      return value;
    } catch (FieldRule.UnknownCodeException e) {
      faults.add(
          new Fault(field, "the table %s has no such code".formatted(rule.table()), e.code()));
      return null;
    }
  }

  /** A required text; a missing one is a fault, and read as empty. */
  String needed(String field, int longest) {
    var before = faults.size();
    var value = text(field, longest);
    if (value == null && faults.size() == before) {
      fault(field, "is missing");
    }
    return value == null ? "" : value;
  }

  /** A text that must be one of a set. */
  @Nullable String oneOf(String field, Collection<String> known, String what) {
    var value = text(field, 255);
    if (value != null && !known.contains(value)) {
      faults.add(new Fault(field, "there is no such " + what, value));
      return null;
    }
    return value;
  }

  /** The same, but required. */
  String neededOf(String field, Collection<String> known, String what) {
    var before = faults.size();
    var value = oneOf(field, known, what);
    if (value == null && faults.size() == before) {
      fault(field, "is missing");
    }
    return value == null ? "" : value;
  }

  /** An enum constant, written with hyphens as in mappings. */
  <E extends Enum<E>> @Nullable E constant(String field, List<E> known) {
    var value = oneOf(field, known.stream().map(RowFields::written).toList(), field + " here");
    return value == null
        ? null
        : known.stream().filter(k -> written(k).equals(value)).findFirst().orElseThrow();
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Nullable LocalDate day(String field) {
    var text = text(field, 100);
    try {
      return text == null ? null : sane(field, mapping.notation().day(text, zone));
    } catch (DateTimeException _) {
      fault(field, "is not a date");
      return null;
    }
  }

  @Nullable Instant instant(String field, Moment moment) {
    var text = text(field, 100);
    try {
      if (text == null) {
        return null;
      }
      var at = mapping.notation().instant(text, zone, moment);
      return sane(field, at.atZone(zone).toLocalDate()) == null ? null : at;
    } catch (DateTimeException _) {
      fault(field, "is not a date");
      return null;
    }
  }

  private @Nullable LocalDate sane(String field, LocalDate day) {
    if (day.getYear() < 1800 || day.getYear() > 2200) {
      fault(field, "is not a possible date");
      return null;
    }
    return day;
  }

  @Nullable Boolean flag(String field) {
    var text = text(field, 20);
    if (text == null) {
      return null;
    }
    var small = text.toLowerCase(Locale.ROOT);
    if (!YES.contains(small) && !NO.contains(small)) {
      faults.add(new Fault(field, "is neither yes nor no", text));
      return null;
    }
    return YES.contains(small);
  }

  @Nullable Long amount(String field) {
    var text = text(field, 40);
    try {
      return text == null ? null : mapping.notation().amount(text, currency);
    } catch (ArithmeticException | NumberFormatException _) {
      fault(field, "is not an amount in " + currency);
      return null;
    }
  }

  int number(String field, int standard) {
    var text = text(field, 20);
    try {
      var value = text == null ? standard : Integer.parseInt(text);
      if (value < 0) {
        fault(field, "is below 0");
      }
      return Math.max(0, value);
    } catch (NumberFormatException _) {
      fault(field, "is not a whole number");
      return standard;
    }
  }
}
