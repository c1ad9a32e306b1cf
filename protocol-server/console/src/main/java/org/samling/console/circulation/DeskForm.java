package org.samling.console.circulation;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Visit;
import org.samling.core.policy.Sight;

/**
 * What the forms of a page have in common.
 *
 * @param key the idempotency key of the page's forms
 * @param at the code of the branch the member works at
 * @param branches the names of the branches to choose from, by code
 * @param typed the values typed into a rejected form, by field name
 * @param problem why the form was rejected, or null
 * @param done the message key of what was done, or null
 */
public record DeskForm(
    String key,
    String at,
    Map<String, String> branches,
    Map<String, String> typed,
    @Nullable Problem problem,
    @Nullable String done) {

  /** Copies the maps. */
  public DeskForm {
    typed = Map.copyOf(typed);
  }

  /**
   * Why a form was rejected.
   *
   * @param text the reason, as a text for staff
   * @param because the rule behind it, as a text for staff; empty if there is nothing to add
   */
  public record Problem(String text, String because) {}

  /**
   * The forms of a page.
   *
   * @param usual the code of the branch the member works at unless another one is chosen
   * @param problem why the form was rejected, or null
   */
  static DeskForm of(
      Visit visit,
      Sight scope,
      String usual,
      Map<String, String> typed,
      @Nullable Problem problem) {
    var names = scope.names();
    var request = visit.request();
    var chosen = request.field("at").isEmpty() ? request.argument("at") : request.field("at");
    var done = "circulation.done." + request.argument("done");
    return new DeskForm(
        UUID.randomUUID().toString(),
        at(scope, chosen, usual),
        names,
        typed,
        problem,
        problem == null && visit.words().has(done) ? done : null);
  }

  /**
   * Returns the chosen branch if it is one of the member's, or else the usual one, or else any of
   * the member's.
   */
  static String at(Sight scope, String chosen, String usual) {
    var names = scope.names();
    return names.containsKey(chosen)
        ? chosen
        : names.containsKey(usual) ? usual : names.keySet().stream().findFirst().orElse(usual);
  }

  /** Returns the typed value of a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /** Returns the value typed in a field of the form for one object, or else the default. */
  public String typed(String field, String ofField, String of, String usual) {
    return typed(ofField).equals(of) ? typed(field) : usual;
  }
}
