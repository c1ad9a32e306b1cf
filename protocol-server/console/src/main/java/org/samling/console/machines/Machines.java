package org.samling.console.machines;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.machines.LiveSessions.LiveSession;
import org.samling.core.organisation.AccountContacts.Contact;
import org.samling.core.organisation.MachineAccounts.MachineAccount;

/**
 * The model of the list of accounts.
 *
 * @param branches branch names by code
 */
public record Machines(List<Row> rows, Map<String, String> branches) {

  /** Makes defensive copies. */
  public Machines {
    rows = List.copyOf(rows);
    branches = Map.copyOf(branches);
  }

  /**
   * An account.
   *
   * @param live the number of its open connections on this node
   * @param contact when it was last answered, and what failed last; null if it was never heard of
   */
  public record Row(MachineAccount account, long live, @Nullable Contact contact) {}

  /**
   * The model of the form for a new account.
   *
   * @param typed the typed values by field name
   * @param branches the names of the branches to choose from, by code
   * @param presets the presets of SIP2 profiles
   * @param problem what is wrong, or null
   */
  public record NewAccountForm(
      Map<String, String> typed,
      Map<String, String> branches,
      List<String> presets,
      @Nullable String problem) {

    /** Returns the typed value of a field. */
    public String typed(String field) {
      return typed.getOrDefault(field, "");
    }
  }

  /**
   * A secret, shown once.
   *
   * @param username the account name
   * @param secret its new password
   */
  public record NewSecret(String username, String secret) {}

  /**
   * The model of an account's page.
   *
   * @param branch the branch name
   * @param profile the keys of its profile; empty if it has none
   * @param presets the presets to choose from
   * @param problem what is wrong with the typed values, as a text for staff; or null
   * @param mayBind whether the visitor may bind it to agencies and branches
   */
  public record AccountPage(
      MachineAccount account,
      String branch,
      List<ProfileKey> profile,
      List<String> presets,
      @Nullable String problem,
      Live live,
      boolean mayBind) {

    /** Copies the lists. */
    public AccountPage {
      profile = List.copyOf(profile);
      presets = List.copyOf(presets);
    }

    /** Returns the name of its preset; empty if it has no profile. */
    public String preset() {
      var choice = account.profile();
      return choice == null ? "" : choice.preset();
    }
  }

  /**
   * A key of a profile.
   *
   * @param preset the value in the preset
   * @param value the effective value of the account
   */
  public record ProfileKey(String key, String preset, String value) {

    /** Whether the account overrides its preset. */
    public boolean differs() {
      return !preset.equals(value);
    }
  }

  /**
   * The open connections of an account.
   *
   * @param username the account name
   * @param sessions its connections to this node
   */
  public record Live(String username, List<LiveSession> sessions) {

    /** Copies the list. */
    public Live {
      sessions = List.copyOf(sessions);
    }
  }
}
