package org.samling.operations.items;

import java.util.List;
import org.samling.core.catalogue.Description;
import org.samling.core.catalogue.Descriptions;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.CatalogueSearch;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.PageMark;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.TitleKeys;
import org.samling.operations.items.Items.Item;
import org.samling.operations.items.Titles.Queue;
import org.samling.operations.items.Titles.Queued;
import org.samling.operations.items.Titles.Title;
import org.samling.operations.items.Titles.WhichTitle;
import org.samling.routes.catalogue.RequestedTitles;

/** Titles with their items, and who waits for them. */
public final class TitleOperations {

  /** The operations. */
  public static final Family<TitleOperations> FAMILY =
      new Family<>(
          "titles",
          "title",
          "Titles with their items, and who waits for them",
          List.of(
              Operation.get(
                      "show-title",
                      "/titles/:record",
                      Scope.ITEMS_READ,
                      "Shows a title and its items")
                  .withinBounds()
                  .of(WhichTitle.class, Title.class, TitleOperations::show),
              Operation.get(
                      "list-queue",
                      "/titles/:record/queue",
                      Scope.PATRONS_READ,
                      "Lists the holds of a title, first in the queue first")
                  .verb("queue")
                  .paged()
                  .withinBounds()
                  .of(WhichTitle.class, Queue.class, TitleOperations::queue)));

  private final Inquiries inquiries;
  private final Descriptions descriptions;
  private final RequestedTitles titles;
  private final DeskLists lists;

  /** Operations on a store and the index of its catalogue. */
  public TitleOperations(
      Inquiries inquiries, Descriptions descriptions, CatalogueSearch search, DeskLists lists) {
    this.inquiries = inquiries;
    this.descriptions = descriptions;
    this.titles = new RequestedTitles(search, inquiries);
    this.lists = lists;
  }

  private Title show(Request<WhichTitle> request) {
    var tenant = request.tenantId();
    var described = described(tenant, TitleKeys.of(request.input().record()));
    var record = titles.find(tenant, List.of(described.key().toString()), List.of());
    return Title.of(described, titles.items(tenant, record).stream().map(Item::of).toList());
  }

  private Queue queue(Request<WhichTitle> request) {
    var tenant = request.tenantId();
    var paging = request.paging();
    var key = TitleKeys.of(request.input().record());
    described(tenant, key);
    var branches = request.sight(inquiries.policy(tenant)).branches();
    var after = PageMark.id(paging.after());
    var page =
        paging
            .of(
                lists.queue(tenant, key, branches, after, paging.fetched()),
                waiting -> waiting.hold().toString())
            .map(Queued::of);
    return new Queue(page.entries(), page.next());
  }

  private Description described(TenantId tenant, RecordKey key) {
    var described = descriptions.ofRecords(tenant, List.of(key)).get(key);
    if (described == null) {
      throw Problem.unknown("There is no title \"%s\".".formatted(key));
    }
    return described;
  }
}
