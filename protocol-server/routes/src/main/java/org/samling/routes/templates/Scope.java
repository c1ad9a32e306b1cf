package org.samling.routes.templates;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names within a section, or within the whole template.
 *
 * @param names the names, each with the names within it
 */
public record Scope(Map<String, Scope> names) {

  /** The scope of a name that is a text, and a section where the text is not empty. */
  public static final Scope TEXT = new Scope(Map.of());

  /** The scope that has these texts. */
  public static Scope texts(String... names) {
    var map = new LinkedHashMap<String, Scope>();
    for (var name : names) {
      map.put(name, TEXT);
    }
    return new Scope(map);
  }

  /** The same with one more name. */
  public Scope with(String name, Scope within) {
    var map = new LinkedHashMap<>(names);
    map.put(name, within);
    return new Scope(map);
  }
}
