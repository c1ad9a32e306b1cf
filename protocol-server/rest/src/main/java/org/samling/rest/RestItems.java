package org.samling.rest;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Description;
import org.samling.core.catalogue.Descriptions;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.search.CatalogueSearch;
import org.samling.rest.form.OfflineFields;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestProblem;
import org.samling.routes.catalogue.RequestedTitles;

/** Items and titles with their status, their hold queues, and where they are. */
final class RestItems {

  private final Inquiries inquiries;
  private final Descriptions descriptions;
  private final RequestedTitles titles;
  private final DeskLists lists;

  RestItems(
      Inquiries inquiries, Descriptions descriptions, CatalogueSearch search, DeskLists lists) {
    this.inquiries = inquiries;
    this.descriptions = descriptions;
    this.lists = lists;
    this.titles = new RequestedTitles(search, inquiries);
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
    var described = described(tenant, key);
    var record = titles.find(tenant, List.of(key.toString()), List.of());
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

  private Description described(TenantId tenant, RecordKey key) {
    var described = descriptions.ofRecords(tenant, List.of(key)).get(key);
    if (described == null) {
      throw new RestProblem(Status.NOT_FOUND, "There is no title \"%s\".".formatted(key));
    }
    return described;
  }

  /** Lists the holds of a title: those ready for pickup and those waiting. */
  RestAnswer queue(RestExchange exchange) {
    var tenant = exchange.tenant().id();
    var key = key(exchange.path("record"));
    described(tenant, key);
    var limit = RestPages.limit(exchange);
    var branches = inquiries.policy(tenant).branches().keySet();
    var found = lists.queue(tenant, key, branches, RestPages.afterNumber(exchange), limit + 1);
    return RestPages.page(
        exchange, "queue", found, waiting -> waiting.hold().toString(), RestItems::fields, limit);
  }

  private static Map<String, @Nullable Object> fields(DeskLists.Waiting waiting) {
    var patron = waiting.patron();
    var wanted = waiting.enumeration();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("number", waiting.hold().toString());
    fields.put("patron", patron == null || patron.card().isEmpty() ? null : patron.card());
    fields.put("name", patron == null ? null : patron.name());
    fields.put("state", OfflineFields.word(waiting.state()));
    fields.put("place", waiting.place());
    fields.put("placed", waiting.placed().toString());
    fields.put("pickup", waiting.pickup());
    fields.put("wanted", wanted == null ? null : wanted.text());
    fields.put("item", waiting.item());
    fields.put("looked-for", waiting.looked());
    RestHolds.putShelf(fields, waiting.shelf());
    fields.put("paused", waiting.isPaused());
    return fields;
  }

  /** The tenant's agencies, and the branches of each. */
  RestAnswer agencies(RestExchange exchange) {
    var policy = inquiries.policy(exchange.tenant().id());
    var agencies =
        policy.agencies().values().stream()
            .sorted(Comparator.comparing(Agency::number))
            .map(agency -> fields(agency, policy))
            .toList();
    return RestAnswer.of(Map.of("agencies", agencies));
  }

  private static Map<String, Object> fields(Agency agency, LendingPolicy policy) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("agency", agency.isil());
    fields.put("number", agency.number());
    fields.put("kind", OfflineFields.word(agency.kind()));
    fields.put("name", agency.name());
    fields.put(
        "branches",
        policy.branches().values().stream()
            .filter(branch -> branch.agency().equals(agency.number()))
            .sorted(Comparator.comparing(Branch::code))
            .map(RestItems::fields)
            .toList());
    return fields;
  }

  private static Map<String, Object> fields(Branch branch) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("branch", branch.code());
    fields.put("name", branch.name());
    return fields;
  }

  /** Reads the key of a record, {@code 870970:51234567}. */
  static RecordKey key(String text) {
    try {
      return RecordKey.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RestProblem(
          Status.BAD_REQUEST, "A title must be given as source:number, such as 870970:51234567.");
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
    fields.put("properties", item.properties());
    fields.put("at", state.at());
    fields.put("status", OfflineFields.word(state.status()));
    fields.put("for-loan", state.forLoan());
    fields.put("due", RestPatrons.time(state.due()));
    fields.put("recalled", RestPatrons.time(state.recalledAt()));
    fields.put("waiting", state.waiting());
    return fields;
  }
}
