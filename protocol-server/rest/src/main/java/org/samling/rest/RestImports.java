package org.samling.rest;

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
import org.samling.core.imports.ImportBatch.State;
import org.samling.core.imports.ImportBatches;
import org.samling.core.imports.ImportBatches.BatchTakenException;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.MatchPoint;
import org.samling.core.imports.TagPattern;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.TenantId;
import org.samling.rest.form.OfflineFields;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Download;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestParameters;
import org.samling.rest.form.RestProblem;
import org.samling.routes.imports.ImportUploads;

/** Shows what imports of the tenant's own records did, and undoes them. */
final class RestImports {

  /** How many records that stay when an import is undone are listed individually. */
  private static final int TOLD = 1_000;

  /** The media types of rejected records by format; line-format danMARC2 is plain text. */
  private static final Map<String, String> TYPES =
      Map.of(
          "csv", "text/csv; charset=utf-8",
          "mrc", "application/marc",
          "xml", "application/xml",
          "json", "application/json",
          "lin", "text/plain",
          "bytes", "application/octet-stream");

  private final ImportBatches batches;
  private final ImportUploads uploads;

  RestImports(ImportBatches batches, ImportUploads uploads) {
    this.batches = batches;
    this.uploads = uploads;
  }

  /** The path of an import. */
  static String path(ImportBatch batch) {
    return "/rest/v1/imports/" + batch.number();
  }

  /**
   * Whose records are meant: those of the account's tenant, or null for common records.
   *
   * @throws RestProblem where the account may not import them
   */
  static @Nullable TenantId owner(RestExchange exchange) {
    return switch (exchange.call().query().getOrDefault("records", "own")) {
      case "own" -> exchange.tenant().id();
      case "common" -> {
        if (!mayCommon(exchange)) {
          throw new RestProblem(
              Status.FORBIDDEN,
              "The account %s does not have the scope %s."
                  .formatted(exchange.account().username(), Scope.CATALOGUE_IMPORT_COMMON.text()));
        }
        yield null;
      }
      default -> throw new RestProblem(Status.BAD_REQUEST, "\"records\" must be own or common.");
    };
  }

  private static boolean mayCommon(RestExchange exchange) {
    return exchange.account().scopes().contains(Scope.CATALOGUE_IMPORT_COMMON);
  }

  RestAnswer list(RestExchange exchange) {
    var limit = RestPages.limit(exchange);
    var after = exchange.call().query().get("after");
    var before = RestParameters.number("after", after, Long.MAX_VALUE, 1, Long.MAX_VALUE);
    return RestPages.page(
        exchange,
        "imports",
        batches.latest(owner(exchange), before, limit + 1),
        ImportBatch::number,
        this::told,
        limit);
  }

  RestAnswer show(RestExchange exchange) {
    return RestAnswer.of(told(batch(exchange)));
  }

  RestAnswer cancel(RestExchange exchange) {
    var batch = batch(exchange);
    if (!batches.cancel(
        batch, "It was cancelled by %s.".formatted(exchange.account().username()))) {
      throw new RestProblem(
          Status.CONFLICT,
          "Import %d is %s already.".formatted(batch.number(), OfflineFields.word(batch.state())));
    }
    uploads.forget(batch);
    return RestAnswer.done();
  }

  RestAnswer rejects(RestExchange exchange) {
    var format = exchange.call().path().getOrDefault("format", "csv");
    return report(exchange, format, format, "rejects");
  }

  RestAnswer refusedItems(RestExchange exchange) {
    return table(exchange, ImportUploads.ITEMS);
  }

  RestAnswer undecidedCodings(RestExchange exchange) {
    return table(exchange, ImportUploads.UNDECIDED);
  }

  private RestAnswer table(RestExchange exchange, String kind) {
    return report(exchange, kind, "csv", report(kind));
  }

  private RestAnswer report(RestExchange exchange, String kind, String format, String name) {
    var batch = batch(exchange);
    if (batch.state() == State.WAITING || batch.state() == State.RUNNING) {
      throw new RestProblem(
          Status.CONFLICT,
          "Import %d is %s; its reports are available when it has ended."
              .formatted(batch.number(), OfflineFields.word(batch.state())));
    }
    var file = uploads.report(batch, kind);
    if (file.isEmpty()) {
      throw new RestProblem(
          Status.NOT_FOUND, "Import %d has no such report here.".formatted(batch.number()));
    }
    return RestAnswer.of(
        new Download(
            file.get(),
            TYPES.getOrDefault(format, "application/octet-stream"),
            "import-%d-%s.%s".formatted(batch.number(), name, format)));
  }

  RestAnswer undo(RestExchange exchange) {
    var batch = batch(exchange);
    if (batch.isDryRun()) {
      throw new RestProblem(
          Status.CONFLICT,
          "Import %d was a dry run: there is nothing to undo.".formatted(batch.number()));
    }
    if (!batch.keepsVersions()) {
      throw new RestProblem(
          Status.CONFLICT,
          "Import %d can't be undone: the versions that it replaced are no longer kept."
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
        .flatMap(number ->
            batches
                .find(exchange.tenant().id(), number)
                .or(() -> mayCommon(exchange) ? batches.find(null, number) : Optional.empty()))
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

  /** The same, with what only this node knows: its progress and its reports. */
  private Map<String, @Nullable Object> told(ImportBatch batch) {
    var fields = fields(batch);
    uploads
        .progress(batch)
        .ifPresent(progress -> {
          fields.put("read", progress.records());
          fields.put("bytes", progress.bytes());
        });
    fields.put(
        "reports",
        uploads.reports(batch).stream().map(kind -> path(batch) + "/" + report(kind)).toList());
    return fields;
  }

  private static String report(String kind) {
    return switch (kind) {
      case ImportUploads.ITEMS -> "refused-items";
      case ImportUploads.UNDECIDED -> "undecided-codings";
      case "csv" -> "rejects";
      default -> "rejects." + kind;
    };
  }

  /** The fields of an import that the store knows. */
  static Map<String, @Nullable Object> fields(ImportBatch batch) {
    var order = batch.order();
    var tally = batch.tally();
    var put = batch.put();
    var undone = batch.undone();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("number", batch.number());
    fields.put("state", OfflineFields.word(batch.state()));
    fields.put("reason", batch.reason());
    fields.put("ended-early", tally.endedEarly());
    fields.put("records", order.tenant() == null ? "common" : "own");
    fields.put("dry-run", batch.isDryRun());
    fields.put("file", String.valueOf(Path.of(order.file()).getFileName()));
    fields.put("size", order.print().size());
    fields.put("sha256", order.print().sha256());
    fields.put("source", order.source());
    fields.put("format", order.format() == null ? "auto" : OfflineFields.word(order.format()));
    fields.put("coding", order.coding() == null ? null : order.coding().word());
    fields.put("rules", rules(order.rules()));
    fields.put("started-by", order.startedBy());
    fields.put("started", time(batch.started()));
    fields.put("ended", batch.ended() == null ? null : time(batch.ended()));
    fields.put("read", tally.read());
    fields.put("bytes", batch.state() == State.DONE ? order.print().size() : null);
    fields.put("offset", tally.offset());
    fields.put("added", put.added());
    fields.put("changed", put.changed());
    fields.put("unchanged", put.unchanged());
    fields.put("repaired", tally.repaired());
    fields.put("rejected", tally.rejected());
    fields.put("codings", tally.codings());
    fields.put("restored", undone == null ? null : undone.restored());
    fields.put("removed", undone == null ? null : undone.removed());
    fields.put("can-be-undone", batch.keepsVersions());
    return fields;
  }

  /** The rules as they are written; null where only agency and number are matched. */
  private static @Nullable Map<String, Object> rules(ImportRules rules) {
    return rules.areDefault()
        ? null
        : Map.of(
            "match",
            rules.match().stream().map(MatchPoint::label).toList(),
            "on-match",
            OfflineFields.word(rules.onMatch()),
            "on-ambiguous",
            OfflineFields.word(rules.onAmbiguous()),
            "protect",
            rules.protect().stream().map(TagPattern::text).toList(),
            "add-only",
            rules.addOnly().stream().map(TagPattern::text).toList());
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
