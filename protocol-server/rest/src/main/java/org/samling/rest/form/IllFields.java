package org.samling.rest.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryMessages.StoredMessage;
import org.samling.core.ill.InterlibraryOverview.PendingMessage;
import org.samling.core.ill.InterlibraryOverview.RotaEntry;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequest.Event;
import org.samling.core.ill.InterlibraryState;

/** The fields of an interlibrary request, by their names; times are in UTC. */
public final class IllFields {

  private IllFields() {}

  /** A request as it stands; missing values are null. */
  public static Map<String, @Nullable Object> of(InterlibraryRequest request) {
    var order = request.order();
    var described = order.description();
    var handling = request.handling();
    var peer = handling.peer();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("number", request.number());
    fields.put("side", request.side().name().toLowerCase(Locale.ROOT));
    fields.put("state", request.state().text());
    fields.put("can-become", request.next().stream().map(InterlibraryState::text).toList());
    fields.put("placed", request.placedAt().toString());
    fields.put("changed", request.changedAt().toString());
    fields.put("service", order.service().name().toLowerCase(Locale.ROOT));
    fields.put("account", order.requester().account());
    fields.put("requester", order.requester().library());
    fields.put("library", peer == null ? null : peer.library());
    fields.put("reference", order.reference());
    fields.put("branch", handling.branch());
    fields.put("item", handling.item());
    fields.put("record", order.record() == null ? null : order.record().key().toString());
    fields.put("title", described.title());
    fields.put("author", described.author());
    fields.put("published", described.published());
    fields.put("part", described.part());
    fields.put("isbn", described.isbn());
    fields.put("issn", described.issn());
    fields.put("record-number", described.number());
    fields.put("before", order.needBefore() == null ? null : order.needBefore().toString());
    fields.put("delivery", order.delivery());
    fields.put("patron", order.patron() == null ? null : OfflineFields.masked(order.patron()));
    fields.put("note", order.note());
    return fields;
  }

  /** The same with the libraries asked, the history and the messages. */
  public static Map<String, @Nullable Object> of(
      InterlibraryRequest request,
      List<RotaEntry> rota,
      List<Event> events,
      List<StoredMessage> messages) {
    var fields = of(request);
    fields.put("lenders", rota.stream().map(IllFields::lender).toList());
    fields.put("events", events.stream().map(IllFields::event).toList());
    fields.put("messages", messages.stream().map(IllFields::message).toList());
    return fields;
  }

  private static Map<String, @Nullable Object> lender(RotaEntry asked) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("library", asked.library());
    fields.put("now", asked.isNow());
    return fields;
  }

  private static Map<String, @Nullable Object> event(Event event) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("at", event.at().toString());
    fields.put("state", event.state().text());
    fields.put("who", event.who());
    fields.put("note", event.note());
    fields.put("message", event.message());
    return fields;
  }

  private static Map<String, @Nullable Object> message(StoredMessage kept) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("at", kept.at().toString());
    fields.put("direction", kept.isOutgoing() ? "out" : "in");
    fields.put("library", kept.peer());
    fields.put("kind", kind(kept.kind()));
    fields.put("waits", kept.isWaiting());
    fields.put("tries", kept.tries());
    fields.put("failure", kept.failure());
    fields.put("content", kept.content());
    return fields;
  }

  /** A message that waits to be sent. */
  public static Map<String, @Nullable Object> untold(PendingMessage untold) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("request", untold.place().request());
    fields.put("at", untold.place().at().toString());
    fields.put("library", untold.peer());
    fields.put("kind", kind(untold.telling().name()));
    fields.put("next-try", untold.next().toString());
    fields.put("tries", untold.tries());
    fields.put("failure", untold.failure());
    return fields;
  }

  private static String kind(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
