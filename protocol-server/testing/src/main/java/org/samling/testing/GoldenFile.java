package org.samling.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What others see of Samling, as text in {@code test-fixtures/golden}: a change of the code's shape
 * must leave it as it is, and a change of behaviour shows there. {@code
 * -Dsamling.golden.update=true} writes the files anew.
 */
public final class GoldenFile {

  private static final boolean UPDATE = Boolean.getBoolean("samling.golden.update");

  /** The order of an object's members says nothing, and differs from run to run. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private GoldenFile() {}

  /**
   * Checks that a text is the one that is kept.
   *
   * @param name the file's name
   * @param text what the code makes of it today; it has neither times nor anything else that
   *     differs from run to run
   */
  public static void check(String name, String text) {
    var kept = fixture(name);
    try {
      if (UPDATE) {
        Files.createDirectories(Objects.requireNonNull(kept.getParent()));
        Files.writeString(kept, text);
      }
      var today = Files.createDirectories(Path.of("target", "golden")).resolve(name);
      Files.writeString(today, text);
      assertThat(today)
          .as("where it was meant: -Dsamling.golden.update=true, and look at the difference")
          .hasSameTextualContentAs(kept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON on many lines, with the members of each object in alphabetical order. */
  public static String json(JsonNode document) {
    return JSON.writeValueAsString(document);
  }

  /** A file there that tests read. */
  public static Path fixture(String name) {
    return Path.of(System.getProperty("test-fixtures.dir"), "golden", name);
  }
}
