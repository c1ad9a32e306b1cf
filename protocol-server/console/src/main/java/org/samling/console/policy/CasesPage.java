package org.samling.console.policy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Circumstances.Subject;

/**
 * What the page of test cases shows.
 *
 * @param kept the test cases that are kept
 * @param typed what was typed, by the fields' names
 * @param problems what is wrong with what was typed, by the fields' names, in words
 * @param choices what there is to choose from, of subjects of which the tenant knows all: names by
 *     codes
 * @param settings the names of all settings
 * @param tried what the policy says of what was typed; null where nothing was tried
 * @param mayChange whether the visitor may change the test cases of the whole tenant
 */
public record CasesPage(
    List<Kept> kept,
    Map<String, String> typed,
    Map<String, String> problems,
    Map<Subject, Map<String, String>> choices,
    List<String> settings,
    @Nullable List<Tried> tried,
    boolean mayChange) {

  /** Copies what is given. */
  public CasesPage {
    kept = List.copyOf(kept);
    typed = Map.copyOf(typed);
    problems = Map.copyOf(problems);
    choices = Map.copyOf(choices);
    settings = List.copyOf(settings);
    tried = tried == null ? null : List.copyOf(tried);
  }

  /** What a loan can be thought up of; agencies follow from branches. */
  public List<Subject> subjects() {
    return CasePages.SUBJECTS;
  }

  /** What was typed in a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /** What is wrong with a field, or null. */
  public @Nullable String problem(String field) {
    return problems.get(field);
  }

  /**
   * A test case that is kept.
   *
   * @param name what it is called
   * @param situation who, what, where and when, in words
   * @param expected what is expected, in words
   * @param broken what is not as expected today, in words; none where all is
   */
  public record Kept(
      String name, List<String> situation, List<String> expected, List<String> broken) {

    /** Copies the lists. */
    public Kept {
      situation = List.copyOf(situation);
      expected = List.copyOf(expected);
      broken = List.copyOf(broken);
    }
  }

  /**
   * What the policy says of one term or setting.
   *
   * @param what the term or setting
   * @param name what it is called
   * @param text what is said, as people write it; empty where nothing is
   * @param value the same as people read it
   * @param level which rule, category or place says so
   * @param passed the heavier rules that do not apply, each with what it says and why it does not
   * @param beaten what applies too and counts no more
   */
  public record Tried(
      String what,
      String name,
      String text,
      String value,
      String level,
      List<String> passed,
      List<String> beaten) {

    /** Copies the lists. */
    public Tried {
      passed = List.copyOf(passed);
      beaten = List.copyOf(beaten);
    }
  }
}
