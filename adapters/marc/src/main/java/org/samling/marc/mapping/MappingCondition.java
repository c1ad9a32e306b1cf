package org.samling.marc.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.samling.core.catalogue.MarcContent.DataField;

/**
 * When a row of a mapping applies. A condition is written as
 *
 * <pre>
 *   a  !a                  there is, there is no subfield a
 *   any=abc  none=abc      there is one of these subfields, there is none of them
 *   only=abc  more=abc     there are no other subfields, there are others
 *   a=x|y  a!=x|y          one of the texts of a is x or y; there is an a, and it is neither
 *   a~X  a!~X              the same with a regular expression for the whole text
 *   i1=0|1  i2!=7          the indicator is one of these, or none of them; a blank is written as #
 *   @100/110  !@100/110    the record has, has not a field with one of these tags
 *   @008t=p|s              the first subfield t of the record's field 008 is p or s
 * </pre>
 */
@FunctionalInterface
interface MappingCondition {

  Pattern OTHER_FIELD = Pattern.compile("@(\\w{3})(\\S)=(\\S+)");
  Pattern TEXT = Pattern.compile("(\\S)(=|!=|~|!~)(\\S+)");
  Pattern TAGS = Pattern.compile("!?@\\w{3}(/\\w{3})*");

  /** Whether it holds for a field of a record. */
  boolean holds(DataField field, MappingSource record);

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException if it is not valid
   */
  static MappingCondition parse(String written) {
    var other = OTHER_FIELD.matcher(written);
    if (other.matches()) {
      var tag = other.group(1);
      var code = other.group(2).charAt(0);
      var texts = alternatives(other.group(3));
      return (_, record) -> {
        var text = record.first(tag, code);
        return text != null && texts.contains(text);
      };
    }
    if (TAGS.matcher(written).matches()) {
      var isWanted = !written.startsWith("!");
      var tags = List.of(written.substring(written.indexOf('@') + 1).split("/"));
      return (_, record) -> record.hasAny(tags) == isWanted;
    }
    var equals = written.indexOf('=');
    var name = equals < 0 ? "" : written.substring(0, equals);
    var value = written.substring(equals + 1);
    return switch (name) {
      case "any" -> (field, _) -> anyIn(field, value);
      case "none" -> (field, _) -> !anyIn(field, value);
      case "only" -> (field, _) -> !anyOutside(field, value);
      case "more" -> (field, _) -> anyOutside(field, value);
      case "i1" -> indicator(value, DataField::indicator1);
      case "i2" -> indicator(value, DataField::indicator2);
      case "i1!" -> not(indicator(value, DataField::indicator1));
      case "i2!" -> not(indicator(value, DataField::indicator2));
      default -> ofSubfield(written);
    };
  }

  private static MappingCondition ofSubfield(String written) {
    if (written.length() == 1) {
      return (field, _) -> anyIn(field, written);
    }
    if (written.length() == 2 && written.charAt(0) == '!') {
      var code = written.substring(1);
      return (field, _) -> !anyIn(field, code);
    }
    var parts = TEXT.matcher(written);
    if (!parts.matches()) {
      throw new IllegalArgumentException("\"" + written + "\" is not a condition");
    }
    var code = parts.group(1).charAt(0);
    var test = test(parts.group(2), parts.group(3).replace('_', ' '));
    return parts.group(2).startsWith("!")
        ? (field, _) ->
            anyIn(field, String.valueOf(code))
                && field.values(code).map(String::strip).allMatch(test)
        : (field, _) -> field.values(code).map(String::strip).anyMatch(test);
  }

  private static Predicate<String> test(String operator, String value) {
    if (operator.endsWith("~")) {
      return operator.startsWith("!")
          ? Pattern.compile(value).asMatchPredicate().negate()
          : Pattern.compile(value).asMatchPredicate();
    }
    var texts = alternatives(value);
    return operator.startsWith("!") ? text -> !texts.contains(text) : texts::contains;
  }

  private static MappingCondition not(MappingCondition condition) {
    return (field, record) -> !condition.holds(field, record);
  }

  private static MappingCondition indicator(String value, ToIntFunction<DataField> indicator) {
    var wanted = alternatives(value.replace('#', ' '));
    return (field, _) -> wanted.contains(String.valueOf((char) indicator.applyAsInt(field)));
  }

  private static List<String> alternatives(String value) {
    return Arrays.asList(value.split("\\|"));
  }

  private static boolean anyIn(DataField field, String codes) {
    for (var subfield : field.subfields()) {
      if (codes.indexOf(subfield.code()) >= 0 && !subfield.value().isBlank()) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyOutside(DataField field, String codes) {
    for (var subfield : field.subfields()) {
      if (codes.indexOf(subfield.code()) < 0 && !subfield.value().isBlank()) {
        return true;
      }
    }
    return false;
  }
}
