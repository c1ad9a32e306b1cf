package org.samling.operations.partners;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.samling.core.circulation.Inquiries;
import org.samling.core.ill.Institution;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.core.partners.HoldAgreement;
import org.samling.core.partners.HoldAgreement.Lending;
import org.samling.core.partners.HoldAgreement.Side;
import org.samling.core.partners.HoldAgreement.State;
import org.samling.core.partners.HoldAgreements;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronRegister;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Places;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.partners.HoldAgreementForms.Acceptance;
import org.samling.operations.partners.HoldAgreementForms.Agreement;
import org.samling.operations.partners.HoldAgreementForms.Listed;
import org.samling.operations.partners.HoldAgreementForms.Offer;
import org.samling.operations.partners.HoldAgreementForms.Which;

/**
 * Agreements by which a tenant asks another for titles that its patrons wait for: the home offers,
 * the supplier accepts, and either ends it.
 */
public final class HoldAgreementOperations {

  /** The operations. */
  public static final Family<HoldAgreementOperations> FAMILY =
      new Family<>(
          "hold-agreements",
          "hold-agreement",
          "The agreements by which a tenant asks another for titles that its patrons wait for",
          List.of(
              Operation.get(
                      "list-hold-agreements",
                      "/hold-agreements",
                      Scope.CONFIGURATION_READ,
                      "Lists the agreements about holds, offered, in force and ended")
                  .paged()
                  .of(Nothing.class, Listed.class, HoldAgreementOperations::list),
              Operation.get(
                      "show-hold-agreement",
                      "/hold-agreements/:role/:other",
                      Scope.CONFIGURATION_READ,
                      "Shows an agreement about holds")
                  .of(Which.class, Agreement.class, HoldAgreementOperations::show),
              Operation.post(
                      "offer-hold-agreement",
                      "/hold-agreements/:other/offer",
                      Scope.CONFIGURATION_CHANGE,
                      "Offers to ask another tenant for titles that this one's patrons wait for")
                  .of(Offer.class, Agreement.class, HoldAgreementOperations::offer),
              Operation.post(
                      "accept-hold-agreement",
                      "/hold-agreements/:other/acceptance",
                      Scope.CONFIGURATION_CHANGE,
                      "Accepts that another tenant asks for titles; it becomes a patron, with the card INST- and its code")
                  .of(Acceptance.class, Agreement.class, HoldAgreementOperations::accept),
              Operation.delete(
                      "end-hold-agreement",
                      "/hold-agreements/:role/:other",
                      Scope.CONFIGURATION_CHANGE,
                      "Ends an agreement about holds or takes an offer back; nothing more is sent, and what was sent comes back")
                  .of(Which.class, Nothing.class, HoldAgreementOperations::end)));

  private static final int USUAL_MOST = 100;
  private static final String LANGUAGE = "000";

  private final Tenants tenants;
  private final HoldAgreements agreements;
  private final PatronRegister patrons;
  private final Inquiries inquiries;

  /** Operations on a store. */
  public HoldAgreementOperations(
      Tenants tenants, HoldAgreements agreements, PatronRegister patrons, Inquiries inquiries) {
    this.tenants = tenants;
    this.agreements = agreements;
    this.patrons = patrons;
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
    var supplier =
        tenants
            .byCode(offer.other())
            .orElseThrow(
                () -> Problem.unknown("There is no tenant \"%s\".".formatted(offer.other())));
    if (supplier.id().equals(request.tenantId())) {
      throw Problem.invalid("A tenant can't have an agreement with itself.");
    }
    if (!agreements.offer(
        request.tenantId(),
        supplier.id(),
        Objects.requireNonNullElse(offer.most(), USUAL_MOST),
        Objects.requireNonNullElse(offer.turn(), 1),
        request.account().username())) {
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
        find(tenant, Side.SUPPLIER, acceptance.other())
            .filter(each -> each.state() == State.OFFERED)
            .orElseThrow(
                () -> Problem.unknown("\"%s\" offers nothing.".formatted(acceptance.other())));
    var category = Texts.needed("category", acceptance.category());
    var lending =
        new Lending(
            Texts.needed("branch", acceptance.branch()),
            Objects.requireNonNullElse(acceptance.categories(), List.of()));
    var policy = inquiries.policy(tenant);
    Places.checkBranch(policy, lending.branch());
    if (!policy.patronCategories().containsKey(category)) {
      throw Problem.invalid("There is no patron category \"%s\".".formatted(category));
    }
    for (var lent : lending.categories()) {
      if (!policy.itemCategories().containsKey(lent)) {
        throw Problem.invalid("There is no item category \"%s\".".formatted(lent));
      }
    }
    var _ =
        patrons.putPatrons(tenant, List.of(patron(offered.other(), category, lending.branch())));
    if (!agreements.accept(tenant, offered, lending, request.account().username())) {
      throw Problem.refused("The offer has changed meanwhile: look at it again.");
    }
    return shown(tenant, Side.SUPPLIER, acceptance.other());
  }

  private static NewPatron patron(Tenant home, String category, String branch) {
    return new NewPatron(
        Institution.card(home.code()),
        home.name(),
        new Membership(category, branch, LANGUAGE),
        null,
        Contact.NONE,
        null,
        List.of(),
        Particulars.of(PatronKind.LIBRARY, List.of(), null));
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

  private Optional<HoldAgreement> find(TenantId tenant, Side side, String other) {
    return agreements.of(tenant).stream()
        .filter(each -> each.side() == side && each.other().code().equals(other))
        .findFirst();
  }

  private static Problem none(Side side, String other) {
    return Problem.unknown(
        side == Side.HOME
            ? "There is no agreement that \"%s\" is asked.".formatted(other)
            : "There is no agreement that \"%s\" asks.".formatted(other));
  }
}
