package org.samling.operations.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.operations.Sentence;
import tools.jackson.databind.JsonNode;

/** What a schema expects, in words: {@code a text of at most 200 characters}. */
final class Expectation {

  private static final Map<String, Sentence> FORMATS =
      Map.of(
          "date", new Sentence("a day such as 2026-11-25", "en dag som 2026-11-25"),
          "date-time",
              new Sentence(
                  "a time such as 2026-11-25T08:00:00Z", "et tidspunkt som 2026-11-25T08:00:00Z"),
          "uuid",
              new Sentence(
                  "a number such as 019aba4c-6a00-7000-8000-000000000000",
                  "et nummer som 019aba4c-6a00-7000-8000-000000000000"));

  /** The titles of notations, in Danish. */
  private static final Map<String, String> NOTATIONS =
      Map.of(
          "an amount", "et beløb",
          "hours", "klokkeslæt",
          "numbers of orders", "numre på bestillinger");

  private Expectation() {}

  static Sentence of(JsonNode schema) {
    var words = schema.get("enum");
    if (words != null) {
      return Sentence.of(
          "one of %s",
          "en af %s",
          String.join(
              ", ",
              words.valueStream().filter(w -> !w.isNull()).map(JsonNode::stringValue).toList()));
    }
    return switch (type(schema)) {
      case "integer" -> number(number(schema, "minimum"), number(schema, "maximum"));
      case "boolean" -> new Sentence("true or false", "true eller false");
      case "array" -> list(schema);
      case "object" ->
          Sentence.of(
              "an object with %s",
              "et objekt med %s", String.join(", ", schema.at("/properties").propertyNames()));
      default -> text(schema);
    };
  }

  /** The type of a value that is not null. */
  static String type(JsonNode schema) {
    var type = schema.path("type");
    return type.isArray() ? type.get(0).asString("string") : type.asString("string");
  }

  /**
   * A number.
   *
   * @param least the least that it may be, or null
   * @param most the most that it may be, or null
   */
  static Sentence number(@Nullable Long least, @Nullable Long most) {
    if (least == null) {
      return new Sentence("a whole number", "et helt tal");
    }
    return most == null
        ? Sentence.of("a number of at least %,d", "et tal på mindst %,d", least)
        : Sentence.of("a number from %,d to %,d", "et tal fra %,d til %,d", least, most);
  }

  private static Sentence text(JsonNode schema) {
    var format = FORMATS.get(schema.path("format").asString(""));
    if (format != null) {
      return format;
    }
    var title = schema.path("title").asString("");
    if (!title.isEmpty()) {
      return Sentence.of(
          "%s such as \"%s\"",
          "%s som \"%s\"",
          new Sentence(title, NOTATIONS.getOrDefault(title, title)),
          schema.at("/examples/0").asString(""));
    }
    var longest = number(schema, "maxLength");
    return longest == null
        ? new Sentence("a text", "en tekst")
        : Sentence.of("a text of at most %,d characters", "en tekst på højst %,d tegn", longest);
  }

  private static Sentence list(JsonNode schema) {
    var one = of(schema.path("items"));
    var each =
        new Sentence(
            one.english()
                .replaceFirst("^an? ", "")
                .replaceFirst("^text ", "texts ")
                .replaceFirst("^object ", "objects ")
                .replaceFirst("^number such as", "numbers such as"),
            one.danish());
    var least = number(schema, "minItems");
    var most = number(schema, "maxItems");
    return most == null
        ? Sentence.of("a list of %s", "en liste, hvor hver er %s", each)
        : Sentence.of(
            "a list of %,d to %,d %s",
            "en liste med %,d til %,d, hvor hver er %s", least == null ? 0L : least, most, each);
  }

  private static @Nullable Long number(JsonNode schema, String keyword) {
    var number = schema.get(keyword);
    return number == null ? null : number.longValue();
  }
}
