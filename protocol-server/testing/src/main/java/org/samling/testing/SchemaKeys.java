package org.samling.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** All keys of a JSON schema, for comparing a document with it. */
public final class SchemaKeys {

  private final JsonNode schema;
  private final List<Key> keys = new ArrayList<>();

  private SchemaKeys(JsonNode schema) {
    this.schema = schema;
  }

  /** A key with its schema. */
  public final class Key {

    private final String path;
    private final JsonNode rules;

    private Key(String path, JsonNode rules) {
      this.path = path;
      this.rules = rules;
    }

    /** The names of its enclosing blocks and its own, separated by dots. */
    public String path() {
      return path;
    }

    /** Its schema, keyword by keyword. */
    public JsonNode rules() {
      return rules;
    }

    /** A keyword, as text; empty if the schema does not have it. */
    public String keyword(String keyword) {
      var value = SchemaKeys.this.keyword(rules, keyword);
      return value == null ? "" : value.isString() ? value.stringValue() : value.toString();
    }
  }

  /** All keys, including those that contain others, in the order of the schema. */
  public static List<Key> of(JsonNode schema) {
    var found = new SchemaKeys(schema);
    found.collect("", schema);
    return found.keys;
  }

  private void collect(String path, JsonNode rules) {
    var elements = keyword(rules, "items");
    if (elements != null) {
      collect(path, elements);
    }
    Optional.ofNullable(keyword(rules, "properties")).stream()
        .flatMap(p -> p.properties().stream())
        .forEach(member -> {
          var inner = path + (path.isEmpty() ? "" : ".") + member.getKey();
          keys.add(new Key(inner, member.getValue()));
          collect(inner, member.getValue());
        });
  }

  /** A keyword of a schema, or of one that it refers to; or null. */
  private @Nullable JsonNode keyword(JsonNode rules, String keyword) {
    var own = rules.get(keyword);
    var reference = rules.get("$ref");
    return own != null || reference == null
        ? own
        : keyword(schema.at(reference.stringValue().substring(1)), keyword);
  }
}
