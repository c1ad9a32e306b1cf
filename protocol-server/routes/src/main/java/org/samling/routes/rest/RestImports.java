package org.samling.routes.rest;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatches;
import org.samling.core.imports.ImportBatches.BatchTakenException;
import org.samling.routes.rest.RestAnswer.Status;

/** What imports of the tenant's own records did, and how one is undone. */
final class RestImports {

  /** How many imports are listed. */
  private static final int LISTED = 100;

  /** How many records that stay when an import is undone are told one by one. */
  private static final int TOLD = 1_000;

  private final ImportBatches batches;

  RestImports(ImportBatches batches) {
    this.batches = batches;
  }

  RestAnswer list(RestExchange exchange) {
    var latest = batches.latest(exchange.tenant().id(), LISTED);
    return RestAnswer.of(Map.of("imports", latest.stream().map(RestImports::fields).toList()));
  }

  RestAnswer show(RestExchange exchange) {
    return RestAnswer.of(fields(batch(exchange)));
  }

  RestAnswer undo(RestExchange exchange) {
    if (!exchange.call().body().isEmpty()) {
      throw new RestProblem(Status.BAD_REQUEST, "An import is undone without a body.");
    }
    var batch = batch(exchange);
    if (!batch.keepsVersions()) {
      throw new RestProblem(
          Status.CONFLICT,
          "Import %d can't be undone: the versions that it replaced are not kept any more."
              .formatted(batch.number()));
    }
    var stay = new int[1];
    var told = new ArrayList<Map<String, String>>();
    try {
      var undone =
          batches.undo(
              batch,
              (key, reason) -> {
                stay[0]++;
                if (told.size() < TOLD) {
                  told.add(Map.of("record", key.toString(), "reason", reason));
                }
              });
      var body = new LinkedHashMap<String, Object>();
      body.put("restored", undone.restored());
      body.put("removed", undone.removed());
      body.put("stay", stay[0]);
      body.put("records-that-stay", List.copyOf(told));
      return RestAnswer.of(body);
    } catch (BatchTakenException e) {
      throw new RestProblem(Status.CONFLICT, "It can't be undone now: " + e.getMessage() + ".");
    }
  }

  private ImportBatch batch(RestExchange exchange) {
    var text = exchange.call().path().getOrDefault("number", "");
    return number(text)
        .flatMap(number -> batches.numbered(exchange.tenant().id(), number))
        .orElseThrow(() ->
            new RestProblem(
                Status.NOT_FOUND,
                "%s has no import \"%s\".".formatted(exchange.tenant().code(), text)));
  }

  private static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Map<String, @Nullable Object> fields(ImportBatch batch) {
    var order = batch.order();
    var tally = batch.tally();
    var put = batch.put();
    var undone = batch.undone();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("number", batch.number());
    fields.put("state", OfflineFields.word(batch.state()));
    fields.put("reason", batch.reason());
    fields.put("file", String.valueOf(Path.of(order.file()).getFileName()));
    fields.put("size", order.print().size());
    fields.put("sha256", order.print().sha256());
    fields.put("source", order.source());
    fields.put("format", order.format() == null ? "auto" : OfflineFields.word(order.format()));
    fields.put("started-by", order.startedBy());
    fields.put("started", time(batch.started()));
    fields.put("ended", batch.ended() == null ? null : time(batch.ended()));
    fields.put("read", tally.read());
    fields.put("offset", tally.offset());
    fields.put("added", put.added());
    fields.put("changed", put.changed());
    fields.put("unchanged", put.unchanged());
    fields.put("repaired", tally.repaired());
    fields.put("rejected", tally.rejected());
    fields.put("restored", undone == null ? null : undone.restored());
    fields.put("removed", undone == null ? null : undone.removed());
    fields.put("can-be-undone", batch.keepsVersions());
    return fields;
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
