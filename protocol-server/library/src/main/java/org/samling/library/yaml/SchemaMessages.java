package org.samling.library.yaml;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Puts what a schema's validator finds into plain sentences. */
final class SchemaMessages {

  private static final int LONGEST_SHOWN = 40;

  private final YamlSchema schema;

  SchemaMessages(YamlSchema schema) {
    this.schema = schema;
  }

  /**
   * Something that is wrong.
   *
   * @param pointer the value at fault
   * @param message what is wrong with it
   */
  record Finding(JsonPointer pointer, String message) {}

  Finding of(Error error) {
    var pointer = JsonPointer.compile(error.getInstanceLocation().toString());
    var value = error.getInstanceNode();
    return switch (error.getKeyword()) {
      case "additionalProperties" ->
          new Finding(pointer.appendProperty(error.getProperty()), unknown(pointer, error));
      case "required" -> {
        var missing = pointer.appendProperty(error.getProperty());
        yield new Finding(missing, "is missing; it must be " + expected(missing, null));
      }
      default ->
          new Finding(
              pointer,
              "must be %s, not %s".formatted(expected(pointer, value), shown(pointer, value)));
    };
  }

  private String unknown(JsonPointer block, Error error) {
    var known = new ArrayList<String>();
    var rules = schema.rules(block);
    var members = rules == null ? null : schema.keyword(rules, "properties");
    if (members != null) {
      known.addAll(members.propertyNames());
    }
    return closest(error.getProperty(), known)
        .map("unknown key; did you mean \"%s\"?"::formatted)
        .orElseGet(() -> "unknown key; the keys here are " + String.join(", ", known));
  }

  /** The name that a misspelt one most likely stands for. */
  private static Optional<String> closest(String name, List<String> known) {
    var most = Math.max(1, name.length() / 3);
    return known.stream()
        .filter(k -> distance(name, k) <= most)
        .min(Comparator.comparingInt(k -> distance(name, k)));
  }

  /** The number of letters to add, drop, change or swap (Damerau, optimal string alignment). */
  private static int distance(String a, String b) {
    var steps = new int[a.length() + 1][b.length() + 1];
    for (var i = 0; i <= a.length(); i++) {
      for (var j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          steps[i][j] = i + j;
          continue;
        }
        var changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        var least =
            Math.min(Math.min(steps[i - 1][j], steps[i][j - 1]) + 1, steps[i - 1][j - 1] + changed);
        var swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        steps[i][j] = swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
      }
    }
    return steps[a.length()][b.length()];
  }

  private String expected(JsonPointer pointer, @Nullable JsonNode value) {
    var rules = schema.rules(pointer);
    if (rules == null) {
      return "left out";
    }
    var words = schema.keyword(rules, "x-expected");
    if (words != null) {
      return words.stringValue() + (needsQuotes(rules, value) ? " in quotes" : "");
    }
    var values = schema.keyword(rules, "enum");
    if (values != null) {
      return "one of "
          + String.join(", ", values.valueStream().map(JsonNode::stringValue).toList());
    }
    return switch (type(rules)) {
      case "integer" ->
          (value != null && value.isNumber() && !value.isIntegralNumber()
                  ? "a whole number"
                  : "a number")
              + range(rules);
      case "number" -> "a number" + range(rules);
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "a block of keys";
      default -> text(rules, value);
    };
  }

  /** Whether the value is a number that would be valid as text. */
  private boolean needsQuotes(JsonNode rules, @Nullable JsonNode value) {
    var pattern = schema.keyword(rules, "pattern");
    return pattern != null
        && value != null
        && value.isNumber()
        && value.asString().matches(pattern.stringValue());
  }

  private String text(JsonNode rules, @Nullable JsonNode value) {
    var longest = schema.keyword(rules, "maxLength");
    return value == null || value.isString()
        ? "text" + (longest == null ? "" : " of 1 to %s characters".formatted(longest))
        : "text" + (value.isNumber() || value.isBoolean() ? " in quotes" : "");
  }

  private String range(JsonNode rules) {
    var above = schema.keyword(rules, "exclusiveMinimum");
    var from = schema.keyword(rules, "minimum");
    var to = schema.keyword(rules, "maximum");
    return above == null
        ? " from %s to %s".formatted(from, to)
        : " above %s and up to %s".formatted(above, to);
  }

  private String shown(JsonPointer pointer, JsonNode value) {
    var rules = schema.rules(pointer);
    var secret = rules != null && schema.keyword(rules, "writeOnly") != null;
    return switch (value.getNodeType()) {
      case STRING -> secret ? "what is there" : "\"" + cut(value.stringValue()) + "\"";
      case NUMBER -> secret ? "a number" : "the number " + cut(value.toString());
      case BOOLEAN -> secret ? "true or false" : value.toString();
      case ARRAY -> "a list";
      case OBJECT -> "a block of keys";
      default -> "empty";
    };
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  private String type(JsonNode rules) {
    var type = schema.keyword(rules, "type");
    return type == null ? "string" : type.stringValue();
  }
}
