package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.CANCEL;
import static org.samling.sip2.Sip2Fields.CURRENT_LOCATION;
import static org.samling.sip2.Sip2Fields.INSTITUTION_ID;

import java.util.Optional;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Sight;
import org.samling.sip2.Sip2Request;

/**
 * Determines the branch where a transaction happens: the branch of the machine's account or, if its
 * profile says so, the branch in the message. A checkin gives it as the current location (AP),
 * every other message as the institution (AO): a branch's code or its agency's ISIL.
 */
final class Sip2Branches {

  private final Inquiries inquiries;

  Sip2Branches(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  /**
   * The code of the branch, or nothing if the message names a branch outside the account's agency.
   *
   * @throws org.samling.core.StoreException when the store is needed and can't be reached
   */
  Optional<String> branch(Sip2Session session, Sip2Kiosk kiosk, Sip2Request message) {
    var account = kiosk.account();
    if (account == null) {
      return Optional.of("");
    }
    var named = kiosk.profile().isBranchFromMessage() ? named(message).strip() : "";
    if (named.isEmpty() || named.equals(kiosk.profile().wire().institution())) {
      return Optional.of(account.branch());
    }
    return branch(
        session.dialect().branch(named), account, inquiries.policy(account.tenant().id()));
  }

  private static Optional<String> branch(String named, Account account, LendingPolicy policy) {
    if (policy.branches().containsKey(named)) {
      var sight = Sight.of(policy, account.bounds());
      return Optional.of(named)
          .filter(code -> policy.sameAgency(code, account.branch()) && sight.sees(code));
    }
    var isOwnAgency =
        policy.agencies(account.branch()).stream()
            .map(number -> policy.agencies().get(number))
            .anyMatch(agency -> agency != null && agency.isil().equals(named));
    return isOwnAgency ? Optional.of(account.branch()) : Optional.empty();
  }

  /**
   * The branch in a message. A cancelled checkin gives it in the same field as the checkout did.
   */
  private static String named(Sip2Request message) {
    if (message instanceof Sip2Request.Checkin checkin
        && !checkin.get(CURRENT_LOCATION).isBlank()
        && !checkin.get(CANCEL).isYes()) {
      return checkin.get(CURRENT_LOCATION);
    }
    return message.layout().has(INSTITUTION_ID) ? message.get(INSTITUTION_ID) : "";
  }
}
