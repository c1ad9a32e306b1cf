package org.samling.console.ill;

import java.util.List;

/**
 * The model of what was found for a field.
 *
 * @param field the id of the field
 * @param text what was typed
 * @param hits what was found
 * @param isMore whether more was found
 */
public record IllFound(String field, String text, List<Hit> hits, boolean isMore) {

  /** Copies the list. */
  public IllFound {
    hits = List.copyOf(hits);
  }

  /**
   * Something that was found.
   *
   * @param value what the field needs
   * @param name its name; may be empty
   */
  public record Hit(String value, String name) {}

  /** Whether what was typed is the only hit, so that there is nothing to choose. */
  public boolean isExact() {
    return hits.size() == 1 && hits.getFirst().value().equals(text);
  }
}
