package org.samling.operations.guests;

import java.util.List;
import org.samling.core.guests.GuestReception;
import org.samling.core.guests.Guests;
import org.samling.core.guests.PatronsElsewhere;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.privacy.Access;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.guests.GuestForms.Arrival;
import org.samling.operations.guests.GuestForms.Guest;
import org.samling.operations.guests.GuestForms.Listed;
import org.samling.operations.guests.GuestForms.Place;
import org.samling.operations.guests.GuestForms.Places;
import org.samling.operations.guests.GuestForms.Which;
import org.samling.operations.guests.GuestForms.WhichPatron;

/** Guests: other tenants' patrons who borrow here, and own patrons who borrow elsewhere. */
public final class GuestOperations {

  /** The operations. */
  public static final Family<GuestOperations> FAMILY =
      new Family<>(
          "guests",
          "guest",
          "Other tenants' patrons who borrow here with their own card",
          List.of(
              Operation.get("list-guests", "/guests", Scope.PATRONS_READ, "Lists the guests")
                  .paged()
                  .of(Nothing.class, Listed.class, GuestOperations::list),
              Operation.get(
                      "show-guest",
                      "/guests/:guest",
                      Scope.PATRONS_READ,
                      "Shows whose patron a guest is, and since when they come")
                  .of(Which.class, Guest.class, GuestOperations::show),
              Operation.post(
                      "receive-guest",
                      "/guests",
                      Scope.PATRONS_CREATE,
                      "Receives whoever has another tenant's card, as far as an agreement goes; the same card again shows the same guest")
                  .of(Arrival.class, Guest.class, GuestOperations::receive),
              Operation.get(
                      "list-guest-places",
                      "/patrons/:patron/guest-places",
                      Scope.PATRONS_READ,
                      "Lists the tenants where a patron is a guest, and when these were told of them")
                  .verb("places")
                  .of(WhichPatron.class, Places.class, GuestOperations::places)));

  private final Guests guests;
  private final PatronsElsewhere elsewhere;
  private final GuestReception reception;

  /** Operations on a store. */
  public GuestOperations(Guests guests, PatronsElsewhere elsewhere, GuestReception reception) {
    this.guests = guests;
    this.elsewhere = elsewhere;
    this.reception = reception;
  }

  private Listed list(Request<Nothing> request) {
    var paging = request.paging();
    var page =
        paging
            .of(
                guests.list(request.tenantId(), paging.after(), paging.fetched()),
                org.samling.core.guests.Guest::card)
            .map(Guest::of);
    return new Listed(page.entries(), page.next());
  }

  private Guest show(Request<Which> request) {
    return guests
        .show(request.tenantId(), request.input().guest())
        .map(Guest::of)
        .orElseThrow(() -> Problem.unknown("No guest has this card."));
  }

  private Guest receive(Request<Arrival> request) {
    var card = Texts.neededNumber("card", request.input().card());
    if (Access.now().person().isEmpty()) {
      throw Problem.forbidden(
          "Only a person receives a guest by the card alone. A program has the patron's PIN checked, which receives them too.");
    }
    var known = guests.show(request.tenantId(), card);
    if (known.isPresent()) {
      return Guest.of(known.get());
    }
    if (guests.owner(request.tenantId(), card).isKnown()) {
      throw Problem.refused("A patron of this library has this card.");
    }
    return reception
        .receive(request.tenantId(), card)
        .map(Guest::of)
        .orElseThrow(() ->
            Problem.refused(
                "No library with an agreement has a good card of this number, or too many were looked up or received."));
  }

  private Places places(Request<WhichPatron> request) {
    return elsewhere
        .visits(request.tenantId(), request.input().patron())
        .map(visits -> new Places(visits.stream().map(Place::of).toList()))
        .orElseThrow(Problem::unknownPatron);
  }
}
