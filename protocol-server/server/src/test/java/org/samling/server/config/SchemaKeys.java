package org.samling.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** All keys of a schema, for comparing a document with it. */
public final class SchemaKeys {

  private final YamlSchema schema;
  private final List<Key> keys = new ArrayList<>();

  private SchemaKeys(YamlSchema schema) {
    this.schema = schema;
  }

  /**
   * A key.
   *
   * @param path its path of keys
   * @param rules what the schema says of it
   */
  public record Key(String path, JsonNode rules) {}

  /** All keys, also those that hold others, in the order of the schema. */
  public static List<Key> of(YamlSchema schema) {
    var found = new SchemaKeys(schema);
    found.collect("", schema.rules());
    return found.keys;
  }

  private void collect(String path, JsonNode rules) {
    var elements = schema.keyword(rules, "items");
    if (elements != null) {
      collect(path, elements);
    }
    Optional.ofNullable(schema.keyword(rules, "properties")).stream()
        .flatMap(p -> p.properties().stream())
        .forEach(member -> {
          var inner = path + (path.isEmpty() ? "" : ".") + member.getKey();
          keys.add(new Key(inner, member.getValue()));
          collect(inner, member.getValue());
        });
  }

  /** A keyword of a key, as text; empty where the schema does not say it. */
  public static String keyword(YamlSchema schema, Key key, String keyword) {
    var value = schema.keyword(key.rules(), keyword);
    return value == null ? "" : value.isString() ? value.stringValue() : value.toString();
  }

  /** A file of the checkout. */
  public static Path inCheckout(String path) {
    return Path.of(System.getProperty("test-fixtures.dir")).resolveSibling(path);
  }
}
