package org.samling.console.ill;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The model of the form for a new request.
 *
 * @param key the idempotency key of the form
 * @param typed the typed values, or those of a title found, by field name
 * @param branches the names of the branches that may handle it, by code
 * @param problem what is wrong, as a text for staff; or null
 */
public record IllForm(
    String key, Map<String, String> typed, Map<String, String> branches, @Nullable String problem) {

  /** Makes defensive copies. */
  public IllForm {
    typed = Map.copyOf(typed);
  }

  /** Returns the value of a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }
}
