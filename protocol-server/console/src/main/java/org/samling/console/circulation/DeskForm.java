package org.samling.console.circulation;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Visit;

/**
 * What the forms of a page have in common.
 *
 * @param key what makes the page's forms recognisable when they are sent again
 * @param at the code of the branch where the member stands
 * @param branches the names of the branches to choose from, by code
 * @param typed what was typed into a form that can't be done, by its fields' names
 * @param problem why it can't be done, or null
 * @param done the key of the words for what was done, or null
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
   * Why something can't be done.
   *
   * @param text why, in words
   * @param because what that rests on, in words; empty where nothing more is to be said
   */
  public record Problem(String text, String because) {}

  /**
   * The forms of a page.
   *
   * @param usual the code of the branch where the member stands unless something else is said
   * @param typed what was typed
   * @param problem why it can't be done, or null
   */
  static DeskForm of(
      Visit visit,
      StaffScope sight,
      String usual,
      Map<String, String> typed,
      @Nullable Problem problem) {
    var names = sight.names();
    var request = visit.request();
    var said = request.field("at").isEmpty() ? request.argument("at") : request.field("at");
    var done = "circulation.done." + request.argument("done");
    return new DeskForm(
        UUID.randomUUID().toString(),
        at(sight, said, usual),
        names,
        typed,
        problem,
        problem == null && visit.words().has(done) ? done : null);
  }

  /** The branch that was said where it is the member's, or else the usual one, or any of theirs. */
  static String at(StaffScope sight, String said, String usual) {
    var names = sight.names();
    return names.containsKey(said)
        ? said
        : names.containsKey(usual) ? usual : names.keySet().stream().findFirst().orElse(usual);
  }

  /** What was typed in a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /** What was typed in a field of the form for one thing, or else what usually stands there. */
  public String typed(String field, String ofField, String of, String usual) {
    return typed(ofField).equals(of) ? typed(field) : usual;
  }
}
