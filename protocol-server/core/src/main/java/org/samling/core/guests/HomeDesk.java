package org.samling.core.guests;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.guests.GuestAgreement.Side;
import org.samling.core.guests.GuestAgreement.State;
import org.samling.core.guests.GuestAgreement.Told;
import org.samling.core.guests.PatronsElsewhere.Elsewhere;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.core.patron.Contact;
import org.samling.core.policy.Setting;
import org.samling.core.privacy.Access;

/**
 * What a home says of its patrons to those who lend to them: as much as it offered and no more,
 * each time in the patron's access log. Once the agreement or their right to borrow has ended
 * nothing is read or told of them but that it has.
 */
public final class HomeDesk {

  /** The protocol in the access log. */
  public static final String PROTOCOL = "guest agreement";

  private final PatronsElsewhere patrons;
  private final GuestAgreements agreements;
  private final Tenants tenants;
  private final Inquiries inquiries;

  /**
   * Creates an instance.
   *
   * @param inquiries answers of homes' patrons; must not receive guests itself
   */
  public HomeDesk(
      PatronsElsewhere patrons, GuestAgreements agreements, Tenants tenants, Inquiries inquiries) {
    this.patrons = patrons;
    this.agreements = agreements;
    this.tenants = tenants;
    this.inquiries = inquiries;
  }

  /** Whether a home has a card with this number, good or not. */
  boolean hasCard(TenantId home, String card) {
    return inquiries.isCard(home, card);
  }

  /**
   * How somebody stands who comes to a lender for the first time.
   *
   * @return null where the home has no such card, or no agreement
   */
  @Nullable Standing introduce(TenantId lender, TenantId home, String card) {
    if (terms(home, lender).isEmpty()) {
      return null;
    }
    return patrons
        .introduce(home, lender, card)
        .map(known -> standing(home, known, card))
        .orElse(null);
  }

  /** How a guest stands. */
  Standing standing(TenantId lender, Guest guest) {
    var home = guest.home().id();
    return patrons
        .find(home, guest.link(), guest.card())
        .filter(known -> known.lender().equals(lender))
        .map(known -> standing(home, known, guest.card()))
        .orElseGet(() -> Standing.ended(guest.link(), Long.MAX_VALUE, guest.card()));
  }

  /** How a patron stands who is a guest elsewhere; over where the agreement is. */
  private Standing standing(TenantId home, Elsewhere known, String knownCard) {
    var card = known.card();
    var told = terms(home, known.lender());
    if (card == null || known.isOver() || told.isEmpty()) {
      return Standing.ended(known.link(), known.version(), knownCard);
    }
    return Access.by(
            new Access(PROTOCOL, code(known.lender()), operation(told.get())),
            () -> Bounds.NONE.keep(() -> inquiries.patron(home, card, Set.of())))
        .map(account -> standing(home, known, card, account, told.get()))
        .orElseGet(() -> Standing.ended(known.link(), known.version(), card));
  }

  /** Notes what a lender knows now. */
  void told(TenantId home, Standing standing) {
    patrons.told(home, standing.link(), standing.version());
  }

  private Optional<Set<Told>> terms(TenantId home, TenantId lender) {
    return agreements.of(home).stream()
        .filter(each -> each.side() == Side.HOME && each.state() == State.ACCEPTED)
        .filter(each -> each.other().id().equals(lender))
        .map(each -> each.terms().told())
        .findFirst();
  }

  /** The code of a tenant. */
  String code(TenantId tenant) {
    return tenants.all().stream()
        .filter(each -> each.id().equals(tenant))
        .findFirst()
        .orElseThrow()
        .code();
  }

  private static String operation(Set<Told> told) {
    return Stream.concat(
            Stream.of("told: card, block, age"),
            told.stream()
                .sorted(Comparator.naturalOrder())
                .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-')))
        .collect(Collectors.joining(", "));
  }

  private LocalDate today(TenantId home) {
    return inquiries.policy(home).day(Instant.now());
  }

  private Standing standing(
      TenantId home, Elsewhere known, String card, PatronAccount account, Set<Told> told) {
    var patron = account.patron();
    var person =
        new Standing.Person(
            told.contains(Told.NAME) && !known.isProtected() ? patron.name() : null,
            new Contact(
                told.contains(Told.EMAIL) ? account.contact().email() : null,
                told.contains(Told.PHONE) ? account.contact().phone() : null,
                told.contains(Told.ADDRESS) && !known.isProtected()
                    ? account.contact().address()
                    : null),
            told.contains(Told.BIRTH_DATE) ? patron.birthDate() : null);
    return new Standing(
        known.link(),
        known.version(),
        card,
        false,
        !account.blocks().isEmpty(),
        patron.expires(),
        isChild(home, account),
        person);
  }

  private boolean isChild(TenantId home, PatronAccount account) {
    var born = account.patron().birthDate();
    var today = today(home);
    var age =
        inquiries
            .policy(home)
            .setting(Setting.PATRON_ADULT_AGE, account.patron().branch(), today)
            .value();
    return born != null && born.plusYears(age).isAfter(today);
  }
}
