package org.samling.operations.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.path.NodePath;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samling.operations.Problem;
import org.samling.operations.Sentence;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form of an input or output: its JSON Schema (2020-12), made from its record. Input is checked
 * by it, and OpenAPI shows it.
 *
 * <p>Safe for use by many threads.
 *
 * @param <T> the record
 */
public final class Shape<T extends Record> {

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final Class<T> type;
  private final ObjectNode schema;
  private final List<String> members;
  private final Schema validator;

  /** Made when first asked for, once for a JVM: most operations are never called. */
  private static final ClassValue<Shape<?>> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape<?> computeValue(Class<?> type) {
          return new Shape<>(type.asSubclass(Record.class));
        }
      };

  /** The form of a record. */
  @SuppressWarnings("unchecked") // the shape of a class is one of that class
  public static <T extends Record> Shape<T> of(Class<T> type) {
    return (Shape<T>) SHAPES.get(type);
  }

  private Shape(Class<T> type) {
    this.type = type;
    this.schema = Schemas.of(type);
    this.members = List.copyOf(schema.path("properties").propertyNames());
    this.validator = Formats.REGISTRY.getSchema(schema);
  }

  /** Its schema as maps and lists, as OpenAPI has it. */
  public Map<String, Object> schema() {
    return Json.MAPPER.convertValue(schema, OBJECT);
  }

  /** The names of its members, in their order. */
  public List<String> members() {
    return members;
  }

  /** The schema of a member. */
  JsonNode member(String name) {
    return schema.path("properties").path(name);
  }

  /** What is wrong with an object, worded for the sender; empty where it has this form. */
  Optional<Sentence> fault(ObjectNode object) {
    return unfit(object).or(() -> unknown(object, schema));
  }

  private Optional<Sentence> unfit(ObjectNode object) {
    return validator.validate(object).stream()
        .min(Comparator.comparingInt(error -> members.indexOf(at(error))))
        .map(error -> {
          var member = at(error);
          return object.has(member)
              ? within(error.getInstanceLocation(), 0, member(member))
              : Sentence.missing(member);
        });
  }

  /** What was expected of a member, or of the innermost member in it that is wrong. */
  private static Sentence within(NodePath location, int depth, JsonNode schema) {
    var name = location.getName(depth);
    var inner =
        depth + 1 < location.getNameCount()
            ? schema.path("properties").path(location.getName(depth + 1))
            : MissingNode.getInstance();
    // An entry of a list has no name: what is wrong with it is told of the list.
    return inner.isMissingNode()
        ? Sentence.unfit(name, Expectation.of(schema))
        : Sentence.of("In \"%s\": %s", "I \"%s\": %s", name, within(location, depth + 1, inner));
  }

  /** A member of an object within the object, or in a list of it, that there is not. */
  private static Optional<Sentence> unknown(JsonNode object, JsonNode schema) {
    return object.properties().stream()
        .flatMap(member ->
            unknownIn(member.getValue(), schema.path("properties").path(member.getKey()))
                .map(fault -> Sentence.of("In \"%s\": %s", "I \"%s\": %s", member.getKey(), fault))
                .stream())
        .findFirst();
  }

  private static Optional<Sentence> unknownIn(JsonNode value, JsonNode schema) {
    if (value.isArray()) {
      return value
          .valueStream()
          .flatMap(entry -> unknownIn(entry, schema.path("items")).stream())
          .findFirst();
    }
    var names = schema.path("properties").propertyNames();
    return value.isObject() && !names.isEmpty()
        ? value.propertyNames().stream()
            .filter(name -> !names.contains(name))
            .findFirst()
            .map(name ->
                Sentence.of(
                    "There is no member \"%s\" here; there are %s.",
                    "Der er ikke noget \"%s\" her, kun %s.", name, String.join(", ", names)))
            .or(() -> unknown(value, schema))
        : Optional.empty();
  }

  /** The member that is wrong, or has something wrong in it. */
  private static String at(Error error) {
    var location = error.getInstanceLocation();
    return location.getNameCount() == 0 ? String.valueOf(error.getProperty()) : location.getName(0);
  }

  /** The record that an object without faults means. */
  T read(ObjectNode object) {
    try {
      return Json.MAPPER.treeToValue(object, type);
    } catch (JacksonException e) {
      throw Problem.invalid(
          new Sentence("A number is out of range.", "Et tal er for stort eller for lille."));
    }
  }

  /** A record as members of JSON. */
  public static Map<String, Object> write(Record value) {
    return Json.MAPPER.convertValue(value, OBJECT);
  }
}
