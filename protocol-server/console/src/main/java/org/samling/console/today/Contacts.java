package org.samling.console.today;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Visit;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.AccountContacts;
import org.samling.core.organisation.AccountContacts.Contact;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.MachineAccounts;
import org.samling.core.organisation.MachineAccounts.MachineAccount;
import org.samling.core.policy.Sight;

/** The accounts of machines and partners that somebody should look at. */
final class Contacts {

  /** A kiosk that was not answered for so long is silent: it asks for the state more often. */
  private static final Duration SILENT = Duration.ofDays(1);

  private static final int MOST = 20;

  private final MachineAccounts accounts;
  private final AccountContacts contacts;
  private final Inquiries inquiries;

  Contacts(MachineAccounts accounts, AccountContacts contacts, Inquiries inquiries) {
    this.accounts = accounts;
    this.contacts = contacts;
    this.inquiries = inquiries;
  }

  /**
   * Those that failed last, and kiosks that were answered once and have been silent for a day; the
   * latest first. Partners come when they want something, so that their silence says nothing.
   */
  List<ContactRow> toSeeTo(Visit visit) {
    var tenant = visit.tenant().id();
    var known = contacts.of(tenant);
    var silentSince = Instant.now().minus(SILENT);
    var names = Sight.of(inquiries.policy(tenant), Bounds.NONE).names();
    return accounts.all(tenant).stream()
        .filter(account -> account.access().enabled() && visit.member().sees(account.agency()))
        .flatMap(account ->
            Stream.ofNullable(known.get(account.id()))
                .filter(contact -> isToSeeTo(account, contact, silentSince))
                .map(contact -> row(account, contact, names.get(account.branch()))))
        .sorted(
            Comparator.comparing(
                ContactRow::lastHeard, Comparator.nullsLast(Comparator.reverseOrder())))
        .limit(MOST)
        .toList();
  }

  private static boolean isToSeeTo(MachineAccount account, Contact contact, Instant silentSince) {
    var answered = contact.answered();
    return contact.isFailing()
        || account.protocol() == Account.Protocol.SIP2
            && answered != null
            && answered.at().isBefore(silentSince);
  }

  private static ContactRow row(MachineAccount account, Contact contact, @Nullable String branch) {
    return new ContactRow(
        account.username(),
        account.protocol(),
        branch == null ? account.branch() : branch,
        contact.answered(),
        contact.failed(),
        contact.isFailing());
  }
}
