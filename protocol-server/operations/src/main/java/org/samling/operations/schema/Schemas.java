package org.samling.operations.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.operations.Means;
import org.samling.operations.Names;
import org.samling.operations.Notation;
import org.samling.operations.Words;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the JSON Schema (2020-12) of a record. The components of a component that is
 * {@code @JsonUnwrapped} stand in its place.
 */
final class Schemas {

  /** Begins the name of a property whose own properties take its place. */
  private static final String UNWRAPPED = "*";

  private static final int LONGEST_SECRET = 200;

  private static final SchemaGenerator GENERATOR = generator();

  private Schemas() {}

  static ObjectNode of(Class<? extends Record> type) {
    ObjectNode schema;
    synchronized (GENERATOR) {
      schema = GENERATOR.generateSchema(type);
    }
    plain(schema);
    unwrap(schema);
    if (!schema.has("properties")) {
      schema.putObject("properties");
    }
    return schema;
  }

  private static SchemaGenerator generator() {
    var builder =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(Option.INLINE_ALL_SCHEMAS)
            .with(Option.ADDITIONAL_FIXED_TYPES)
            .with(Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
            .without(Option.SCHEMA_VERSION_INDICATOR)
            .with(new JakartaValidationModule(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS));
    // Members stand in the order of the components.
    builder.forTypesInGeneral().withPropertySorter((_, _) -> 0);
    builder
        .forTypesInGeneral()
        .withCustomDefinitionProvider((type, context) -> {
          var notation = type.getErasedType().getAnnotation(Notation.class);
          if (notation == null && !type.getErasedType().isEnum()) {
            return null;
          }
          var words = context.getGeneratorConfig().createObjectNode().put("type", "string");
          if (notation != null) {
            words.put("title", notation.title()).put("pattern", notation.pattern());
            words.putArray("examples").add(notation.example());
            return new CustomDefinition(words, true);
          }
          var constants = words.putArray("enum");
          Arrays.stream(type.getErasedType().getEnumConstants())
              .forEach(constant -> constants.add(Words.of((Enum<?>) constant)));
          return new CustomDefinition(words, true);
        });
    builder.forTypesInGeneral().withCustomDefinitionProvider(Schemas::byConstants);
    builder
        .forTypesInGeneral()
        .withAdditionalPropertiesResolver(scope -> otherMembers(scope.getType()));
    builder
        .forTypesInGeneral()
        .withCustomDefinitionProvider((type, context) ->
            type.getErasedType() == Secret.class
                ? new CustomDefinition(
                    context
                        .getGeneratorConfig()
                        .createObjectNode()
                        .put("type", "string")
                        .put("maxLength", LONGEST_SECRET),
                    true)
                : null);
    builder
        .forFields()
        .withCustomDefinitionProvider(Schemas::byNames)
        .withAdditionalPropertiesResolver(field -> otherMembers(field.getType()))
        .withPropertyNameOverrideResolver(Schemas::property)
        .withRequiredCheck(field -> !isNullable(field))
        .withNullableCheck(Schemas::isNullable)
        .withDescriptionResolver(field -> {
          var means = field.getAnnotationConsideringFieldAndGetter(Means.class);
          return means == null || field.isFakeContainerItemScope() ? null : means.value();
        });
    return new SchemaGenerator(builder.build());
  }

  /** A map by the constants of an enum is an object with a member for each that is there. */
  private static @Nullable CustomDefinition byConstants(
      ResolvedType type, SchemaGenerationContext context) {
    var of = context.getTypeContext().getTypeParameterFor(type, Map.class, 0);
    if (of == null || !of.getErasedType().isEnum()) {
      return null;
    }
    var value = context.getTypeContext().getTypeParameterFor(type, Map.class, 1);
    var object = context.getGeneratorConfig().createObjectNode().put("type", "object");
    var properties = object.putObject("properties");
    for (var constant : of.getErasedType().getEnumConstants()) {
      var choice = properties.putObject(Words.of((Enum<?>) constant)).putArray("anyOf");
      choice.addObject().put("type", "null");
      choice.add(context.createDefinitionReference(value));
    }
    return new CustomDefinition(object, true);
  }

  /** Of a map by constants nothing is said about other members: they are refused by name. */
  private static @Nullable Type otherMembers(ResolvedType type) {
    var parameters = type.typeParametersFor(Map.class);
    return parameters != null
            && !parameters.isEmpty()
            && parameters.getFirst().getErasedType().isEnum()
        ? Object.class
        : null;
  }

  /** A map whose names are known is an object with a member for each that is there. */
  private static @Nullable CustomPropertyDefinition byNames(
      FieldScope field, SchemaGenerationContext context) {
    var names = field.getAnnotation(Names.class);
    if (names == null || field.isFakeContainerItemScope()) {
      return null;
    }
    var object = context.getGeneratorConfig().createObjectNode().put("type", "object");
    var properties = object.putObject("properties");
    meanings(names)
        .forEach((name, means) -> {
          var member = properties.putObject(name);
          var choice = member.putArray("anyOf");
          choice.addObject().put("type", "null");
          choice.add(
              context.createStandardDefinitionReference(
                  (FieldScope) field.asFakeContainerItemScope(Map.class, 1), null));
          if (!means.isEmpty()) {
            member.put("description", means);
          }
        });
    return new CustomPropertyDefinition(object);
  }

  private static Map<String, String> meanings(Names names) {
    try {
      var made = names.value().getDeclaredConstructor();
      made.setAccessible(true);
      return made.newInstance().get();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(names.value() + " can't be made", e);
    }
  }

  private static String property(FieldScope field) {
    var named = field.getAnnotationConsideringFieldAndGetter(JsonProperty.class);
    var member = named == null ? Json.member(field.getDeclaredName()) : named.value();
    return field.getAnnotationConsideringFieldAndGetter(JsonUnwrapped.class) == null
            && field.getAnnotationConsideringFieldAndGetter(JsonAnyGetter.class) == null
        ? member
        : UNWRAPPED + member;
  }

  private static boolean isNullable(FieldScope field) {
    return !field.isFakeContainerItemScope()
        && field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /** Says of a member that may be null what its types are, instead of offering two schemas. */
  private static void plain(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.get("anyOf") instanceof ArrayNode choice
        && choice.size() == 2
        && choice.get(0).path("type").asString("").equals("null")
        && choice.get(1) instanceof ObjectNode other) {
      object.remove("anyOf");
      var own = object.deepCopy();
      object.removeAll();
      object.setAll(other);
      object.setAll(own);
      object.putArray("type").add(other.path("type").asString("")).add("null");
      if (object.get("enum") instanceof ArrayNode words) {
        words.addNull();
      }
    }
    if (node instanceof ObjectNode object && object.has("properties")) {
      object.remove("additionalProperties"); // of a map whose members are known
    }
    node.forEach(Schemas::plain);
  }

  private static void unwrap(JsonNode node) {
    node.forEach(Schemas::unwrap);
    if (!(node.path("properties") instanceof ObjectNode wrapped)
        || wrapped.propertyNames().stream().noneMatch(name -> name.startsWith(UNWRAPPED))) {
      return;
    }
    var properties = wrapped.objectNode();
    var required = wrapped.arrayNode();
    var needed = node.path("required").valueStream().toList();
    wrapped
        .properties()
        .forEach(property -> {
          var name = property.getKey();
          var schema = property.getValue();
          if (name.startsWith(UNWRAPPED)) {
            schema
                .path("properties")
                .properties()
                .forEach(p -> properties.set(p.getKey(), p.getValue()));
            schema.path("required").forEach(required::add);
          } else {
            properties.set(name, schema);
            if (needed.contains(wrapped.stringNode(name))) {
              required.add(name);
            }
          }
        });
    var object = (ObjectNode) node;
    object.set("properties", properties);
    object.remove("required");
    if (!required.isEmpty()) {
      object.set("required", required);
    }
  }
}
