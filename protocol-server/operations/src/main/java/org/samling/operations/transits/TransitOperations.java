package org.samling.operations.transits;

import java.util.List;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.TransportLists;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Branches;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.transits.Transits.Contents;
import org.samling.operations.transits.Transits.Filter;
import org.samling.operations.transits.Transits.Listed;
import org.samling.operations.transits.Transits.Transit;
import org.samling.operations.transits.Transits.WhichCrate;

/** Items on their way between branches, and the crates that they travel in. */
public final class TransitOperations {

  /** The operations. */
  public static final Family<TransitOperations> FAMILY =
      new Family<>(
          "transits",
          "transit",
          "Items on their way between branches, and the crates that they travel in",
          List.of(
              Operation.get(
                      "list-transits",
                      "/transits",
                      Scope.ITEMS_READ,
                      "Lists items in transit, and which of them are overdue")
                  .withinBounds()
                  .of(Filter.class, Listed.class, TransitOperations::list),
              Operation.get(
                      "show-crate",
                      "/crates/:crate",
                      Scope.ITEMS_READ,
                      "Shows the contents of a transport crate")
                  .verb("crate")
                  .withinBounds()
                  .of(WhichCrate.class, Contents.class, TransitOperations::crate)));

  private final TransportLists lists;
  private final Inquiries inquiries;
  private final Branches branches;

  /** Operations on a store. */
  public TransitOperations(TransportLists lists, Inquiries inquiries) {
    this.lists = lists;
    this.inquiries = inquiries;
    this.branches = new Branches(inquiries);
  }

  private Listed list(Request<Filter> request) {
    var filter = request.input();
    branches.checkMember(request, "to", filter.to());
    if (filter.to() == null && !request.account().bounds().isNone()) {
      throw Problem.invalid("Give \"to\": the account is bound to agencies or branches.");
    }
    var found = lists.transits(request.tenantId(), filter.to(), filter.most() + 1);
    return new Listed(
        found.stream().limit(filter.most()).map(Transit::of).toList(),
        found.size() <= filter.most());
  }

  private Contents crate(Request<WhichCrate> request) {
    var crate = Texts.neededNumber("crate", request.input().crate());
    var sight = request.sight(inquiries.policy(request.tenantId()));
    return new Contents(
        lists.crate(request.tenantId(), crate).stream()
            .filter(item -> sight.sees(item.from(), item.to()))
            .map(Transit::of)
            .toList());
  }
}
