package org.samling.library.yaml;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules for a file, as a JSON Schema (draft 2020-12). It is the one place for keys, limits and
 * defaults. The keyword {@code x-expected} describes in words what a pattern requires.
 *
 * <p>Safe for use by many threads.
 */
public final class YamlSchema {

  private final JsonNode root;
  private final Schema validator;

  private YamlSchema(JsonNode root) {
    this.root = root;
    var rules = root.deepCopy();
    removeWords(rules);
    this.validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(rules);
  }

  /**
   * Reads a schema that is shipped with a class.
   *
   * @param beside a class in the same package
   * @param name its file name
   */
  public static YamlSchema of(Class<?> beside, String name) {
    try (var in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + name + " beside " + beside);
      }
      return new YamlSchema(JsonMapper.shared().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * This schema with another one added as a definition, to be referred to as {@code #/$defs/name}.
   *
   * @param name what the definition is called
   * @param other the rules that it stands for; they refer to no definitions of their own
   */
  public YamlSchema with(String name, YamlSchema other) {
    var whole = root.deepCopy();
    var definition = (ObjectNode) other.root.deepCopy();
    definition.remove(List.of("$schema", "title"));
    ((ObjectNode) whole.at("/$defs")).set(name, definition);
    return new YamlSchema(whole);
  }

  /** The keys at the top level of the file, in the order of the schema. */
  public List<String> keys() {
    return List.copyOf(root.at("/properties").propertyNames());
  }

  /** The values that a key at the top level can have, if the schema lists them. */
  public List<String> values(String key) {
    return root.at("/properties/" + key + "/enum")
        .valueStream()
        .map(JsonNode::stringValue)
        .toList();
  }

  /** The type of a key at the top level; empty if there is no such key. */
  public String type(String key) {
    return root.at("/properties/" + key + "/type").asString("");
  }

  /** Removes our own keywords, of which the validator would warn because it does not know them. */
  private static void removeWords(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("x-expected", "x-closes"));
    }
    node.forEach(YamlSchema::removeWords);
  }

  List<Error> validate(JsonNode value) {
    return validator.validate(value);
  }

  /** The schema itself: the rules for the whole file. */
  public JsonNode rules() {
    return root;
  }

  /** The rules for the value at a pointer, or null where the schema has no such key. */
  @Nullable JsonNode rules(JsonPointer pointer) {
    var rules = root;
    for (var rest = pointer; rules != null && !rest.matches(); rest = rest.tail()) {
      rules = inner(rules, rest.getMatchingProperty());
    }
    return rules;
  }

  /** The rules for a key of a block, or for every value of a list; or null. */
  @Nullable JsonNode inner(JsonNode rules, String key) {
    var elements = keyword(rules, "items");
    var members = keyword(rules, "properties");
    return elements != null || members == null ? elements : members.get(key);
  }

  /** A keyword of a rule, or of the rule that it refers to; or null. */
  @Nullable JsonNode keyword(JsonNode rules, String keyword) {
    var own = rules.get(keyword);
    var reference = rules.get("$ref");
    return own != null || reference == null
        ? own
        : keyword(root.at(reference.stringValue().substring(1)), keyword);
  }

  /** Removes every key for a block or list that has no value at all, not even brackets. */
  void removeEmpty(JsonNode value, JsonNode rules) {
    if (value instanceof ObjectNode block) {
      block.properties().removeIf(p -> p.getValue().isNull() && holdsOthers(rules, p.getKey()));
      for (var member : block.properties()) {
        var inside = inner(rules, member.getKey());
        if (inside != null) {
          removeEmpty(member.getValue(), inside);
        }
      }
    } else if (value.isArray()) {
      var elements = keyword(rules, "items");
      if (elements != null) {
        value.forEach(v -> removeEmpty(v, elements));
      }
    }
  }

  private boolean holdsOthers(JsonNode rules, String key) {
    var inside = inner(rules, key);
    return inside != null
        && (keyword(inside, "properties") != null || keyword(inside, "items") != null);
  }

  /** Sets every key that is left out and has a default. */
  void fill(JsonNode value, JsonNode rules) {
    var members = keyword(rules, "properties");
    var elements = keyword(rules, "items");
    if (value instanceof ObjectNode block && members != null) {
      for (var member : members.properties()) {
        var standard = keyword(member.getValue(), "default");
        if (standard != null && !block.has(member.getKey())) {
          block.set(member.getKey(), standard.deepCopy());
        }
        var inside = block.get(member.getKey());
        if (inside != null) {
          fill(inside, member.getValue());
        }
      }
    } else if (value.isArray() && elements != null) {
      value.forEach(v -> fill(v, elements));
    }
  }
}
