package org.samling.console.trial;

import java.util.List;
import org.samling.console.web.Visit;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.MachineAccounts;
import org.samling.core.organisation.MachineAccounts.MachineAccount;

/** The accounts that a visitor may act as. */
final class TrialAccounts {

  private final MachineAccounts accounts;

  TrialAccounts(MachineAccounts accounts) {
    this.accounts = accounts;
  }

  /** Returns the names of the enabled accounts of a protocol. */
  List<String> of(Visit visit, Account.Protocol protocol) {
    return accounts.all(visit.tenant().id()).stream()
        .filter(a -> a.protocol() == protocol && a.access().enabled())
        .filter(a -> visit.member().sees(a.agency()))
        .map(MachineAccount::username)
        .toList();
  }

  /** Returns the account that the URL names, or else the first; empty if there is none. */
  static String chosen(Visit visit, List<String> known) {
    var username = visit.request().argument("account");
    return known.contains(username) ? username : known.isEmpty() ? "" : known.getFirst();
  }
}
