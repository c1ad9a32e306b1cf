package org.samling.operations.accounts;

import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.MachineAccounts.MachineAccount;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on SIP2 accounts take and return. */
public final class Sip2Accounts {

  /** The most characters of a name. */
  private static final int NAME = 200;

  private static final int KEYS = 100;

  private Sip2Accounts() {}

  /**
   * A page of SIP2 accounts.
   *
   * @param accounts the accounts, by name
   * @param next what the next page comes after
   */
  public record Listed(List<ListEntry> accounts, @Means(Paging.NEXT) @Nullable String next) {}

  /** A SIP2 account in a list. */
  public record ListEntry(
      String name,
      @Means("the code of its branch") String branch,
      @Means("null if its machine may do everything") @Nullable String preset,
      @Means("the keys that differ from the preset") List<String> differences,
      @Means("whether its messages are logged") boolean wireLog) {

    static ListEntry of(MachineAccount account) {
      var profile = account.profile();
      return new ListEntry(
          account.username(),
          account.branch(),
          profile == null ? null : profile.preset(),
          profile == null ? List.of() : List.copyOf(profile.overrides().keySet()),
          account.isLogged());
    }
  }

  /** Which presets. */
  public record WhichPreset(@Means("the name of a preset; default: all") @Nullable String preset) {}

  /** The values of presets. */
  public record Presets(List<PresetValue> values) {}

  /** What a preset says of a key. */
  public record PresetValue(
      @Means("the name of the preset") String preset,
      @Means("as in docs/sip2.md") String key,
      Object value) {}

  /** The profile of an account, with every key. */
  public record WholeProfile(
      @Means("the name of the account") String name,
      @Means("the code of its branch") String branch,
      @Means("null if its machine may do everything") @Nullable String preset,
      @Means("what is wrong with it; a machine whose preset is gone may do nothing")
          @Nullable String fault,
      List<KeyValue> values) {

    static WholeProfile of(
        MachineAccount account, Map<String, Object> values, @Nullable String fault) {
      var choice = account.profile();
      return new WholeProfile(
          account.username(),
          account.branch(),
          choice == null ? null : choice.preset(),
          fault,
          choice == null
              ? List.of()
              : values.entrySet().stream()
                  .map(value -> KeyValue.of(value.getKey(), value.getValue(), choice))
                  .toList());
    }
  }

  /** The value of a key, and where it comes from. */
  public record KeyValue(@Means("as in docs/sip2.md") String key, Object value, Source from) {

    static KeyValue of(String key, Object value, Sip2ProfileChoice choice) {
      return new KeyValue(
          key, value, choice.overrides().containsKey(key) ? Source.ACCOUNT : Source.PRESET);
    }
  }

  /** Who says what the value of a key is. */
  public enum Source {
    /** The preset. */
    PRESET,
    /** The account, whatever the preset says. */
    ACCOUNT
  }

  /** What is to be changed of a profile; what is left out stays. */
  public record ProfileChange(
      @Means("the name of the account") String name,
      @Means("needed where the account has no profile yet") @Size(max = NAME) @Nullable String preset,
      @Means("keys with their new values (docs/sip2.md)") @Size(max = KEYS) @Nullable Map<String, @Nullable Object> differences,
      @Means("the keys for which the preset's values are to apply again") @Size(max = KEYS) @Nullable List<@Size(max = NAME) String> reset) {}
}
