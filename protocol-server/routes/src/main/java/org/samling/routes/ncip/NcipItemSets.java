package org.samling.routes.ncip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.ncip.NcipRequest.LookupItemSet;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.LookupItemSetResponse;
import org.samling.ncip.data.BibInformation;
import org.samling.ncip.data.BibliographicId;
import org.samling.ncip.data.BibliographicId.BibliographicRecordId;
import org.samling.ncip.data.HoldingsSet;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.ItemInformation;
import org.samling.ncip.data.NcipScheme;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.Problem;
import org.samling.ncip.data.ProblemType;

/**
 * Looks up the items of several titles, page by page: a page ends after a number of items, and its
 * token is the number of items sent so far. A problem with one title or item is reported in its
 * place.
 */
final class NcipItemSets {

  /** How many titles or items a message may name. */
  private static final int MOST_NAMED = 100;

  private static final int USUAL_PAGE = 100;
  private static final int LARGEST_PAGE = Inquiries.MAX_ITEMS;

  private final NcipItems items;
  private final NcipTitles titles;
  private final Inquiries inquiries;

  NcipItemSets(NcipItems items, NcipTitles titles, Inquiries inquiries) {
    this.items = items;
    this.titles = titles;
    this.inquiries = inquiries;
  }

  /** An item in the answer, or the problem in its place. */
  private sealed interface Entry {

    /** The identifier by which its title was requested. */
    BibliographicId title();
  }

  private record Found(BibliographicId title, ItemState item) implements Entry {}

  /**
   * A title or item that can't be looked up.
   *
   * @param named the identifier by which the item was requested; null where the title was
   */
  private record Failed(BibliographicId title, @Nullable ItemId named, Problem problem)
      implements Entry {}

  /** Answers LookupItemSet. */
  NcipResponse lookup(NcipExchange<LookupItemSet> exchange) {
    var request = exchange.request();
    if (request.bibliographicIds().isEmpty() && request.itemIds().isEmpty()) {
      throw new ProblemException(
          ProblemType.UNKNOWN_ITEM,
          "This server has no sets of items: name titles by BibliographicId, or items by ItemId.",
          "HoldingsSetId");
    }
    if (request.bibliographicIds().size() + request.itemIds().size() > MOST_NAMED) {
      throw new ProblemException(
          ProblemType.ELEMENT_RULE_VIOLATED,
          "A message may name at most %d titles or items.".formatted(MOST_NAMED),
          request.bibliographicIds().isEmpty() ? "ItemId" : "BibliographicId");
    }
    var from = from(request.nextItemToken());
    var asked = request.maximumItemsCount();
    var size = asked == null || asked < 1 ? USUAL_PAGE : Math.min(asked, LARGEST_PAGE);
    var entries = new ArrayList<Entry>();
    request.bibliographicIds().forEach(id -> entries.addAll(ofTitle(exchange, id)));
    request.itemIds().forEach(id -> entries.add(ofItem(exchange, id)));
    var page = entries.stream().skip(from).limit(size).toList();
    if (page.isEmpty()) {
      throw token(String.valueOf(request.nextItemToken()));
    }
    var next = from + page.size();
    return new LookupItemSetResponse(
        bibInformation(exchange, page), next < entries.size() ? Integer.toString(next) : null);
  }

  private static int from(@Nullable String token) {
    try {
      var from = token == null ? 0 : Integer.parseInt(token);
      if (from >= 0) {
        return from;
      }
    } catch (NumberFormatException _) {
      // Refused below, as a negative one is.
    }
    throw token(String.valueOf(token));
  }

  private static ProblemException token(String token) {
    return new ProblemException(
        ProblemType.ELEMENT_RULE_VIOLATED,
        "NextItemToken is not from an answer to the same request.",
        "NextItemToken",
        token);
  }

  private List<Entry> ofTitle(NcipExchange<?> exchange, BibliographicId id) {
    try {
      var record = titles.find(exchange, id).ref().id();
      var found = inquiries.items(exchange.tenant(), List.of(record)).get(record);
      return found == null || found.isEmpty()
          ? List.of(
              new Failed(id, null, problem(ProblemType.UNKNOWN_ITEM, "The title has no items.")))
          : found.stream().<Entry>map(item -> new Found(id, item)).toList();
    } catch (ProblemException e) {
      return List.of(new Failed(id, null, problem(e.type(), e.detail())));
    }
  }

  private Entry ofItem(NcipExchange<?> exchange, ItemId id) {
    try {
      var item = items.item(exchange, id);
      return new Found(NcipItems.number(item.record()), item);
    } catch (ProblemException e) {
      // An item without a title is reported under the number by which it was requested.
      return new Failed(
          new BibliographicRecordId(
              id.itemIdentifierValue(), NcipScheme.agency(exchange.account().institution()), null),
          id,
          problem(e.type(), e.detail()));
    }
  }

  private static Problem problem(ProblemType type, String detail) {
    return Problem.of(type, NcipService.LOOKUP_ITEM_SET, detail);
  }

  private static List<BibInformation> bibInformation(
      NcipExchange<LookupItemSet> exchange, List<Entry> page) {
    var byTitle = new LinkedHashMap<BibliographicId, List<Entry>>();
    page.forEach(
        entry -> byTitle.computeIfAbsent(entry.title(), _ -> new ArrayList<>()).add(entry));
    return byTitle.entrySet().stream()
        .map(title -> bibInformation(exchange, title.getKey(), title.getValue()))
        .toList();
  }

  private static BibInformation bibInformation(
      NcipExchange<LookupItemSet> exchange, BibliographicId id, List<Entry> entries) {
    var first = entries.getFirst();
    if (first instanceof Failed(_, var named, var problem) && named == null) {
      return BibInformation.unknown(id, problem);
    }
    var item = first instanceof Found found ? found.item() : null;
    return new BibInformation(
        id,
        item == null
            ? null
            : NcipItems.description(
                item.item().title(), item.item().author(), item.record(), item.item().mediaType()),
        item == null ? null : (Integer) item.waiting(),
        List.of(
            new HoldingsSet(entries.stream().map(entry -> information(exchange, entry)).toList())),
        List.of());
  }

  private static ItemInformation information(NcipExchange<LookupItemSet> exchange, Entry entry) {
    return switch (entry) {
      case Found(_, var item) ->
          new ItemInformation(
              NcipItems.id(exchange.account(), item.item().barcode()),
              item.due(),
              item.recalledAt(),
              item.pickupUntil(),
              NcipItems.numberedFields(item, exchange.request().itemElementTypes()),
              List.of());
      case Failed(_, var named, var problem) -> ItemInformation.unknown(named, problem);
    };
  }
}
