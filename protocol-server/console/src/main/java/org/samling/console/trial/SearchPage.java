package org.samling.console.trial;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.console.trial.TrialSearcher.Notation;
import org.samling.console.trial.TrialSearcher.Session;
import org.samling.console.trial.TrialSearcher.Syntax;

/**
 * The model of the Z39.50 page.
 *
 * @param accounts the Z39.50 accounts to choose from
 * @param isSandbox whether the tenant is a sandbox
 * @param talk the session, or null
 * @param problem what is wrong, as a text for staff; or null
 */
public record SearchPage(
    List<String> accounts,
    boolean isSandbox,
    Input typed,
    @Nullable Session talk,
    @Nullable String problem) {

  /** Copies the list. */
  public SearchPage {
    accounts = List.copyOf(accounts);
  }

  /**
   * The typed values.
   *
   * @param account the account; empty for an anonymous session
   * @param notation the notation of the query
   * @param syntax the preferred record syntax
   */
  public record Input(String account, Notation notation, String query, Syntax syntax) {}

  /** Returns the notations to choose from. */
  public Notation[] notations() {
    return Notation.values();
  }

  /** Returns the record syntaxes to choose from. */
  public Syntax[] syntaxes() {
    return Syntax.values();
  }
}
