package org.samling.operations.guests;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.samling.core.circulation.Inquiries;
import org.samling.core.guests.GuestAgreement;
import org.samling.core.guests.GuestAgreement.Place;
import org.samling.core.guests.GuestAgreement.Side;
import org.samling.core.guests.GuestAgreement.State;
import org.samling.core.guests.GuestAgreement.Terms;
import org.samling.core.guests.GuestAgreements;
import org.samling.core.guests.GuestReception;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Places;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.guests.GuestAgreementForms.Acceptance;
import org.samling.operations.guests.GuestAgreementForms.Agreement;
import org.samling.operations.guests.GuestAgreementForms.Listed;
import org.samling.operations.guests.GuestAgreementForms.Offer;
import org.samling.operations.guests.GuestAgreementForms.Which;

/**
 * Agreements by which patrons of one tenant borrow at another: the home offers, since it says what
 * is told of its patrons, the lender accepts, and either ends it.
 */
public final class GuestAgreementOperations {

  /** The operations. */
  public static final Family<GuestAgreementOperations> FAMILY =
      new Family<>(
          "guest-agreements",
          "guest-agreement",
          "The agreements by which patrons of one tenant borrow at another with the card that they have",
          List.of(
              Operation.get(
                      "list-guest-agreements",
                      "/guest-agreements",
                      Scope.CONFIGURATION_READ,
                      "Lists the agreements about guests, offered, in force and ended")
                  .paged()
                  .of(Nothing.class, Listed.class, GuestAgreementOperations::list),
              Operation.get(
                      "show-guest-agreement",
                      "/guest-agreements/:role/:other",
                      Scope.CONFIGURATION_READ,
                      "Shows an agreement about guests")
                  .of(Which.class, Agreement.class, GuestAgreementOperations::show),
              Operation.post(
                      "offer-guest-agreement",
                      "/guest-agreements/:other/offer",
                      Scope.PRIVACY,
                      "Offers another tenant this one's patrons as guests, and names the data it gets about them")
                  .of(Offer.class, Agreement.class, GuestAgreementOperations::offer),
              Operation.post(
                      "accept-guest-agreement",
                      "/guest-agreements/:other/acceptance",
                      Scope.CONFIGURATION_CHANGE,
                      "Accepts that another tenant's patrons borrow here as guests")
                  .of(Acceptance.class, Agreement.class, GuestAgreementOperations::accept),
              Operation.delete(
                      "end-guest-agreement",
                      "/guest-agreements/:role/:other",
                      Scope.CONFIGURATION_CHANGE,
                      "Ends an agreement about guests or takes an offer back; guests borrow no more, and are erased when nothing binds them")
                  .of(Which.class, Nothing.class, GuestAgreementOperations::end)));

  private final Tenants tenants;
  private final GuestAgreements agreements;
  private final GuestReception reception;
  private final Inquiries inquiries;

  /** Operations on a store. */
  public GuestAgreementOperations(
      Tenants tenants, GuestAgreements agreements, GuestReception reception, Inquiries inquiries) {
    this.tenants = tenants;
    this.agreements = agreements;
    this.reception = reception;
    this.inquiries = inquiries;
  }

  private Listed list(Request<Nothing> request) {
    var page =
        request
            .paging()
            .within(
                agreements.of(request.tenantId()), each -> each.other().code() + ' ' + each.side())
            .map(Agreement::of);
    return new Listed(page.entries(), page.next());
  }

  private Agreement show(Request<Which> request) {
    return shown(request.tenantId(), request.input().role(), request.input().other());
  }

  private Agreement offer(Request<Offer> request) {
    var offer = request.input();
    var lender =
        tenants
            .byCode(offer.other())
            .orElseThrow(
                () -> Problem.unknown("There is no tenant \"%s\".".formatted(offer.other())));
    if (lender.id().equals(request.tenantId())) {
      throw Problem.invalid("A tenant can't have an agreement with itself.");
    }
    var terms =
        new Terms(
            Set.copyOf(Objects.requireNonNullElse(offer.told(), List.of())),
            offer.cards().stream().map(card -> Texts.neededNumber("cards", card)).toList());
    if (!agreements.offer(request.tenantId(), lender.id(), terms, request.account().username())) {
      throw Problem.refused(
          "An agreement with \"%s\" is in force: end it, then offer another."
              .formatted(offer.other()));
    }
    return shown(request.tenantId(), Side.HOME, offer.other());
  }

  private Agreement accept(Request<Acceptance> request) {
    var tenant = request.tenantId();
    var acceptance = request.input();
    var offered =
        find(tenant, Side.LENDER, acceptance.other())
            .filter(each -> each.state() == State.OFFERED)
            .orElseThrow(
                () -> Problem.unknown("\"%s\" offers nothing.".formatted(acceptance.other())));
    var child = Texts.clean(acceptance.childCategory());
    var place =
        new Place(
            Texts.needed("category", acceptance.category()),
            child == null ? acceptance.category() : child,
            Texts.needed("branch", acceptance.branch()));
    var policy = inquiries.policy(tenant);
    Places.checkBranch(policy, place.branch());
    for (var category : List.of(place.category(), place.childCategory())) {
      if (!policy.patronCategories().containsKey(category)) {
        throw Problem.invalid("There is no patron category \"%s\".".formatted(category));
      }
    }
    if (!agreements.accept(
        tenant, offered.other().id(), offered.terms(), place, request.account().username())) {
      throw Problem.refused("The offer has changed meanwhile: look at it again.");
    }
    reception.looksAnew(tenant);
    return shown(tenant, Side.LENDER, acceptance.other());
  }

  private Nothing end(Request<Which> request) {
    var which = request.input();
    var other =
        find(request.tenantId(), which.role(), which.other()).map(each -> each.other().id());
    if (other.isEmpty()
        || !agreements.end(
            request.tenantId(), other.get(), which.role(), request.account().username())) {
      throw none(which.role(), which.other());
    }
    return Nothing.NOTHING;
  }

  private Agreement shown(TenantId tenant, Side side, String other) {
    return find(tenant, side, other).map(Agreement::of).orElseThrow(() -> none(side, other));
  }

  private Optional<GuestAgreement> find(TenantId tenant, Side side, String other) {
    return agreements.of(tenant).stream()
        .filter(each -> each.side() == side && each.other().code().equals(other))
        .findFirst();
  }

  private static Problem none(Side side, String other) {
    return Problem.unknown(
        side == Side.HOME
            ? "There is no agreement that patrons borrow at \"%s\".".formatted(other)
            : "There is no agreement that patrons of \"%s\" borrow here.".formatted(other));
  }
}
