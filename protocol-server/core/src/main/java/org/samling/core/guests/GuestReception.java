package org.samling.core.guests;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.guests.GuestAgreement.Place;
import org.samling.core.guests.GuestAgreement.Side;
import org.samling.core.guests.GuestAgreement.State;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.Sight;
import org.samling.core.privacy.Access;
import org.samling.core.requests.Allowances;
import org.samling.core.requests.ResourceLimit;

/**
 * Receives guests at a lender: makes somebody a guest who comes with another tenant's card, and
 * asks their home how they stand whenever they are here and that was not told lately.
 *
 * <p>A card that nobody has here is looked up at the homes whose range it is in, and only for a
 * person of the staff or together with the right PIN: a machine learns nothing by trying numbers.
 * Thread-safe.
 */
public final class GuestReception {

  /** How long a guest's standing counts as known. */
  public static final Duration FRESH = Duration.ofMinutes(1);

  /** How many foreign numbers one account, or member of staff, may look up in an hour. */
  public static final int LOOKUPS_AN_HOUR = 120;

  /** How many guests one account, or member of staff, may receive in an hour by the card alone. */
  public static final int RECEIVED_AN_HOUR = 30;

  /** The most homes that are asked for a card, those with the longest range first. */
  private static final int MOST_ASKED = 3;

  private static final double SECONDS = 3_600;

  private final Guests guests;
  private final GuestAgreements agreements;
  private final HomeDesk homes;
  private final Inquiries inquiries;
  private final Allowances<String> lookups =
      new Allowances<>(LOOKUPS_AN_HOUR / SECONDS, LOOKUPS_AN_HOUR);
  private final Allowances<String> receptions =
      new Allowances<>(RECEIVED_AN_HOUR / SECONDS, RECEIVED_AN_HOUR);
  private final Map<TenantId, Boolean> lenders = new ConcurrentHashMap<>();

  /**
   * Creates a reception.
   *
   * @param homes tells how patrons stand at home
   * @param inquiries answers of a lender's own policy
   */
  public GuestReception(
      Guests guests, GuestAgreements agreements, HomeDesk homes, Inquiries inquiries) {
    this.guests = guests;
    this.agreements = agreements;
    this.homes = homes;
    this.inquiries = inquiries;
  }

  /**
   * Whether a tenant may have guests, as this node last saw it: it costs a tenant without guests
   * nothing.
   */
  public boolean isLender(TenantId tenant) {
    var known = lenders.get(tenant);
    return known == null ? looksAnew(tenant) : known;
  }

  /** Looks whether a tenant may have guests; to be called now and then, and after a change. */
  public boolean looksAnew(TenantId tenant) {
    var isLender = guests.isLender(tenant);
    lenders.put(tenant, isLender);
    return isLender;
  }

  /** Takes which tenants may have guests, as was just looked up for all of them. */
  public void knowLenders(Collection<TenantId> all) {
    var now = Set.copyOf(all);
    now.forEach(tenant -> lenders.put(tenant, true));
    lenders.replaceAll((tenant, _) -> now.contains(tenant));
  }

  /**
   * To be called before a patron's account is read, or a command decided that names one: a guest
   * stands as their home says, and a person of the staff receives a new one by the card.
   */
  public void arrive(TenantId tenant, String identifier) {
    if (!isLender(tenant)) {
      return;
    }
    var owner = guests.owner(tenant, identifier);
    if (owner.guest() != null) {
      refresh(tenant, owner.guest());
    } else if (!owner.isKnown() && !Access.now().person().isEmpty()) {
      receive(tenant, identifier);
    }
  }

  /** Asks a guest's home how they stand, unless that was told lately. */
  public void refresh(TenantId lender, Guest guest) {
    if (!guest.isAgreed()) {
      if (!guest.isLeaving()) {
        guests.leave(lender, guest.patron());
      }
    } else if (guest.toldAt().plus(FRESH).isBefore(Instant.now())) {
      tell(lender, guest);
    }
  }

  /** Has a guest's home tell how they stand. */
  public void tell(TenantId lender, Guest guest) {
    var standing = homes.standing(lender, guest);
    if (guests.update(lender, guest.home().id(), standing, place(lender, guest))) {
      homes.told(guest.home().id(), standing);
    }
  }

  /**
   * Makes whoever has a card a guest, on the word of staff who have it before them. Found or not,
   * each number counts: cards are numbered closely, and a home's register is not to be copied.
   *
   * @param card the number on the card
   * @return the guest; empty where no home with an agreement has such a card, it is not good any
   *     more, or somebody has looked up or received too many
   */
  public Optional<Guest> receive(TenantId lender, String card) {
    var asked = asked(lender, card);
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    if (!isDue(lookups, lender)) {
      return Optional.empty();
    }
    return home(asked, card)
        .filter(_ -> isDue(receptions, lender))
        .flatMap(agreement -> receive(lender, agreement, card));
  }

  private static boolean isDue(Allowances<String> allowances, TenantId lender) {
    allowances.forget();
    var isDue = allowances.of(lender + " " + Access.now().place()).takeIfDue();
    if (!isDue) {
      ResourceLimit.GUEST_LOOKUPS.reach();
    }
    return isDue;
  }

  /** The agreement of the home that has a card; empty where none has. */
  Optional<GuestAgreement> home(TenantId lender, String card) {
    return home(asked(lender, card), card);
  }

  private Optional<GuestAgreement> home(List<GuestAgreement> asked, String card) {
    return asked.stream()
        .filter(agreement -> homes.hasCard(agreement.other().id(), card))
        .findFirst();
  }

  /** Makes whoever has a card of a home a guest, or says which guest they are already. */
  Optional<Guest> receive(TenantId lender, GuestAgreement agreement, String card) {
    var place = agreement.place();
    var home = agreement.other().id();
    var standing = place == null ? null : homes.introduce(lender, home, card);
    if (place == null || standing == null || standing.isEnded()) {
      return Optional.empty();
    }
    var guest = guests.receive(lender, home, standing, place);
    guest.ifPresent(_ -> homes.told(home, standing));
    return guest;
  }

  private List<GuestAgreement> asked(TenantId lender, String card) {
    return inForce(lender).stream()
        .filter(agreement -> agreement.terms().match(card) > 0)
        .filter(agreement -> isSeen(lender, agreement.place()))
        .sorted(
            Comparator.comparingInt((GuestAgreement agreement) -> agreement.terms().match(card))
                .reversed())
        .limit(MOST_ASKED)
        .toList();
  }

  /** Whoever may not see where guests belong may not receive any. */
  private boolean isSeen(TenantId lender, @Nullable Place place) {
    var bounds = Bounds.now();
    return place != null
        && (bounds.isNone() || Sight.of(inquiries.policy(lender), bounds).sees(place.branch()));
  }

  private List<GuestAgreement> inForce(TenantId lender) {
    return agreements.of(lender).stream()
        .filter(each -> each.side() == Side.LENDER && each.state() == State.ACCEPTED)
        .toList();
  }

  private @Nullable Place place(TenantId lender, Guest guest) {
    return inForce(lender).stream()
        .filter(each -> each.other().id().equals(guest.home().id()))
        .map(GuestAgreement::place)
        .findFirst()
        .orElse(null);
  }
}
