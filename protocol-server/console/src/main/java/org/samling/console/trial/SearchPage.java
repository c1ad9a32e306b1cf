package org.samling.console.trial;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.console.trial.TrialSearcher.Notation;
import org.samling.console.trial.TrialSearcher.Syntax;
import org.samling.console.trial.TrialSearcher.Talk;

/**
 * What the page of Z39.50 shows.
 *
 * @param accounts the Z39.50 accounts to speak as
 * @param isSandbox whether the tenant is one to try with
 * @param typed what was typed
 * @param talk what was said, or null
 * @param problem what is wrong, in words; or null
 */
public record SearchPage(
    List<String> accounts,
    boolean isSandbox,
    Typed typed,
    @Nullable Talk talk,
    @Nullable String problem) {

  /** Copies the list. */
  public SearchPage {
    accounts = List.copyOf(accounts);
  }

  /**
   * What was typed.
   *
   * @param account the account to speak as; empty for nobody
   * @param notation in what the query is written
   * @param syntax in what records are wanted
   */
  public record Typed(String account, Notation notation, String query, Syntax syntax) {}

  /** The notations to choose from. */
  public Notation[] notations() {
    return Notation.values();
  }

  /** The record syntaxes to choose from. */
  public Syntax[] syntaxes() {
    return Syntax.values();
  }
}
