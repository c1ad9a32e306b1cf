package org.samling.operations.transits;

import java.time.Duration;
import java.util.List;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.TransportLists;
import org.samling.core.circulation.TransportLists.TransitFilter;
import org.samling.core.circulation.command.TransportCommand.PackCrate;
import org.samling.core.circulation.outcome.TransportOutcome;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Branches;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.Refusals;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.transits.Transits.Contents;
import org.samling.operations.transits.Transits.Crate;
import org.samling.operations.transits.Transits.Crates;
import org.samling.operations.transits.Transits.Filter;
import org.samling.operations.transits.Transits.HowMany;
import org.samling.operations.transits.Transits.Listed;
import org.samling.operations.transits.Transits.NewInCrate;
import org.samling.operations.transits.Transits.Packed;
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
                      "list-crates",
                      "/crates",
                      Scope.ITEMS_READ,
                      "Lists the transport crates in use, and where they go")
                  .verb("list-crates")
                  .withinBounds()
                  .of(HowMany.class, Crates.class, TransitOperations::crates),
              Operation.get(
                      "show-crate",
                      "/crates/:crate",
                      Scope.ITEMS_READ,
                      "Shows the contents of a transport crate")
                  .verb("crate")
                  .withinBounds()
                  .of(WhichCrate.class, Contents.class, TransitOperations::crate),
              Operation.post(
                      "pack-crate",
                      "/crates/:crate/items",
                      Scope.CIRCULATION,
                      "Puts an item in transit into a transport crate")
                  .verb("pack")
                  .withinBounds()
                  .of(NewInCrate.class, Packed.class, TransitOperations::pack)));

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final TransportLists lists;
  private final Inquiries inquiries;
  private final Branches branches;
  private final Commands commands;

  /** Operations on a store. */
  public TransitOperations(TransportLists lists, Inquiries inquiries, Circulation circulation) {
    this.lists = lists;
    this.inquiries = inquiries;
    this.branches = new Branches(inquiries);
    this.commands = new Commands(circulation, DEADLINE);
  }

  private Listed list(Request<Filter> request) {
    var filter = request.input();
    branches.checkMember(request, "from", filter.from());
    branches.checkMember(request, "to", filter.to());
    var seen =
        request.account().bounds().isNone()
            ? null
            : request.sight(inquiries.policy(request.tenantId())).branches();
    var asked = new TransitFilter(filter.from(), filter.to(), Texts.number(filter.crate()), seen);
    var found = lists.transits(request.tenantId(), asked, filter.most() + 1);
    return new Listed(
        found.stream().limit(filter.most()).map(Transit::of).toList(),
        found.size() <= filter.most());
  }

  private Crates crates(Request<HowMany> request) {
    var most = request.input().most();
    var seen = request.sight(inquiries.policy(request.tenantId())).branches();
    var found = lists.crates(request.tenantId(), seen, most + 1);
    return new Crates(found.stream().limit(most).map(Crate::of).toList(), found.size() <= most);
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

  private Packed pack(Request<NewInCrate> request) {
    var packing =
        new PackCrate(
            request.origin(DEADLINE),
            Texts.neededNumber("item", request.input().item()),
            Texts.neededNumber("crate", request.input().crate()));
    return switch (commands.outcome(packing)) {
      case TransportOutcome.Packed packed -> Packed.of(packed);
      case TransportOutcome.Refused refused -> throw Refusals.of(refused);
    };
  }
}
