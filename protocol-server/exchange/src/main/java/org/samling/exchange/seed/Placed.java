package org.samling.exchange.seed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.samling.library.yaml.YamlDocument;

/**
 * A value with the place where it stands.
 *
 * @param document the file
 * @param pointer the place in it, as a JSON pointer
 */
record Placed<T>(YamlDocument document, String pointer, T value) {

  /** The values of a list, each with its place. */
  static <T> List<Placed<T>> each(YamlDocument document, String pointer, List<T> values) {
    var placed = new ArrayList<Placed<T>>(values.size());
    for (var i = 0; i < values.size(); i++) {
      placed.add(new Placed<>(document, pointer + "/" + i, values.get(i)));
    }
    return placed;
  }

  /** The values of a list that belongs to this value, each with its place. */
  <U> List<Placed<U>> each(String key, List<U> values) {
    return each(document, pointer + "/" + key, values);
  }

  /** Who says it, for what is kept of changes. */
  String by() {
    return "seed " + Path.of(document.file()).getFileName();
  }

  /** Says what is wrong with one of its keys. */
  String problem(String key, String message) {
    return document.problem(pointer + "/" + key, message);
  }

  /** The file and line of one of its keys. */
  String position(String key) {
    return document.position(pointer + "/" + key);
  }
}
