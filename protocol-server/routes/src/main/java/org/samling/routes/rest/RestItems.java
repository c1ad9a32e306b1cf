package org.samling.routes.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Descriptions;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.core.search.CatalogueSearch;
import org.samling.routes.catalogue.WantedTitles;
import org.samling.routes.rest.RestAnswer.Status;

/** Items and titles, as they stand. */
final class RestItems {

  private final Inquiries inquiries;
  private final Descriptions descriptions;
  private final WantedTitles titles;

  RestItems(Inquiries inquiries, Descriptions descriptions, CatalogueSearch search) {
    this.inquiries = inquiries;
    this.descriptions = descriptions;
    this.titles = new WantedTitles(search, inquiries);
  }

  RestAnswer show(RestExchange exchange) {
    var barcode = exchange.path("item");
    return inquiries
        .item(exchange.tenant().id(), barcode)
        .map(state -> RestAnswer.of(fields(state)))
        .orElseThrow(
            () -> new RestProblem(Status.NOT_FOUND, "There is no item \"%s\".".formatted(barcode)));
  }

  RestAnswer title(RestExchange exchange) {
    var tenant = exchange.tenant().id();
    var key = key(exchange.path("record"));
    var described = descriptions.ofRecords(tenant, List.of(key)).get(key);
    if (described == null) {
      throw new RestProblem(Status.NOT_FOUND, "There is no title \"%s\".".formatted(key));
    }
    var record = titles.wanted(tenant, List.of(key.toString()), List.of());
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("record", key.toString());
    fields.put("title", described.title());
    fields.put("author", described.author());
    fields.put("general", described.general());
    fields.put("specific", described.specific());
    fields.put("shelf-mark", described.shelfMark());
    fields.put("items", titles.items(tenant, record).stream().map(RestItems::fields).toList());
    return RestAnswer.of(fields);
  }

  /** Reads the key of a record, {@code 870970:51234567}. */
  static RecordKey key(String text) {
    try {
      return RecordKey.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RestProblem(
          Status.BAD_REQUEST, "A title is named as source:number, such as 870970:51234567.");
    }
  }

  private static Map<String, @Nullable Object> fields(ItemState state) {
    var item = state.item();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("item", item.barcode());
    fields.put("record", state.record().toString());
    fields.put("title", item.title());
    fields.put("author", item.author());
    fields.put("media-type", item.mediaType());
    fields.put("issue", item.issue());
    fields.put("home", item.home());
    fields.put("location", item.location());
    fields.put("call-number", item.callNumber());
    fields.put("owner", state.owner());
    fields.put("at", state.at());
    fields.put("status", OfflineFields.word(state.status()));
    fields.put("for-loan", state.forLoan());
    fields.put("due", RestPatrons.time(state.due()));
    fields.put("recalled", RestPatrons.time(state.recalledAt()));
    fields.put("waiting", state.waiting());
    return fields;
  }
}
