package org.samling.library.config;

import java.nio.file.Path;
import java.util.Map;
import org.samling.core.organisation.Secret;

/**
 * The operators' own routes.
 *
 * @param directory the directory of their files
 * @param values the values that the files use, by their names
 */
public record RouteSettings(Path directory, Map<String, Secret> values) {

  /** Copies the map. */
  public RouteSettings {
    values = Map.copyOf(values);
  }
}
