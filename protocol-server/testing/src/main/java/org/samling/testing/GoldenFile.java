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
 * Samling's external behaviour, as text in {@code test-fixtures/golden}: refactoring must not
 * change it, and a change of behaviour shows there. {@code -Dsamling.golden.update=true} rewrites
 * the files.
 */
public final class GoldenFile {

  private static final boolean UPDATE = Boolean.getBoolean("samling.golden.update");

  /** The order of an object's members has no meaning, and differs from run to run. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private GoldenFile() {}

  /**
   * Checks that a text equals the stored one.
   *
   * @param name the file name
   * @param text the text that the code produces now; it must contain neither times nor anything
   *     else that differs from run to run
   */
  public static void check(String name, String text) {
    check(fixture(name), text);
  }

  /**
   * Checks that a document that is written from the code is as the code is now.
   *
   * @param path its path in the checkout
   */
  public static void checkDocument(String path, String text) {
    check(Checkout.file(path), text);
  }

  private static void check(Path expected, String text) {
    try {
      if (UPDATE) {
        Files.createDirectories(Objects.requireNonNull(expected.getParent()));
        Files.writeString(expected, text);
      }
      var today =
          Files.createDirectories(Path.of("target", "golden"))
              .resolve(Objects.requireNonNull(expected.getFileName()));
      Files.writeString(today, text);
      assertThat(today)
          .as("if intended, run with -Dsamling.golden.update=true and review the difference")
          .hasSameTextualContentAs(expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON on several lines, with the members of each object in alphabetical order. */
  public static String json(JsonNode document) {
    return JSON.writeValueAsString(document);
  }

  /** A file in that directory that tests read. */
  public static Path fixture(String name) {
    return Path.of(System.getProperty("test-fixtures.dir"), "golden", name);
  }
}
