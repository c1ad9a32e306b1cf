package org.samling.console.circulation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.catalogue.Descriptions;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.DeskLists.Borrowed;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.policy.Sight;

/** The pages of an item and of a title's hold queue. */
public final class ItemDesk {

  public static final String PATH = "/circulation/item/";

  private static final int MOST_WAITING_BESIDE = 20;
  private static final int MOST_WAITING = 200;
  private static final int MOST_WAYS = 50;

  private final Inquiries inquiries;
  private final DeskLists lists;
  private final Descriptions descriptions;

  ItemDesk(Inquiries inquiries, DeskLists lists, Descriptions descriptions) {
    this.inquiries = inquiries;
    this.lists = lists;
    this.descriptions = descriptions;
  }

  /**
   * An item that the visitor may see.
   *
   * @param sight the visitor's scope
   */
  record VisibleItem(Visit visit, Sight sight, ItemState state) {

    String barcode() {
      return state.item().barcode();
    }

    String path() {
      return visit.path(PATH + Visit.encoded(barcode()));
    }
  }

  /** Whether the visitor may see an item: it belongs to one of their branches, or is at one. */
  public static boolean sees(Sight scope, ItemState state) {
    return scope.sees(state.item().home()) || scope.sees(state.at());
  }

  /** Runs an action on the item that the URL names, if the visitor may see it. */
  Reply on(Visit visit, Function<VisibleItem, Reply> answer) {
    var scope = StaffScope.of(visit, inquiries);
    return inquiries
        .item(visit.tenant().id(), visit.request().part("item"))
        .filter(state -> sees(scope, state))
        .map(state -> answer.apply(new VisibleItem(visit, scope, state)))
        .orElseGet(Reply::notFound);
  }

  Reply show(VisibleItem seen) {
    return Reply.page("circulation/item", page(seen, Map.of(), null));
  }

  /** Shows the page again with the reason why an action failed. */
  Reply unfit(VisibleItem seen, Map<String, String> typed, DeskForm.Problem problem) {
    return Reply.unfit("circulation/item", page(seen, typed, problem));
  }

  /** Returns the item's loan if it was made at a branch that the visitor sees, or null. */
  @Nullable Borrowed borrowed(VisibleItem seen) {
    return lists
        .borrowed(seen.visit().tenant().id(), seen.barcode(), seen.sight().branches())
        .filter(borrowed -> seen.sight().sees(borrowed.lent().branch()))
        .orElse(null);
  }

  private ItemPage page(
      VisibleItem seen, Map<String, String> typed, DeskForm.@Nullable Problem problem) {
    var tenant = seen.visit().tenant().id();
    var state = seen.state();
    var say = new CirculationTexts(seen.visit().words(), seen.sight().policy());
    var form = DeskForm.of(seen.visit(), typed, problem);
    var queue =
        lists.queue(tenant, state.record(), seen.sight().branches(), null, MOST_WAITING_BESIDE + 1);
    var now = Instant.now();
    var at = seen.visit().workplace().branchOr(state.at());
    var handedIn =
        inquiries.explain(
            new LoanCommand.Checkin(
                DeskCommands.hypothetical(seen.visit(), at), seen.barcode(), now));
    return new ItemPage(
        say,
        state,
        borrowed(seen),
        at,
        say.outcome(handedIn.outcome()),
        queue.stream().limit(MOST_WAITING_BESIDE).toList(),
        queue.size() > MOST_WAITING_BESIDE,
        lists.ways(tenant, seen.barcode(), MOST_WAYS),
        form);
  }

  /** Shows the hold queue of a title. */
  Reply title(Visit visit) {
    RecordKey key;
    try {
      key = RecordKey.parse(visit.request().part("record"));
    } catch (IllegalArgumentException _) {
      return Reply.notFound();
    }
    var tenant = visit.tenant().id();
    var described = descriptions.ofRecords(tenant, List.of(key)).get(key);
    if (described == null) {
      return Reply.notFound();
    }
    var scope = StaffScope.of(visit, inquiries);
    var queue = lists.queue(tenant, key, scope.branches(), null, MOST_WAITING + 1);
    return Reply.page(
        "circulation/title",
        new ItemPage.Title(
            new CirculationTexts(visit.words(), scope.policy()),
            key,
            described.title(),
            described.author(),
            queue.stream().limit(MOST_WAITING).toList(),
            queue.size() > MOST_WAITING));
  }
}
