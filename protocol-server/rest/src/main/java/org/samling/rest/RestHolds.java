package org.samling.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.HoldView;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.HoldCommand.HoldOptions;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldFacts.Pause;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.rest.form.OfflineFields;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestBody;
import org.samling.rest.form.RestParameters;
import org.samling.rest.form.RestProblem;
import org.samling.rest.form.RestRefusals;
import org.samling.routes.Commands;

/** Holds: shows one, and changes it. */
final class RestHolds {

  private static final int LONGEST = 200;

  private final Commands commands;
  private final Inquiries inquiries;
  private final HoldLists lists;

  RestHolds(Commands commands, Inquiries inquiries, HoldLists lists) {
    this.commands = commands;
    this.inquiries = inquiries;
    this.lists = lists;
  }

  RestAnswer place(RestExchange exchange) {
    var body = exchange.body();
    var record = body.number("record", LONGEST);
    var item = body.number("item", LONGEST);
    if ((record == null) == (item == null)) {
      throw new RestProblem(Status.BAD_REQUEST, "Give \"record\" or \"item\".");
    }
    var patron = exchange.path("patron");
    var pickup = body.text("pickup", LONGEST);
    var placing =
        HoldOptions.at(
            pickup == null ? exchange.account().branch() : pickup,
            Instant.now(),
            expires(exchange, body));
    var outcome =
        commands.outcome(
            item == null
                ? new HoldCommand.PlaceHold(
                    exchange.origin(), patron, RestItems.key(String.valueOf(record)), null, placing)
                : new HoldCommand.PlaceItemHold(exchange.origin(), patron, item, placing));
    return switch (outcome) {
      case HoldOutcome.Placed placed -> RestAnswer.created(null, fields(placed));
      case HoldOutcome.Refused refused -> RestRefusals.answer(refused);
      case HoldOutcome.PlacedTogether _, HoldOutcome.Changed _, HoldOutcome.Cancelled _ ->
          throw new IllegalStateException("asked to place a hold, got " + outcome);
    };
  }

  /** The end of the last day, in the tenant's time zone. */
  private static @Nullable Instant expires(RestExchange exchange, RestBody body) {
    var day = body.day("expires");
    return day == null
        ? null
        : day.plusDays(1).atStartOfDay(exchange.tenant().zone()).toInstant().minusSeconds(1);
  }

  private static Map<String, @Nullable Object> fields(HoldOutcome.Placed placed) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("number", placed.holdId().toString());
    fields.put("position", placed.position());
    fields.put("pickup", placed.pickup());
    fields.put("expires", RestPatrons.time(placed.expires()));
    fields.put("on-shelf", placed.isOnShelf());
    return fields;
  }

  RestAnswer cancel(RestExchange exchange) {
    var outcome =
        commands.outcome(
            new HoldCommand.CancelHoldById(
                exchange.origin(), exchange.path("patron"), number(exchange)));
    return switch (outcome) {
      case HoldOutcome.Cancelled _ -> RestAnswer.done();
      case HoldOutcome.Refused refused -> RestRefusals.answer(refused);
      case HoldOutcome.Placed _, HoldOutcome.PlacedTogether _, HoldOutcome.Changed _ ->
          throw new IllegalStateException("asked to cancel a hold, got " + outcome);
    };
  }

  /** Shows a hold that is waiting or ready for pickup, and its place in the queue. */
  RestAnswer show(RestExchange exchange) {
    var tenant = exchange.tenant().id();
    var number = number(exchange);
    var hold =
        RestPatrons.patron(inquiries, exchange).holds().stream()
            .filter(h -> h.id().equals(number))
            .findFirst()
            .orElseThrow(() ->
                new RestProblem(
                    Status.NOT_FOUND, "The patron has no hold \"%s\".".formatted(number)));
    var fields = RestPatrons.fields(hold);
    fields.put("place", inquiries.hold(tenant, number).map(HoldView::position).orElse(null));
    return RestAnswer.of(fields);
  }

  RestAnswer change(RestExchange exchange) {
    var body = exchange.body();
    var pickup = body.text("pickup", LONGEST);
    var expires = expires(exchange, body);
    if (pickup == null && expires == null) {
      throw new RestProblem(Status.BAD_REQUEST, "Give \"pickup\" or \"expires\".");
    }
    return changed(
        new HoldCommand.ChangeHold(
            exchange.origin(), exchange.path("patron"), number(exchange), pickup, expires));
  }

  RestAnswer pause(RestExchange exchange) {
    var body = exchange.body();
    var day = body.day("from");
    var from = day == null ? LocalDate.now(exchange.tenant().zone()) : day;
    var until = body.day("until");
    if (until != null && until.isBefore(from)) {
      throw new RestProblem(
          Status.BAD_REQUEST,
          "\"until\" must be the first day of the pause, %s, or later.".formatted(from));
    }
    return paused(exchange, new Pause(from, until));
  }

  RestAnswer resume(RestExchange exchange) {
    return paused(exchange, null);
  }

  private RestAnswer paused(RestExchange exchange, @Nullable Pause pause) {
    return changed(
        new HoldCommand.PauseHold(
            exchange.origin(), exchange.path("patron"), number(exchange), pause));
  }

  /** Lists what is to be put on the hold shelf of a branch, and what is on it. */
  RestAnswer shelf(RestExchange exchange) {
    var tenant = exchange.tenant();
    var asked = exchange.call().query().get("branch");
    var branch = asked == null ? exchange.account().branch() : asked;
    if (!inquiries.policy(tenant.id()).branches().containsKey(branch)) {
      throw new RestProblem(
          Status.BAD_REQUEST, "\"branch\" must be the code of a branch of " + tenant.code() + ".");
    }
    var entries = lists.holdShelf(tenant.id(), branch, RestPages.limit(exchange));
    return RestAnswer.of(Map.of("shelf", entries.stream().map(RestHolds::fields).toList()));
  }

  private static Map<String, @Nullable Object> fields(HoldLists.OnShelf entry) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("number", entry.hold().toString());
    fields.put("item", entry.item());
    fields.put("title", entry.title());
    fields.put("patron", entry.patron());
    putShelf(fields, entry.shelf());
    fields.put("over", entry.isOver());
    return fields;
  }

  /** Adds the place on the hold shelf; null while the item is not there. */
  static void putShelf(Map<String, @Nullable Object> fields, HoldFacts.@Nullable Shelf shelf) {
    fields.put("shelf", shelf == null ? null : shelf.number());
    fields.put("pickup-until", shelf == null ? null : shelf.until().toString());
  }

  RestAnswer shelve(RestExchange exchange) {
    return changed(
        new HoldCommand.ShelveHold(
            exchange.origin(), exchange.body().neededNumber("item", LONGEST)));
  }

  private RestAnswer changed(HoldCommand<HoldOutcome> command) {
    var outcome = commands.outcome(command);
    return switch (outcome) {
      case HoldOutcome.Changed changed -> RestAnswer.of(fields(changed));
      case HoldOutcome.Refused refused -> RestRefusals.answer(refused);
      case HoldOutcome.Placed _, HoldOutcome.PlacedTogether _, HoldOutcome.Cancelled _ ->
          throw new IllegalStateException("asked to change a hold, got " + outcome);
    };
  }

  private static Map<String, @Nullable Object> fields(HoldOutcome.Changed changed) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("number", changed.holdId().toString());
    fields.put("state", OfflineFields.word(changed.state()));
    fields.put("pickup", changed.pickup());
    fields.put("expires", RestPatrons.time(changed.expires()));
    fields.put("item", changed.item());
    putShelf(fields, changed.shelf());
    return fields;
  }

  private static UUID number(RestExchange exchange) {
    return RestParameters.number("hold", exchange.path("hold"));
  }
}
