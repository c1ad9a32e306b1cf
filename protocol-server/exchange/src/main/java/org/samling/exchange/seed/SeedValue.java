package org.samling.exchange.seed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.samling.library.yaml.YamlDocument;

/**
 * A value with its position.
 *
 * @param document the file
 * @param pointer the position in it, as a JSON pointer
 */
record SeedValue<T>(YamlDocument document, String pointer, T value) {

  /** The values of a list, each with its position. */
  static <T> List<SeedValue<T>> each(YamlDocument document, String pointer, List<T> values) {
    var placed = new ArrayList<SeedValue<T>>(values.size());
    for (var i = 0; i < values.size(); i++) {
      placed.add(new SeedValue<>(document, pointer + "/" + i, values.get(i)));
    }
    return placed;
  }

  /** The values of a list that belongs to this value, each with its position. */
  <U> List<SeedValue<U>> each(String key, List<U> values) {
    return each(document, pointer + "/" + key, values);
  }

  /** The name under which changes are recorded. */
  String by() {
    return "seed " + Path.of(document.file()).getFileName();
  }

  /** Words a problem with one of its keys. */
  String problem(String key, String message) {
    return document.problem(pointer + "/" + key, message);
  }

  /** The file and line of one of its keys. */
  String position(String key) {
    return document.position(pointer + "/" + key);
  }
}
