package org.samling.console.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Visit;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Term;

/**
 * The model of a policy rule's page.
 *
 * @param code its code; empty for a new rule
 * @param typed the typed or current values by field name
 * @param problems what is wrong with the typed values, as texts for staff by field name
 * @param accepted the values that each term accepts, as texts for staff by term name
 * @param known the existing codes, for the subjects whose codes the tenant knows
 * @param mayChange whether the visitor may change the tenant's rules
 * @param change the effect of a change before it is made, or null
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

  /** Returns the typed value of a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /** Returns what is wrong with a field, or null. */
  public @Nullable String problem(String field) {
    return problems.get(field);
  }

  /** Returns the subjects that conditions can test. */
  public Subject[] subjects() {
    return Subject.values();
  }

  /** Returns the terms that a rule can decide. */
  public List<Term<?>> terms() {
    return Term.ALL;
  }

  /** Returns the existing codes of a subject, separated by commas. */
  public String known(Subject subject) {
    return String.join(", ", known.getOrDefault(subject, List.of()));
  }

  /** Returns the path that forms are sent to, relative to the tenant's. */
  public String here() {
    return code.isEmpty() ? "/policy/matrix/new" : "/policy/matrix/rule/" + Visit.encoded(code);
  }

  /**
   * The effect of a change.
   *
   * @param isRemoval whether the rule is removed
   * @param when the conditions afterwards, as texts for staff; empty for always
   * @param then the terms afterwards, as texts for staff
   * @param period the validity afterwards, as a text for staff; empty for always
   * @param rows the loans that change
   * @param more the number of such rows not listed
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
   * A loan that changes.
   *
   * @param patron the patron's category
   * @param item the item's category
   * @param term the term that changes
   * @param before the old value and what decided it, as a text for staff
   * @param after the new value and what decides it
   */
  public record Row(
      LocalDate day, String patron, String item, String term, String before, String after) {}
}
