package org.samling.server.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.server.config.YamlDocument.Environment;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts the values of environment variables where a file names them as {@code ${NAME}}. */
final class Variables {

  private static final Pattern NAMED = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");

  private final YamlSchema schema;
  private final Environment environment;
  private final BiConsumer<JsonPointer, String> problems;

  Variables(YamlSchema schema, Environment environment, BiConsumer<JsonPointer, String> problems) {
    this.schema = schema;
    this.environment = environment;
    this.problems = problems;
  }

  void replaceIn(JsonNode root) {
    replace(root, schema.rules(), JsonPointer.empty());
  }

  private JsonNode replace(JsonNode node, @Nullable JsonNode rules, JsonPointer pointer) {
    switch (node) {
      case ObjectNode block ->
          block
              .properties()
              .forEach(p ->
                  p.setValue(
                      replace(
                          p.getValue(),
                          rules == null ? null : schema.inner(rules, p.getKey()),
                          pointer.appendProperty(p.getKey()))));
      case ArrayNode list -> {
        for (var i = 0; i < list.size(); i++) {
          var element = rules == null ? null : schema.inner(rules, "");
          list.set(i, replace(list.get(i), element, pointer.appendIndex(i)));
        }
      }
      default -> {
        if (node.isString() && NAMED.matcher(node.stringValue()).find()) {
          return typed(replaced(node.stringValue(), pointer), rules);
        }
      }
    }
    return node;
  }

  private String replaced(String text, JsonPointer pointer) {
    return NAMED
        .matcher(text)
        .replaceAll(match -> {
          var value = environment.get(match.group(1));
          if (value == null) {
            problems.accept(
                pointer,
                "the environment variable %s is not set; set it, or write the value here"
                    .formatted(match.group(1)));
          }
          return Matcher.quoteReplacement(value == null ? "" : value);
        });
  }

  /** Text that stands where a number or a truth value belongs is one, if it can be read as such. */
  private JsonNode typed(String text, @Nullable JsonNode rules) {
    var type = rules == null ? null : schema.keyword(rules, "type");
    return switch (type == null ? "string" : type.stringValue()) {
      case "integer", "number" ->
          NUMBER.matcher(text).matches() ? number(text) : JsonNodeFactory.instance.stringNode(text);
      case "boolean" ->
          text.equals("true") || text.equals("false")
              ? JsonNodeFactory.instance.booleanNode(text.equals("true"))
              : JsonNodeFactory.instance.stringNode(text);
      default -> JsonNodeFactory.instance.stringNode(text);
    };
  }

  private static JsonNode number(String text) {
    return text.contains(".")
        ? JsonNodeFactory.instance.numberNode(new BigDecimal(text))
        : JsonNodeFactory.instance.numberNode(new BigInteger(text));
  }
}
