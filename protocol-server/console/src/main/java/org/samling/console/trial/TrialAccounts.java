package org.samling.console.trial;

import java.util.List;
import org.samling.console.web.Visit;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.MachineAccounts;
import org.samling.core.organisation.MachineAccounts.MachineAccount;

/** The accounts that a visitor may speak as. */
final class TrialAccounts {

  private final MachineAccounts accounts;

  TrialAccounts(MachineAccounts accounts) {
    this.accounts = accounts;
  }

  /** The names of those of a protocol that are switched on. */
  List<String> of(Visit visit, Account.Protocol protocol) {
    return accounts.all(visit.tenant().id()).stream()
        .filter(a -> a.protocol() == protocol && a.access().enabled())
        .filter(a -> visit.member().sees(a.agency()))
        .map(MachineAccount::username)
        .toList();
  }

  /** The one that the address names, or else the first; empty where there is none. */
  static String chosen(Visit visit, List<String> known) {
    var asked = visit.request().argument("account");
    return known.contains(asked) ? asked : known.isEmpty() ? "" : known.getFirst();
  }
}
