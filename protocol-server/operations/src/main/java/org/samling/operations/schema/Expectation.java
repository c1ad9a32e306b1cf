package org.samling.operations.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a schema expects, in words: {@code a text of at most 200 characters}. */
final class Expectation {

  private static final Map<String, String> FORMATS =
      Map.of(
          "date", "a day such as 2026-11-25",
          "date-time", "a time such as 2026-11-25T08:00:00Z",
          "uuid", "a number such as 019aba4c-6a00-7000-8000-000000000000");

  private Expectation() {}

  static String of(JsonNode schema) {
    var words = schema.get("enum");
    if (words != null) {
      return "one of "
          + String.join(
              ", ",
              words.valueStream().filter(w -> !w.isNull()).map(JsonNode::stringValue).toList());
    }
    return switch (type(schema)) {
      case "integer" -> number(schema);
      case "boolean" -> "true or false";
      case "array" -> list(schema);
      case "object" ->
          "an object with " + String.join(", ", schema.at("/properties").propertyNames());
      default -> text(schema);
    };
  }

  /** The type of a value that is not null. */
  static String type(JsonNode schema) {
    var type = schema.path("type");
    return type.isArray() ? type.get(0).asString("string") : type.asString("string");
  }

  private static String number(JsonNode schema) {
    var least = number(schema, "minimum");
    var most = number(schema, "maximum");
    if (least == null) {
      return "a whole number";
    }
    return most == null
        ? "a number of at least %,d".formatted(least)
        : "a number from %,d to %,d".formatted(least, most);
  }

  private static String text(JsonNode schema) {
    var format = FORMATS.get(schema.path("format").asString(""));
    if (format != null) {
      return format;
    }
    var title = schema.path("title").asString("");
    if (!title.isEmpty()) {
      return "%s such as \"%s\"".formatted(title, schema.at("/examples/0").asString(""));
    }
    var longest = number(schema, "maxLength");
    return longest == null ? "a text" : "a text of at most %,d characters".formatted(longest);
  }

  private static String list(JsonNode schema) {
    var each =
        of(schema.path("items"))
            .replaceFirst("^an? ", "")
            .replaceFirst("^text ", "texts ")
            .replaceFirst("^object ", "objects ")
            .replaceFirst("^number such as", "numbers such as");
    var least = number(schema, "minItems");
    var most = number(schema, "maxItems");
    return most == null
        ? "a list of " + each
        : "a list of %,d to %,d %s".formatted(least == null ? 0 : least, most, each);
  }

  private static @Nullable Long number(JsonNode schema, String keyword) {
    var number = schema.get(keyword);
    return number == null ? null : number.longValue();
  }
}
