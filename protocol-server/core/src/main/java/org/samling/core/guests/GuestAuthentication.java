package org.samling.core.guests;

import java.util.Optional;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.PatronAuthentication;
import org.samling.core.privacy.Access;

/**
 * Checks PINs, those of guests at their homes: a guest has no other PIN than the one at home, and
 * wrong ones lock it there, for the account at the lender where they were typed. A card that the
 * lender has blocked opens nothing. Whoever comes for the first time becomes a guest by the right
 * PIN. However a PIN is checked, one hash is made.
 */
public final class GuestAuthentication implements PatronAuthentication {

  private final PatronAuthentication own;
  private final Guests guests;
  private final PatronsElsewhere patrons;
  private final HomeDesk homes;
  private final GuestReception reception;

  /**
   * Creates an instance.
   *
   * @param own checks the PINs of a tenant's own patrons
   */
  public GuestAuthentication(
      PatronAuthentication own,
      Guests guests,
      PatronsElsewhere patrons,
      HomeDesk homes,
      GuestReception reception) {
    this.own = own;
    this.guests = guests;
    this.patrons = patrons;
    this.homes = homes;
    this.reception = reception;
  }

  @Override
  public Optional<RightPin> check(TenantId tenant, String identifier, Secret pin) {
    if (!reception.isLender(tenant)) {
      return own.check(tenant, identifier, pin);
    }
    var owner = guests.owner(tenant, identifier);
    var guest = owner.guest();
    if (guest != null && owner.isGood()) {
      return check(tenant, guest, identifier, pin);
    }
    var home =
        owner.isKnown() ? Optional.<GuestAgreement>empty() : reception.home(tenant, identifier);
    if (home.isEmpty()) {
      return own.check(tenant, identifier, pin);
    }
    return atHome(tenant, home.get().other().id(), identifier, pin)
        .flatMap(known ->
            reception
                .receive(tenant, home.get(), identifier)
                .map(received -> new RightPin(received.patron(), known.version())));
  }

  /** A number may be somebody else's at home by now, whose PIN opens nothing of the guest's. */
  private Optional<RightPin> check(TenantId lender, Guest guest, String card, Secret pin) {
    var home = guest.home().id();
    var right = atHome(lender, home, card, pin).filter(known -> isOf(home, guest, known));
    right.ifPresent(_ -> reception.refresh(lender, guest));
    return right.map(known -> new RightPin(guest.patron(), known.version()));
  }

  private boolean isOf(TenantId home, Guest guest, RightPin pin) {
    return patrons
        .find(home, guest.link(), guest.card())
        .filter(known -> known.patron().equals(pin.patron()))
        .isPresent();
  }

  private Optional<RightPin> atHome(TenantId lender, TenantId home, String card, Secret pin) {
    return askedFor(lender, () -> own.check(home, card, pin));
  }

  @Override
  public boolean stands(TenantId tenant, RightPin pin) {
    if (!reception.isLender(tenant)) {
      return own.stands(tenant, pin);
    }
    var guest = guests.guest(tenant, pin.patron());
    if (guest.isEmpty()) {
      return own.stands(tenant, pin);
    }
    var home = guest.get().home().id();
    return patrons
        .find(home, guest.get().link(), guest.get().card())
        .filter(known -> guest.get().card().equals(known.card()))
        .filter(known ->
            askedFor(tenant, () -> own.stands(home, new RightPin(known.patron(), pin.version()))))
        .isPresent();
  }

  /**
   * The place where a PIN was typed is the lender's account, and no bounds of that count at home.
   */
  private <T> T askedFor(TenantId lender, ScopedValue.CallableOp<T, RuntimeException> work) {
    var typed = Access.now();
    return Access.by(
        new Access(HomeDesk.PROTOCOL, homes.code(lender) + " " + typed.place(), typed.operation()),
        () -> Bounds.NONE.keep(work));
  }
}
