package org.samling.operations.accounts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account.Protocol;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.MachineAccounts;
import org.samling.core.organisation.MachineAccounts.MachineAccount;
import org.samling.core.organisation.Sip2Profile.UnfitException;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.accounts.Accounts.NewProfile;
import org.samling.operations.accounts.Accounts.WhichAccount;
import org.samling.operations.accounts.Accounts.WholeAccount;
import org.samling.operations.accounts.Sip2Accounts.ListEntry;
import org.samling.operations.accounts.Sip2Accounts.Listed;
import org.samling.operations.accounts.Sip2Accounts.PresetValue;
import org.samling.operations.accounts.Sip2Accounts.Presets;
import org.samling.operations.accounts.Sip2Accounts.ProfileChange;
import org.samling.operations.accounts.Sip2Accounts.WhichPreset;
import org.samling.operations.accounts.Sip2Accounts.WholeProfile;

/** SIP2 accounts: what their machines may do and are told, and whose messages are logged. */
public final class Sip2Operations {

  /** The operations. */
  public static final Family<Sip2Operations> FAMILY =
      new Family<>(
          "accounts",
          "account",
          "SIP2 accounts: what their machines may do and are told, and whose messages are logged",
          List.of(
              Operation.get(
                      "list-sip2-accounts",
                      "/sip2-accounts",
                      Scope.ACCOUNTS_MANAGE,
                      "Lists the SIP2 accounts with their profiles, and whose messages are logged")
                  .paged()
                  .of(Nothing.class, Listed.class, Sip2Operations::list),
              Operation.get(
                      "list-account-presets",
                      "/account-presets",
                      Scope.ACCOUNTS_MANAGE,
                      "Lists the presets of profiles, with the value of every key")
                  .of(WhichPreset.class, Presets.class, Sip2Operations::presets),
              Operation.get(
                      "show-account-profile",
                      "/accounts/:name/profile",
                      Scope.ACCOUNTS_MANAGE,
                      "Shows the profile of a SIP2 account: every key, its value, and where it comes from")
                  .of(WhichAccount.class, WholeProfile.class, Sip2Operations::show),
              Operation.post(
                      "put-account-profile",
                      "/accounts/:name/profile",
                      Scope.ACCOUNTS_MANAGE,
                      "Sets the profile of a SIP2 account: what its machine may do and what replies contain")
                  .of(NewProfile.class, WholeAccount.class, Sip2Operations::put),
              Operation.post(
                      "change-account-profile",
                      "/accounts/:name/profile/changes",
                      Scope.ACCOUNTS_MANAGE,
                      "Changes some keys of the profile of a SIP2 account")
                  .of(ProfileChange.class, WholeProfile.class, Sip2Operations::change),
              Operation.delete(
                      "remove-account-profile",
                      "/accounts/:name/profile",
                      Scope.ACCOUNTS_MANAGE,
                      "Removes the profile of a SIP2 account, so that its machine may do everything")
                  .of(WhichAccount.class, WholeAccount.class, Sip2Operations::remove),
              Operation.post(
                      "start-account-wire-log",
                      "/accounts/:name/wire-log",
                      Scope.ACCOUNTS_MANAGE,
                      "Starts logging a SIP2 account's messages to a file of its own, masked and explained")
                  .of(WhichAccount.class, Nothing.class, Sip2Operations::startWireLog),
              Operation.delete(
                      "stop-account-wire-log",
                      "/accounts/:name/wire-log",
                      Scope.ACCOUNTS_MANAGE,
                      "Stops logging a SIP2 account's messages")
                  .of(WhichAccount.class, Nothing.class, Sip2Operations::stopWireLog)));

  private final LibraryRegister register;
  private final MachineAccounts accounts;
  private final AccountRights rights;
  private final ProfileRules profiles;

  /** Operations on a store. */
  public Sip2Operations(
      LibraryRegister register,
      MachineAccounts accounts,
      AccountRights rights,
      ProfileRules profiles) {
    this.register = register;
    this.accounts = accounts;
    this.rights = rights;
    this.profiles = profiles;
  }

  private Listed list(Request<Nothing> request) {
    var all =
        accounts.all(request.tenantId()).stream()
            .filter(account -> account.protocol() == Protocol.SIP2)
            .toList();
    var page = request.paging().within(all, MachineAccount::username).map(ListEntry::of);
    return new Listed(page.entries(), page.next());
  }

  private Presets presets(Request<WhichPreset> request) {
    var wanted = request.input().preset();
    if (wanted != null && !profiles.presets().contains(wanted)) {
      throw Problem.invalid(
          "\"%s\" is not a preset; the presets are %s."
              .formatted(wanted, String.join(", ", profiles.presets())));
    }
    return new Presets(
        profiles.presets().stream()
            .filter(preset -> wanted == null || preset.equals(wanted))
            .flatMap(this::values)
            .toList());
  }

  private Stream<PresetValue> values(String preset) {
    return profiles.inForce(new Sip2ProfileChoice(preset, Map.of())).entrySet().stream()
        .map(value -> new PresetValue(preset, value.getKey(), value.getValue()));
  }

  private WholeProfile show(Request<WhichAccount> request) {
    return shown(request, request.input().name());
  }

  private WholeProfile shown(Request<?> request, String name) {
    var account = rights.account(request.account(), name);
    checkSip2(account, "profile");
    var choice = account.profile();
    return choice == null
        ? WholeProfile.of(account, Map.of(), null)
        : WholeProfile.of(account, profiles.inForce(choice), fault(request, choice));
  }

  private @Nullable String fault(Request<?> request, Sip2ProfileChoice choice) {
    try {
      var _ = profiles.fitting(request.tenantId(), choice);
      return null;
    } catch (UnfitException e) {
      return AccountRights.words(e);
    }
  }

  private WholeAccount put(Request<NewProfile> request) {
    var wanted = request.input();
    var choice =
        new Sip2ProfileChoice(
            Texts.needed("preset", wanted.preset()), present(wanted.differences()));
    putProfile(request, wanted.name(), rights.fitting(request.tenantId(), choice));
    return WholeAccount.of(rights.account(request.account(), wanted.name()));
  }

  private WholeProfile change(Request<ProfileChange> request) {
    var wanted = request.input();
    var before = changeable(request, wanted.name()).profile();
    var preset =
        Optional.ofNullable(Texts.clean(wanted.preset()))
            .or(() -> Optional.ofNullable(before).map(Sip2ProfileChoice::preset))
            .orElseThrow(() -> Problem.invalid("\"preset\" is missing."));
    var differences = new LinkedHashMap<String, Object>();
    if (before != null) {
      differences.putAll(reset(before, wanted.reset()).overrides());
    }
    differences.putAll(present(wanted.differences()));
    var choice = rights.fitting(request.tenantId(), new Sip2ProfileChoice(preset, differences));
    putProfile(request, wanted.name(), choice);
    return shown(request, wanted.name());
  }

  private Sip2ProfileChoice reset(Sip2ProfileChoice before, @Nullable List<String> keys) {
    try {
      return keys == null || keys.isEmpty() ? before : profiles.reset(before, keys);
    } catch (UnfitException e) {
      throw Problem.invalid(AccountRights.words(e) + ".");
    }
  }

  private static Map<String, Object> present(@Nullable Map<String, @Nullable Object> members) {
    var present = new LinkedHashMap<String, Object>();
    if (members != null) {
      members.forEach((name, value) -> {
        if (value != null) {
          present.put(name, value);
        }
      });
    }
    return present;
  }

  private WholeAccount remove(Request<WhichAccount> request) {
    var name = request.input().name();
    putProfile(request, name, null);
    return WholeAccount.of(rights.account(request.account(), name));
  }

  private void putProfile(Request<?> request, String name, @Nullable Sip2ProfileChoice choice) {
    var account = changeable(request, name);
    rights.checkProfile(request.account(), choice);
    register.putProfile(request.tenantId(), account.username(), choice);
  }

  private MachineAccount changeable(Request<?> request, String name) {
    var account = rights.changeableOther(request.account(), name);
    checkSip2(account, "profile");
    return account;
  }

  private Nothing startWireLog(Request<WhichAccount> request) {
    return putWireLog(request, true);
  }

  private Nothing stopWireLog(Request<WhichAccount> request) {
    return putWireLog(request, false);
  }

  private Nothing putWireLog(Request<WhichAccount> request, boolean isOn) {
    var account = rights.account(request.account(), request.input().name());
    checkSip2(account, "wire log");
    register.putWireLog(request.tenantId(), account.username(), isOn);
    return Nothing.NOTHING;
  }

  private static void checkSip2(MachineAccount account, String what) {
    if (account.protocol() != Protocol.SIP2) {
      throw Problem.refused(
          "%s is not a SIP2 account, so it has no %s.".formatted(account.username(), what));
    }
  }
}
