package org.samling.cli.catalogue;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.LibraryOptions;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatches.BatchTakenException;
import org.samling.core.imports.MatchTally;
import org.samling.exchange.imports.ImportReportFiles;
import org.samling.exchange.imports.RuleTexts;
import org.samling.routes.imports.ImportJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The subcommands of {@code import} that deal with earlier import batches. */
final class ImportBatchCommands {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private ImportBatchCommands() {}

  /** A command about imports. */
  abstract static class AboutImports implements Callable<Integer> {

    @Mixin ImportOwner owner;

    @Mixin LibraryOptions which;

    @ParentCommand ImportCommand parent;

    @Spec CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the options
    AboutImports() {}

    @Override
    public final Integer call() {
      try (var backend = parent.open(which)) {
        return run(backend);
      }
    }

    abstract int run(ImportBackend backend);

    PrintWriter out() {
      return spec.commandLine().getOut();
    }

    ParameterException wrong(String message) {
      return new ParameterException(spec.commandLine(), message);
    }
  }

  /** A command about one import. */
  abstract static class AboutOne extends AboutImports {

    @Parameters(paramLabel = "BATCH", description = "The import's number, as shown by list.")
    private long number;

    ImportBatch batch(ImportBackend backend) {
      return backend
          .importBatches()
          .find(owner.in(backend.tenants()), number)
          .orElseThrow(() ->
              wrong(
                  "there is no import %d of %s; list shows imports, with --tenant those of a tenant"
                      .formatted(number, owner.named())));
    }
  }

  /** {@code list}: the latest imports. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the latest imports, newest first.")
  static final class ListThem extends AboutImports {

    private static final String ROW = "%7s  %-8s %-19s %9s %9s %9s %9s %9s  %s%n";

    @Option(
        names = "--limit",
        defaultValue = "50",
        paramLabel = "N",
        description = "The maximum number to list (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    int run(ImportBackend backend) {
      var batches = backend.importBatches().latest(owner.in(backend.tenants()), limit);
      if (batches.isEmpty()) {
        out().println("There are no imports of " + owner.named() + ".");
      } else {
        out()
            .printf(
                ROW,
                "batch",
                "state",
                "started",
                "read",
                "added",
                "changed",
                "unchanged",
                "rejected",
                "file");
        batches.forEach(this::print);
      }
      out().flush();
      return 0;
    }

    private void print(ImportBatch batch) {
      out()
          .printf(
              ROW,
              batch.number(),
              batch.state().name().toLowerCase(Locale.ROOT),
              time(batch.started()),
              batch.tally().read(),
              batch.put().added(),
              batch.put().changed(),
              batch.put().unchanged(),
              batch.tally().rejected(),
              batch.order().file());
    }
  }

  /** {@code show}: everything about one import. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows the progress and results of an import, and whether it can be undone.")
  static final class Show extends AboutOne {

    @Override
    int run(ImportBackend backend) {
      var batch = batch(backend);
      var order = batch.order();
      var tally = batch.tally();
      line("import", batch.number() + ", of " + owner.named());
      line("state", batch.state().name().toLowerCase(Locale.ROOT));
      line("why", batch.reason());
      line("ended early", tally.endedEarly());
      line("file", order.file());
      line("size, SHA-256", order.print().size() + " bytes, " + order.print().sha256());
      line("format", order.format() == null ? "found out" : order.format().name());
      line("source", order.source());
      line("coding rule", order.coding() == null ? null : order.coding().word());
      line("rules", RuleTexts.of(order.rules()));
      line("started", time(batch.started()) + " by " + order.startedBy());
      line("ended", batch.ended() == null ? null : time(batch.ended()));
      line("read", tally.read() + " records, the last one at byte " + tally.offset());
      line(
          "accepted",
          "%d: %d added, %d changed, %d unchanged"
              .formatted(
                  tally.read() - tally.rejected(),
                  batch.put().added(),
                  batch.put().changed(),
                  batch.put().unchanged()));
      if (!tally.matches().equals(MatchTally.NOTHING)) {
        line("by the rules", RuleTexts.of(tally.matches()).replaceFirst("^Rules: ", ""));
      }
      line(
          "repaired",
          "%d, by %d repairs".formatted(tally.repairs().records(), tally.repairs().made()));
      tally
          .repairs()
          .kinds()
          .forEach(
              (kind, count) -> line("repair", count + " " + kind.label() + ": " + kind.meaning()));
      line("rejected", Integer.toString(tally.rejected()));
      tally.codings().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(coding -> line("coding", coding.getValue() + " " + coding.getKey()));
      if (order.items() != null) {
        var items = tally.items();
        line(
            "items",
            "field %s: %d added, %d changed, %d unchanged, %d refused"
                .formatted(
                    order.items().rules().tag(),
                    items.added(),
                    items.changed(),
                    items.unchanged(),
                    items.refusals()));
      }
      var undone = batch.undone();
      line(
          "undone",
          undone == null
              ? batch.keepsVersions() ? "no" : "no, and it no longer can be"
              : "records restored: %d, removed: %d".formatted(undone.restored(), undone.removed()));
      out().flush();
      return 0;
    }

    private void line(String name, @Nullable String value) {
      if (value != null) {
        out().printf("%-14s %s%n", name, value);
      }
    }
  }

  /** {@code resume}: continues an import that ended early. */
  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = {
        "Resumes an import that ended early or was killed, after the last record it wrote.",
        "The file must be the same, byte for byte."
      })
  static final class Resume extends AboutOne {

    @Option(
        names = "--report",
        defaultValue = "import-report",
        paramLabel = "DIR",
        description = "The directory for reports of rejected records (default: ${DEFAULT-VALUE}).")
    private Path report;

    @SuppressWarnings("NullAway.Init") // picocli sets the options
    Resume() {}

    @Override
    int run(ImportBackend backend) {
      var batch = batch(backend);
      if (!batch.isUnfinished()) {
        throw wrong(
            "import %d is %s; there is nothing to resume"
                .formatted(batch.number(), batch.state().name().toLowerCase(Locale.ROOT)));
      }
      var job = ImportJob.of(batch);
      try (var rejections =
          new ImportReportFiles(report, LocalDateTime.now(ZoneId.systemDefault()))) {
        return new ImportLoading(spec, List.of(job), rejections)
            .run((_, listener) -> backend.importService().resume(batch, listener), null);
      } catch (UncheckedIOException e) {
        return ImportCommand.unreported(spec, report, e);
      }
    }
  }

  /** {@code undo}: reverses an import. */
  @Command(
      name = "undo",
      mixinStandardHelpOptions = true,
      description = {
        "Undoes an import: records that it changed get their earlier version back, records that it added are removed.",
        "A record stays as it is if a later import changed it, or if an item, a hold or a tenant's record refers to it; each is reported."
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:the whole import was undone",
        "1:some records stay; they are reported",
        "2:usage error; nothing was done"
      })
  static final class Undo extends AboutOne {

    @Override
    int run(ImportBackend backend) {
      var batch = batch(backend);
      if (!batch.keepsVersions()) {
        throw wrong(
            "import %d can't be undone: the versions that it replaced are no longer kept"
                .formatted(batch.number()));
      }
      var kept = new int[1];
      try {
        var undone =
            backend
                .importBatches()
                .undo(
                    batch,
                    (key, reason) -> {
                      kept[0]++;
                      out().println(key + " stays. " + reason);
                    });
        out()
            .printf(
                "Records restored to their earlier version: %d, removed: %d, unchanged: %d.%n",
                undone.restored(), undone.removed(), kept[0]);
        out().flush();
        return kept[0] == 0 ? 0 : ImportLoading.FAILED;
      } catch (BatchTakenException e) {
        throw wrong(String.valueOf(e.getMessage()));
      }
    }
  }

  private static String time(Instant instant) {
    return TIME.format(instant.atZone(ZoneId.systemDefault()));
  }
}
