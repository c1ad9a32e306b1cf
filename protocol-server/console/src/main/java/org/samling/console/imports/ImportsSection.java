package org.samling.console.imports;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.samling.console.imports.ImportDesk.Outcome;
import org.samling.console.imports.ImportDesk.WatchedFolder;
import org.samling.console.imports.Imports.BatchPage;
import org.samling.console.imports.Imports.Overview;
import org.samling.console.imports.Imports.Pages;
import org.samling.console.imports.Imports.RepairsPage;
import org.samling.console.imports.Imports.Row;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.console.web.Visit;
import org.samling.core.catalogue.RepairKind;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatches;
import org.samling.core.imports.ItemMappings;
import org.samling.core.imports.RecordReviews;
import org.samling.core.staff.Permission;

/** The pages on which files of records are imported, viewed and undone. */
public final class ImportsSection implements Section {

  private static final String FORM = "imports/new";
  private static final String BATCH = "/imports/batch/:number";
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final int LISTED = 100;
  private static final int ON_A_PAGE = 50;

  /** The maximum number of written records shown. */
  private static final int WRITTEN = 100;

  private static final Map<String, String> TYPES =
      Map.of(
          "csv", "text/csv; charset=utf-8",
          "items", "text/csv; charset=utf-8",
          "undecided-codings", "text/csv; charset=utf-8",
          "mrc", "application/marc",
          "xml", "application/xml",
          "json", "application/json");

  private final ImportBatches batches;
  private final ItemMappings mappings;
  private final ReviewPages reviews;
  private final ImportDesk desk;
  private final UndoJobs undoings;

  /**
   * Creates an instance.
   *
   * @param batches stores all imports
   * @param mappings stores what the codes in item fields stand for
   * @param reviews knows the records that wait for review
   * @param desk accepts files, and has the reports of this node
   */
  public ImportsSection(
      ImportBatches batches, ItemMappings mappings, RecordReviews reviews, ImportDesk desk) {
    this.batches = batches;
    this.mappings = mappings;
    this.reviews = new ReviewPages(reviews);
    this.desk = desk;
    this.undoings = new UndoJobs(batches);
  }

  @Override
  public String name() {
    return "imports";
  }

  @Override
  public List<Endpoint> endpoints() {
    var needs = Permission.IMPORTS;
    return List.of(
        Endpoint.get("/imports", needs, v -> Reply.page("imports/list", overview(v))),
        Endpoint.get("/imports/events", needs, this::listEvents),
        Endpoint.get(
            "/imports/new",
            needs,
            v -> Reply.page(FORM, FileForms.empty(v, mappings, desk.limit()))),
        Endpoint.file("/imports/new", needs, this::take),
        Endpoint.get(BATCH, needs, v -> on(v, b -> Reply.page("imports/batch", page(v, b, null)))),
        Endpoint.get(BATCH + "/events", needs, v -> on(v, b -> batchEvents(v, b))),
        Endpoint.get(
            BATCH + "/repairs",
            needs,
            v -> on(v, b -> Reply.page("imports/repairs", repairs(v, b)))),
        Endpoint.get(BATCH + "/report/:kind", needs, v -> on(v, b -> report(v, b))),
        Endpoint.post(BATCH + "/start", needs, v -> on(v, b -> start(v, b))),
        Endpoint.post(BATCH + "/cancel", needs, v -> on(v, b -> cancel(v, b))),
        Endpoint.get(
            BATCH + "/undo", needs, v -> on(v, b -> Reply.page("imports/undo", page(v, b, null)))),
        Endpoint.post(BATCH + "/undo", needs, v -> on(v, b -> undo(v, b))),
        Endpoint.get(BATCH + "/review", needs, v -> on(v, b -> reviews.list(v, b))),
        Endpoint.post(BATCH + "/review/load", needs, v -> on(v, b -> reviews.load(v, b))),
        Endpoint.get(BATCH + "/review/:record", needs, v -> on(v, b -> reviews.record(v, b))),
        Endpoint.post(
            BATCH + "/review/:record/decide", needs, v -> on(v, b -> reviews.decide(v, b))));
  }

  /** Handles a request for one import. */
  private interface OnBatch {
    Reply answer(ImportBatch batch);
  }

  /** Runs an action on the import that the URL names, if the visitor may see it. */
  private Reply on(Visit visit, OnBatch answer) {
    return batch(visit).map(answer::answer).orElseGet(Reply::notFound);
  }

  private Optional<ImportBatch> batch(Visit visit) {
    var text = visit.request().part("number");
    if (!text.matches("\\d{1,18}")) {
      return Optional.empty();
    }
    var number = Long.parseLong(text);
    return batches
        .find(visit.tenant().id(), number)
        .or(() -> FileForms.mayCommon(visit) ? batches.find(null, number) : Optional.empty());
  }

  private Overview overview(Visit visit) {
    return overview(visit, desk.folders(visit.tenant().code(), FileForms.mayCommon(visit)));
  }

  private Overview overview(Visit visit, List<WatchedFolder> folders) {
    var rows = rows(visit);
    return new Overview(rows.stream().limit(LISTED).toList(), rows.size() >= LISTED, folders);
  }

  private List<Row> rows(Visit visit) {
    var found = new ArrayList<>(batches.latest(visit.tenant().id(), LISTED));
    if (FileForms.mayCommon(visit)) {
      found.addAll(batches.latest(null, LISTED));
    }
    found.sort(Comparator.comparingLong(ImportBatch::number).reversed());
    return found.stream().map(this::row).toList();
  }

  private Row row(ImportBatch batch) {
    return new Row(batch, desk.progress(batch).orElse(batch.tally().read()));
  }

  private Reply listEvents(Visit visit) {
    var shown = new AtomicReference<@Nullable Overview>();
    return Reply.events(
        EVERY,
        () -> {
          var now = overview(visit, List.of());
          // An unchanged page is not sent again, so that readers keep their place in it.
          return now.equals(shown.getAndSet(now))
              ? Optional.empty()
              : Optional.of(new Reply.Event("list", new Reply.Rendered("imports/table", now)));
        });
  }

  private Reply batchEvents(Visit visit, ImportBatch before) {
    var shown = new AtomicReference<@Nullable BatchPage>();
    return Reply.events(
        EVERY,
        () ->
            batches
                .find(before.order().tenant(), before.number())
                .map(b -> page(visit, b, null))
                .filter(now -> !now.equals(shown.getAndSet(now)))
                .map(now -> new Reply.Event("batch", new Reply.Rendered("imports/state", now))));
  }

  private BatchPage page(Visit visit, ImportBatch batch, @Nullable String problem) {
    var row = row(batch);
    var rejected = batch.tally().rejected();
    var last = Math.max(1, (rejected + ON_A_PAGE - 1) / ON_A_PAGE);
    var argument = visit.request().argument("page");
    var page = argument.matches("\\d{1,9}") ? Math.clamp(Integer.parseInt(argument), 1, last) : 1;
    return new BatchPage(
        row,
        batch.isDryRun() && desk.isKept(batch),
        row.isUnderWay() ? List.of() : desk.reports(batch),
        row.isUnderWay() ? List.of() : desk.rejections(batch, (page - 1) * ON_A_PAGE, ON_A_PAGE),
        new Pages(page, last),
        row.isUnderWay() || batch.isDryRun() ? List.of() : batches.writtenRecords(batch, WRITTEN),
        undoings.of(batch).orElse(null),
        problem == null ? null : visit.words().of(problem));
  }

  private RepairsPage repairs(Visit visit, ImportBatch batch) {
    var kind = RepairKind.named(visit.request().argument("kind")).orElse(null);
    var argument = visit.request().argument("after");
    var after = argument.matches("\\d{1,9}") ? Integer.parseInt(argument) : 0;
    var found = batches.repairs(batch, kind, after, ON_A_PAGE + 1);
    var shown = found.subList(0, Math.min(ON_A_PAGE, found.size()));
    return new RepairsPage(
        row(batch),
        kind,
        shown,
        after > 0,
        found.size() > ON_A_PAGE ? shown.getLast().number() : null);
  }

  private Reply take(Visit visit) {
    var file = visit.request().file();
    if (file == null) {
      return formAgain(visit, "imports.no-file");
    }
    try {
      return switch (desk.take(FileForms.order(visit, mappings, file.name()), file)) {
        case Outcome.Taken(var batch) -> {
          visit.note(
              batch.isDryRun() ? "import-tried" : "import-started",
              Long.toString(batch.number()),
              row(batch).file());
          yield Reply.to(path(visit, batch));
        }
        case Outcome.Refused(var reason) -> formAgain(visit, "imports.refused." + reason.name());
      };
    } catch (FileForms.UnfitException e) {
      return formAgain(visit, e.key(), e.detail());
    }
  }

  private Reply formAgain(Visit visit, String problem, String... details) {
    return Reply.unfit(
        FORM,
        FileForms.again(
            visit, mappings, desk.limit(), visit.words().of(problem, (Object[]) details)));
  }

  private static String path(Visit visit, ImportBatch batch) {
    return visit.path("/imports/batch/" + batch.number());
  }

  private Reply report(Visit visit, ImportBatch batch) {
    var kind = visit.request().part("kind");
    return row(batch).isUnderWay()
        ? Reply.notFound()
        : desk.report(batch, kind)
            .map(file ->
                Reply.stored(
                    switch (kind) {
                      case "items" -> "import-%d-refused-items.csv".formatted(batch.number());
                      case "undecided-codings" ->
                          "import-%d-undecided-codings.csv".formatted(batch.number());
                      default -> "import-%d-rejects.%s".formatted(batch.number(), kind);
                    },
                    TYPES.getOrDefault(kind, "application/octet-stream"),
                    file))
            .orElseGet(Reply::notFound);
  }

  private Reply start(Visit visit, ImportBatch dryRun) {
    if (!dryRun.isDryRun()) {
      return Reply.notFound();
    }
    return switch (desk.start(dryRun, visit.member().username())) {
      case Outcome.Taken(var batch) -> {
        visit.note("import-started", Long.toString(batch.number()), row(batch).file());
        yield Reply.to(path(visit, batch));
      }
      case Outcome.Refused(var reason) -> again(visit, dryRun, "imports.refused." + reason.name());
    };
  }

  private Reply again(Visit visit, ImportBatch batch, String problem) {
    return Reply.unfit("imports/batch", page(visit, batch, problem));
  }

  private Reply cancel(Visit visit, ImportBatch batch) {
    if (!batches.cancel(batch, "It was called off by %s.".formatted(visit.member().username()))) {
      return again(visit, batch, "imports.over");
    }
    desk.deleteFile(batch);
    visit.note("import-cancelled", Long.toString(batch.number()), row(batch).file());
    return Reply.to(path(visit, batch));
  }

  private Reply undo(Visit visit, ImportBatch batch) {
    if (batch.isDryRun() || !batch.keepsVersions()) {
      return again(visit, batch, "imports.undo-unfit");
    }
    undoings.begin(batch);
    visit.note("import-undone", Long.toString(batch.number()), row(batch).file());
    return Reply.to(path(visit, batch));
  }
}
