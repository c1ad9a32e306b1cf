package org.samling.operations.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import org.samling.core.organisation.Secret;
import org.samling.operations.Words;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** How inputs and outputs are written in JSON: members and constants in kebab case. */
final class Json {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .annotationIntrospector(new KebabConstants())
          .addMixIn(Secret.class, SecretText.class)
          .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
          .build();

  private Json() {}

  /** A component's name as it is written: {@code copies-of}. */
  static String member(String component) {
    return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** A secret is read from a text, unchanged, and never written. */
  private abstract static class SecretText {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    SecretText(String value) {}

    @Override
    @JsonValue
    public abstract String toString();
  }

  /** Writes constants in kebab case. */
  private static final class KebabConstants extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    @Override
    public String[] findEnumValues(
        MapperConfig<?> config, AnnotatedClass annotated, Enum<?>[] constants, String[] names) {
      return Arrays.stream(constants).map(Words::of).toArray(String[]::new);
    }
  }
}
