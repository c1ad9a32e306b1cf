package org.samling.library.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.library.yaml.YamlDocument.Environment;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replaces {@code ${NAME}} in a file by the value of that environment variable, and overrides the
 * values of keys by variables named after them: {@code SAMLING_HTTP_PORT} for {@code http.port}.
 */
public final class Variables {

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

  /**
   * Overrides the values of keys by the variables named after them. Lists and what is in them have
   * no variables.
   *
   * @return the variables that were used, by the pointers of their keys
   */
  Map<String, String> override(JsonNode root) {
    var put = new TreeMap<String, String>();
    named(
        schema,
        (pointer, variable) -> {
          var value = environment.get(variable);
          if (value != null && root instanceof ObjectNode block) {
            put.put(pointer.toString(), variable);
            set(block, pointer, typed(value, schema.rules(pointer)));
          }
        });
    return put;
  }

  private static void set(ObjectNode root, JsonPointer pointer, JsonNode value) {
    var block = root;
    var rest = pointer;
    for (; !rest.tail().matches(); rest = rest.tail()) {
      var key = rest.getMatchingProperty();
      block = block.get(key) instanceof ObjectNode inner ? inner : block.putObject(key);
    }
    block.set(rest.getMatchingProperty(), value);
  }

  /** The names of the variables of all keys that have one. */
  public static Set<String> names(YamlSchema schema) {
    var names = new TreeSet<String>();
    named(schema, (_, variable) -> names.add(variable));
    return names;
  }

  private static void named(YamlSchema schema, BiConsumer<JsonPointer, String> found) {
    named(schema, schema.rules(), JsonPointer.empty(), "SAMLING", found);
  }

  private static void named(
      YamlSchema schema,
      JsonNode rules,
      JsonPointer pointer,
      String name,
      BiConsumer<JsonPointer, String> found) {
    var members = schema.keyword(rules, "properties");
    if (members != null) {
      members
          .properties()
          .forEach(m ->
              named(
                  schema,
                  m.getValue(),
                  pointer.appendProperty(m.getKey()),
                  name + "_" + m.getKey().toUpperCase(Locale.ROOT).replace('-', '_'),
                  found));
    } else if (schema.keyword(rules, "items") == null) {
      found.accept(pointer, name);
    }
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

  /** Converts text where a number or a boolean belongs, if it can be read as one. */
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
