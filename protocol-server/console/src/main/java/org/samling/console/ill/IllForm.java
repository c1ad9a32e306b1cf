package org.samling.console.ill;

import java.util.LinkedHashMap;
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

  private static final int USUAL_LENDERS = 3;

  /** Returns what was typed of the libraries to ask, by the ids of their fields, in order. */
  public Map<String, String> lenders() {
    var typed = typed("lenders").split("[\\s,;]+", -1);
    var lenders = new LinkedHashMap<String, String>();
    for (var i = 0; i < Math.max(USUAL_LENDERS, typed.length); i++) {
      lenders.put(i == 0 ? "lenders" : "lenders-" + (i + 1), i < typed.length ? typed[i] : "");
    }
    return lenders;
  }

  /** Returns the value of a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }
}
