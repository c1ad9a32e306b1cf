package org.samling.operations.schema;

import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.samling.operations.Means;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the JSON Schema (2020-12) of a record. */
final class Schemas {

  private static final SchemaGenerator GENERATOR = generator();

  private Schemas() {}

  static ObjectNode of(Class<? extends Record> type) {
    ObjectNode schema;
    synchronized (GENERATOR) {
      schema = GENERATOR.generateSchema(type);
    }
    plain(schema);
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
            .without(Option.SCHEMA_VERSION_INDICATOR)
            .with(new JakartaValidationModule(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS));
    // Members stand in the order of the components.
    builder.forTypesInGeneral().withPropertySorter((_, _) -> 0);
    builder
        .forTypesInGeneral()
        .withCustomDefinitionProvider((type, context) -> {
          if (!type.getErasedType().isEnum()) {
            return null;
          }
          var words = context.getGeneratorConfig().createObjectNode().put("type", "string");
          var constants = words.putArray("enum");
          Arrays.stream(type.getErasedType().getEnumConstants())
              .forEach(constant -> constants.add(Json.word((Enum<?>) constant)));
          return new CustomDefinition(words, true);
        });
    builder
        .forFields()
        .withPropertyNameOverrideResolver(field -> Json.member(field.getDeclaredName()))
        .withRequiredCheck(field -> !isNullable(field))
        .withNullableCheck(Schemas::isNullable)
        .withDescriptionResolver(field -> {
          var means = field.getAnnotationConsideringFieldAndGetter(Means.class);
          return means == null || field.isFakeContainerItemScope() ? null : means.value();
        });
    return new SchemaGenerator(builder.build());
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
    node.forEach(Schemas::plain);
  }
}
