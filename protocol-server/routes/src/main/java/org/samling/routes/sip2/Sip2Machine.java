package org.samling.routes.sip2;

import java.util.Set;
import java.util.stream.Collectors;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Agency;

/**
 * A machine that is logged in, and shows its credentials with every message.
 *
 * @param isils the ISILs of its tenant's agencies
 * @param checkedPins the PINs that need not be checked again
 */
record Sip2Machine(Account account, Set<String> isils, CheckedPins checkedPins) {

  /** How many patrons' PINs are remembered as checked for machines that share an account. */
  private static final int PINS = 64;

  static Sip2Machine of(Account account, Inquiries inquiries) {
    return new Sip2Machine(
        account,
        inquiries.policy(account.tenant().id()).agencies().values().stream()
            .map(Agency::isil)
            .collect(Collectors.toUnmodifiableSet()),
        new CheckedPins(PINS));
  }
}
