package org.samling.console.policy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Circumstances.Subject;

/**
 * The model of the test cases page.
 *
 * @param kept the saved test cases
 * @param typed the typed values by field name
 * @param problems what is wrong with the typed values, as texts for staff by field name
 * @param choices the options for the subjects whose values the tenant knows completely: names by
 *     code
 * @param tried the values that apply to the typed situation; null if none was typed
 * @param mayChange whether the visitor may change the tenant's test cases
 */
public record CasesPage(
    List<SavedCase> kept,
    Map<String, String> typed,
    Map<String, String> problems,
    Map<Subject, Map<String, String>> choices,
    List<String> settings,
    @Nullable List<AppliedValue> tried,
    boolean mayChange) {

  /** Makes defensive copies. */
  public CasesPage {
    kept = List.copyOf(kept);
    typed = Map.copyOf(typed);
    problems = Map.copyOf(problems);
    choices = Map.copyOf(choices);
    settings = List.copyOf(settings);
    tried = tried == null ? null : List.copyOf(tried);
  }

  /** Returns the properties of a hypothetical loan; agencies follow from the branches. */
  public List<Subject> subjects() {
    return CasePages.SUBJECTS;
  }

  /** Returns the typed value of a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /** Returns what is wrong with a field, or null. */
  public @Nullable String problem(String field) {
    return problems.get(field);
  }

  /**
   * A saved test case.
   *
   * @param name its name
   * @param situation who, what, where and when, as texts for staff
   * @param expected the expectations, as texts for staff
   * @param broken the expectations that fail today, as texts for staff; empty if none
   */
  public record SavedCase(
      String name, List<String> situation, List<String> expected, List<String> broken) {

    /** Copies the lists. */
    public SavedCase {
      situation = List.copyOf(situation);
      expected = List.copyOf(expected);
      broken = List.copyOf(broken);
    }
  }

  /**
   * The value of a term or setting.
   *
   * @param name its name
   * @param text the value in the form in which it is entered; empty if there is none
   * @param value the value in display form
   * @param level the rule, category or place that decides it
   * @param passed the heavier rules that do not apply, each with its value and the reason
   * @param beaten the rules that also apply but are overridden
   */
  public record AppliedValue(
      String what,
      String name,
      String text,
      String value,
      String level,
      List<String> passed,
      List<String> beaten) {

    /** Copies the lists. */
    public AppliedValue {
      passed = List.copyOf(passed);
      beaten = List.copyOf(beaten);
    }
  }
}
