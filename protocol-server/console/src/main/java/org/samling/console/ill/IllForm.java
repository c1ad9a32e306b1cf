package org.samling.console.ill;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows by which other libraries are asked.
 *
 * @param key what makes the form recognisable when it is sent again
 * @param typed what was typed, or is known of a title that was found, by the fields' names
 * @param branches the names of branches that may handle it, by their codes
 * @param problem what is wrong with it, in words; or null
 */
public record IllForm(
    String key, Map<String, String> typed, Map<String, String> branches, @Nullable String problem) {

  /** Copies what was typed. */
  public IllForm {
    typed = Map.copyOf(typed);
  }

  /** What stands in a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }
}
