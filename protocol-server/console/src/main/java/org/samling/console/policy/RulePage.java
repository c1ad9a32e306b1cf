package org.samling.console.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Visit;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Term;

/**
 * What the page of a policy rule shows.
 *
 * @param code its short name; empty for a new one
 * @param typed what was typed, or what the rule says, by the fields' names
 * @param problems what is wrong with what was typed, by the fields' names, in words
 * @param accepted what each term accepts, in words, by its name
 * @param known the codes that there are of a subject, for those of which the tenant knows them
 * @param mayChange whether the visitor may change the rules of the whole tenant
 * @param change what a change comes to that was not made yet, or null
 */
public record RulePage(
    String code,
    Map<String, String> typed,
    Map<String, String> problems,
    Map<String, String> accepted,
    Map<Subject, List<String>> known,
    boolean mayChange,
    @Nullable Change change) {

  /** Copies the maps. */
  public RulePage {
    typed = Map.copyOf(typed);
    problems = Map.copyOf(problems);
    accepted = Map.copyOf(accepted);
    known = Map.copyOf(known);
  }

  /** What was typed in a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /** What is wrong with a field, or null. */
  public @Nullable String problem(String field) {
    return problems.get(field);
  }

  /** What a rule can ask about. */
  public Subject[] subjects() {
    return Subject.values();
  }

  /** What a rule can say. */
  public List<Term<?>> terms() {
    return Term.ALL;
  }

  /** The codes that there are of a subject, with commas. */
  public String known(Subject subject) {
    return String.join(", ", known.getOrDefault(subject, List.of()));
  }

  /** Where forms are sent, behind the tenant's address. */
  public String here() {
    return code.isEmpty() ? "/policy/matrix/new" : "/policy/matrix/rule/" + Visit.encoded(code);
  }

  /**
   * What a change comes to.
   *
   * @param isRemoval whether the rule is taken away
   * @param when when the rule applies after it, in words; none for always
   * @param then what it says after it, in words
   * @param period when it counts after it, in words; empty for always
   * @param rows who is lent what otherwise than before
   * @param more how many such rows are not listed
   * @param broken the test cases that it breaks
   */
  public record Change(
      boolean isRemoval,
      List<String> when,
      List<String> then,
      String period,
      List<Row> rows,
      int more,
      List<BrokenCase> broken) {

    /** Copies the lists. */
    public Change {
      when = List.copyOf(when);
      then = List.copyOf(then);
      rows = List.copyOf(rows);
      broken = List.copyOf(broken);
    }
  }

  /**
   * A loan of which something else holds than before.
   *
   * @param day on which day
   * @param patron the patron's category
   * @param item the item's category
   * @param term what it is about
   * @param before what held, in words, and who said so
   * @param after what holds then
   */
  public record Row(
      LocalDate day, String patron, String item, String term, String before, String after) {}
}
