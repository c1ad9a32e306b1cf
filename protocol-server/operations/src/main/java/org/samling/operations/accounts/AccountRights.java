package org.samling.operations.accounts;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Protocol;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.MachineAccounts;
import org.samling.core.organisation.MachineAccounts.MachineAccount;
import org.samling.core.organisation.Sip2Profile.UnfitException;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.organisation.TenantId;
import org.samling.operations.Problem;

/**
 * Decides whose account an account may change. Nobody can gain a scope that they don't have
 * themselves, neither by granting it nor by logging in as somebody else. SIP2 accounts have no
 * scopes: one whose machine is told of patrons takes {@link Scope#PATRONS_READ}.
 */
public final class AccountRights {

  private final MachineAccounts accounts;
  private final ProfileRules profiles;

  /** Rights to the accounts of a store. */
  public AccountRights(MachineAccounts accounts, ProfileRules profiles) {
    this.accounts = accounts;
    this.profiles = profiles;
  }

  /** An account of the caller's tenant. */
  public MachineAccount account(Account caller, String name) {
    return accounts.named(caller.tenant().id(), name).orElseThrow(() -> noAccount(name));
  }

  /** The problem that there is no such account. */
  public static Problem noAccount(String name) {
    return Problem.unknown("There is no account \"%s\".".formatted(name));
  }

  /** An account that the caller may change, because it may do no more than the caller. */
  public MachineAccount changeable(Account caller, String name) {
    var account = account(caller, name);
    for (var scope : account.scopes()) {
      if (!caller.scopes().contains(scope)) {
        throw Problem.forbidden(
            "The account %s does not have the scope %s, so it can't change %s, which has it."
                .formatted(caller.username(), scope.text(), name));
      }
    }
    if (account.protocol() == Protocol.SIP2
        && !caller.scopes().contains(Scope.PATRONS_READ)
        && profiles.tellsOfPatrons(account.profile())) {
      throw Problem.forbidden(
          "The account %s does not have the scope %s, so it can't change %s, whose machine is told of patrons."
              .formatted(caller.username(), Scope.PATRONS_READ.text(), name));
    }
    return account;
  }

  /**
   * Checks that the caller may give a SIP2 account a profile.
   *
   * @param profile the profile; null for everything
   */
  public void checkProfile(Account caller, @Nullable Sip2ProfileChoice profile) {
    if (!caller.scopes().contains(Scope.PATRONS_READ) && profiles.tellsOfPatrons(profile)) {
      throw Problem.forbidden(
          "The account %s does not have the scope %s, so it can't make an account whose machine is told of patrons; presets without that are %s."
              .formatted(
                  caller.username(),
                  Scope.PATRONS_READ.text(),
                  profiles.presets().stream()
                      .filter(
                          name -> !profiles.tellsOfPatrons(new Sip2ProfileChoice(name, Map.of())))
                      .collect(Collectors.joining(", "))));
    }
  }

  /**
   * A profile as it is stored.
   *
   * @throws Problem when it is not valid
   */
  Sip2ProfileChoice fitting(TenantId tenant, Sip2ProfileChoice choice) {
    try {
      return profiles.fitting(tenant, choice);
    } catch (UnfitException e) {
      throw Problem.invalid(words(e) + ".");
    }
  }

  static String words(UnfitException fault) {
    return fault.key().isEmpty()
        ? String.valueOf(fault.getMessage())
        : "%s: %s".formatted(fault.key(), fault.getMessage());
  }

  /** The same, for an account other than the caller's own. */
  public MachineAccount changeableOther(Account caller, String name) {
    var account = changeable(caller, name);
    if (account.id().equals(caller.id())) {
      throw Problem.refused("An account can't change anything of its own except its password.");
    }
    return account;
  }

  /**
   * Scopes by their names, all of which the caller may grant.
   *
   * @param names the names; for NCIP none means all
   */
  public static Set<Scope> grantable(Account caller, Protocol protocol, List<String> names) {
    var scopes =
        names.stream()
            .map(name ->
                Scope.of(name)
                    .orElseThrow(
                        () -> Problem.invalid("There is no scope \"%s\".".formatted(name))))
            .collect(Collectors.toSet());
    checkGranted(caller, protocol, scopes);
    return scopes;
  }

  /**
   * Checks that the caller may grant these scopes.
   *
   * @param scopes the scopes; for NCIP none means all
   */
  private static void checkGranted(Account caller, Protocol protocol, Set<Scope> scopes) {
    for (var scope : Scope.granted(protocol, scopes)) {
      if (!caller.scopes().contains(scope)) {
        throw Problem.forbidden(
            "The account %s does not have the scope %s, so it can't grant it."
                .formatted(caller.username(), scope.text()));
      }
    }
  }

  /**
   * Checks that the caller may restore an earlier state of an account.
   *
   * @param before its columns, as versions keep them
   */
  public void checkRestorable(Account caller, String name, Map<String, String> before) {
    var _ = changeableOther(caller, name);
    var protocol = Protocol.valueOf(before.getOrDefault("protocol", Protocol.REST.name()));
    if (protocol == Protocol.SIP2 && !caller.scopes().contains(Scope.PATRONS_READ)) {
      throw lacksScope(caller, Scope.PATRONS_READ); // the earlier profile may have been any
    }
    checkGranted(caller, protocol, Scope.namedIn(before));
  }

  /** The problem that an account lacks a scope. */
  public static Problem lacksScope(Account account, Scope scope) {
    return Problem.forbidden(
        "The account %s does not have the scope %s.".formatted(account.username(), scope.text()));
  }
}
