package org.samling.console.machines;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.machines.LiveSessions.LiveSession;
import org.samling.core.organisation.MachineAccounts.MachineAccount;

/**
 * What the list of accounts shows.
 *
 * @param rows the accounts
 * @param branches the names of branches by their codes
 */
public record Machines(List<Row> rows, Map<String, String> branches) {

  /** Copies what is given. */
  public Machines {
    rows = List.copyOf(rows);
    branches = Map.copyOf(branches);
  }

  /**
   * An account.
   *
   * @param live how many of its connections are open on this node
   */
  public record Row(MachineAccount account, long live) {}

  /**
   * What the form for a new account shows.
   *
   * @param typed what was typed, by the fields' names
   * @param branches the names of branches to choose from, by their codes
   * @param presets the presets of SIP2 profiles
   * @param problem the key of the words for what is wrong, or null
   */
  public record NewAccountForm(
      Map<String, String> typed,
      Map<String, String> branches,
      List<String> presets,
      @Nullable String problem) {

    /** What was typed in a field. */
    public String typed(String field) {
      return typed.getOrDefault(field, "");
    }
  }

  /**
   * A secret that is shown once.
   *
   * @param username the account
   * @param secret its new password
   */
  public record NewSecret(String username, String secret) {}

  /**
   * What the page of one account shows.
   *
   * @param branch the branch's name
   * @param profile the keys of its profile; empty where it has none
   * @param presets the presets to choose from
   * @param problem what is wrong with what was typed, in words; or null
   */
  public record AccountPage(
      MachineAccount account,
      String branch,
      List<ProfileKey> profile,
      List<String> presets,
      @Nullable String problem,
      Live live) {

    /** Copies the lists. */
    public AccountPage {
      profile = List.copyOf(profile);
      presets = List.copyOf(presets);
    }

    /** The name of its preset; empty where it has no profile. */
    public String preset() {
      var choice = account.profile();
      return choice == null ? "" : choice.preset();
    }
  }

  /**
   * A key of a profile.
   *
   * @param preset what the preset says
   * @param value what counts for the account
   */
  public record ProfileKey(String key, String preset, String value) {

    /** Whether the account says otherwise than its preset. */
    public boolean differs() {
      return !preset.equals(value);
    }
  }

  /**
   * The connections of an account.
   *
   * @param username the account
   * @param sessions those on this node
   */
  public record Live(String username, List<LiveSession> sessions) {

    /** Copies the list. */
    public Live {
      sessions = List.copyOf(sessions);
    }
  }
}
