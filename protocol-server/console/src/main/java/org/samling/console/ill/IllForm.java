package org.samling.console.ill;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Visit;
import org.samling.core.ill.InterlibraryOverview.AskedBefore;
import org.samling.core.ill.rota.LocalCopies.OwnTitle;

/**
 * The model of the form for a new request.
 *
 * @param key the idempotency key of the form
 * @param typed the typed values, or those of a title found, by field name
 * @param branches the names of the branches that may handle it, by code
 * @param problem what is wrong, as a text for staff; or null
 * @param found where the title can be had; null where it was not looked for
 */
public record IllForm(
    String key,
    Map<String, String> typed,
    Map<String, String> branches,
    @Nullable String problem,
    @Nullable Found found) {

  /** A form whose title was not looked for. */
  IllForm(
      String key,
      Map<String, String> typed,
      Map<String, String> branches,
      @Nullable String problem) {
    this(key, typed, branches, problem, null);
  }

  /** Makes defensive copies. */
  public IllForm {
    typed = Map.copyOf(typed);
  }

  /**
   * Where a title can be had.
   *
   * @param own records of which a copy can be had by a hold
   * @param before earlier requests for it
   * @param lookUp what came of other libraries' catalogues
   */
  public record Found(List<OwnTitle> own, List<AskedBefore> before, IllLookUp lookUp) {

    /** Copies the lists. */
    public Found {
      own = List.copyOf(own);
      before = List.copyOf(before);
    }
  }

  /** Whether others are asked although a hold would do. */
  public boolean isDespiteOwn() {
    return !typed("despite-own").isEmpty();
  }

  /** Returns the query parameter that names the patron in the form for a hold. */
  public String forPatron() {
    return typed("patron").isEmpty() ? "" : "&patron=" + Visit.encoded(typed("patron"));
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
