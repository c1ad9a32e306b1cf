package org.samling.operations.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;

/** Checks texts as strictly as they are read, and that years are those of a library. */
final class Formats {

  private static final int FIRST_YEAR = 1800;
  private static final int LAST_YEAR = 2200;

  /** Makes validators for schemas of 2020-12 that check formats too. */
  static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          Dialect.builder(Dialects.getDraft202012())
              .formats(
                  List.of(
                      new Read("date", text -> LocalDate.parse(text).getYear()),
                      new Read(
                          "date-time",
                          text -> Instant.parse(text).atZone(ZoneOffset.UTC).getYear()),
                      new Read(
                          "uuid",
                          text -> {
                            UUID.fromString(text);
                            return FIRST_YEAR;
                          })))
              .build(),
          registry ->
              registry.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private Formats() {}

  /**
   * A format of texts.
   *
   * @param name its name in schemas
   * @param year reads a text and gives its year; throws what parsing throws
   */
  private record Read(String name, ToIntFunction<String> year) implements Format {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean matches(ExecutionContext context, String text) {
      try {
        var of = year.applyAsInt(text);
        return of >= FIRST_YEAR && of <= LAST_YEAR;
      } catch (DateTimeException | IllegalArgumentException _) {
        return false;
      }
    }
  }
}
