package org.samling.console.machines;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.console.operations.StaffScopes;
import org.samling.console.web.Visit;
import org.samling.core.organisation.Account.Protocol;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.MachineAccounts.MachineAccount;
import org.samling.core.organisation.Sip2ProfileChoice;

/**
 * What accounts a visitor may make and change: those that may do no more than they may themselves,
 * and are told of patrons only if they may see patrons. Who makes an account knows its secret.
 */
final class Reach {

  private final ProfileDesk profiles;

  Reach(ProfileDesk profiles) {
    this.profiles = profiles;
  }

  /** Returns what keeps a visitor from changing an account, in words; empty if nothing does. */
  Optional<String> problem(Visit visit, MachineAccount account) {
    return problem(visit, account.protocol(), account.profile(), account.scopes());
  }

  /** Returns the same for an account that is to be made, or to have another profile. */
  Optional<String> problem(
      Visit visit, Protocol protocol, @Nullable Sip2ProfileChoice profile, Set<Scope> scopes) {
    var lacking = EnumSet.noneOf(Scope.class);
    if (protocol != Protocol.SIP2) {
      lacking.addAll(scopes);
    } else if (profiles.tellsOfPatrons(profile)) {
      lacking.add(Scope.PATRONS_READ);
    }
    lacking.removeAll(StaffScopes.of(visit.member()));
    return lacking.isEmpty()
        ? Optional.empty()
        : Optional.of(
            visit
                .words()
                .of(
                    "machines.beyond",
                    lacking.stream().map(Scope::text).collect(Collectors.joining(", "))));
  }
}
