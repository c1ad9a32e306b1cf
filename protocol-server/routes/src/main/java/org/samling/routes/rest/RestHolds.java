package org.samling.routes.rest;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.HoldCommand;
import org.samling.core.circulation.HoldCommand.Placing;
import org.samling.core.circulation.HoldOutcome;
import org.samling.routes.Commands;
import org.samling.routes.rest.RestAnswer.Status;

/** Places and cancels holds. */
final class RestHolds {

  private static final int LONGEST = 200;

  private final Commands commands;

  RestHolds(Commands commands) {
    this.commands = commands;
  }

  RestAnswer place(RestExchange exchange) {
    var body = exchange.body();
    var record = body.text("record", LONGEST);
    var item = body.text("item", LONGEST);
    if ((record == null) == (item == null)) {
      throw new RestProblem(
          Status.BAD_REQUEST, "Name what is wanted by \"record\" or by \"item\".");
    }
    var patron = exchange.path("patron");
    var pickup = body.text("pickup", LONGEST);
    var placing =
        Placing.at(
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

  /** The end of the last day, where the tenant is. */
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
                exchange.origin(), exchange.path("patron"), number(exchange.path("hold"))));
    return switch (outcome) {
      case HoldOutcome.Cancelled _ -> RestAnswer.done();
      case HoldOutcome.Refused refused -> RestRefusals.answer(refused);
      case HoldOutcome.Placed _, HoldOutcome.PlacedTogether _, HoldOutcome.Changed _ ->
          throw new IllegalStateException("asked to cancel a hold, got " + outcome);
    };
  }

  private static UUID number(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw new RestProblem(Status.NOT_FOUND, "There is no hold \"%s\".".formatted(text));
    }
  }
}
