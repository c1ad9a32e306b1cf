package org.samling.cli.catalogue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.imports.ImportRepair;
import org.samling.core.imports.ItemChoice.Refused;
import org.samling.core.imports.ItemTally;
import org.samling.core.imports.MatchTally;
import org.samling.core.imports.Overlay.Decision;
import org.samling.exchange.imports.ImportReportFiles;
import org.samling.exchange.imports.RuleTexts;
import org.samling.routes.imports.ImportException;
import org.samling.routes.imports.ImportJob;
import org.samling.routes.imports.ImportListener;
import org.samling.routes.imports.ImportReport;
import picocli.CommandLine.Model.CommandSpec;

/** Loads files one after another and shows the result of each and of all. */
final class ImportLoading {

  /** The exit code if a file or the store failed. */
  static final int FAILED = 1;

  private final CommandSpec spec;
  private final List<ImportJob> jobs;
  private final ImportReportFiles rejections;

  /** Loads one file. */
  interface Load extends BiFunction<ImportJob, ImportListener, ImportReport> {}

  ImportLoading(CommandSpec spec, List<ImportJob> jobs, ImportReportFiles rejections) {
    this.spec = spec;
    this.jobs = jobs;
    this.rejections = rejections;
  }

  /**
   * Loads the files.
   *
   * @param load loads one of them
   * @param unnamed the agency that is assumed, because the user named none, to have made records
   *     that name none; or null
   * @return the exit code
   */
  int run(Load load, @Nullable String unnamed) {
    var table = new ImportTable(spec.commandLine().getOut(), jobs);
    var exitCode = 0;
    var isStoreThere = true;
    for (var job : jobs) {
      if (!isStoreThere) {
        printError(job.file() + " was not read.");
        continue;
      }
      try {
        var loaded = load(job, load);
        table.add(job, loaded);
        if (loaded.endedEarly() != null) {
          printError("%s: %s".formatted(job.file(), loaded.endedEarly()));
          exitCode = FAILED;
        }
        if (loaded.accepted() == 0 && loaded.rejected() > 0) {
          printError("%s has no record that could be loaded.".formatted(job.file()));
          exitCode = FAILED;
        }
      } catch (ImportException e) {
        table.add(job, e.soFar());
        printError(String.valueOf(e.getMessage()));
        exitCode = FAILED;
        isStoreThere =
            e.kind() == ImportException.Kind.FILE || e.kind() == ImportException.Kind.TAKEN;
      }
    }
    table.end(jobs.stream().anyMatch(j -> j.mode() == ImportJob.Mode.DRY_RUN));
    if (jobs.stream().anyMatch(j -> j.items() != null)) {
      explain(table.total().items());
    }
    if (!table.total().matches().equals(MatchTally.NOTHING)
        || jobs.stream().anyMatch(j -> !j.rules().areDefault())) {
      explain(table.total().matches());
    }
    explain(table.reports());
    explain(table.total(), unnamed);
    return exitCode;
  }

  private ImportReport load(ImportJob job, Load load) {
    try (var bar = ImportProgressBar.of(job.file(), spec.commandLine().getErr())) {
      return load.apply(
          job,
          new ImportListener() {
            @Override
            public void progress(long bytes, int records) {
              bar.to(bytes, records);
            }

            @Override
            public void rejected(ReadResult.Rejected record) {
              rejections.add(job.file(), record);
            }

            @Override
            public void judged(ReadResult.Accepted record, Decision decision) {
              rejections.add(job.file(), record, decision);
            }

            @Override
            public void undecided(ReadResult.Accepted record) {
              rejections.add(job.file(), record);
            }

            @Override
            public void repaired(ImportRepair repair) {
              rejections.add(job.file(), repair);
            }

            @Override
            public void itemRefused(Refused item) {
              rejections.add(job.file(), item);
            }
          });
    }
  }

  private void explain(ItemTally items) {
    var out = spec.commandLine().getOut();
    out.printf(
        "%nItems: %d added, %d changed, %d unchanged, %d refused.%n",
        items.added(), items.changed(), items.unchanged(), items.refusals());
    items.refused().entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(r -> out.printf("%9d  %s%n", r.getValue(), r.getKey()));
    rejections.whereItemsAre().ifPresent(path -> out.println("Refused items: " + path));
    out.flush();
  }

  private void explain(MatchTally matches) {
    var out = spec.commandLine().getOut();
    out.printf("%n%s%n", RuleTexts.of(matches));
    rejections.whereMatchesAre().ifPresent(path -> out.println("Details: " + path));
    out.flush();
  }

  /** Shows the codings in which each file was read. */
  private void explain(Map<Path, ImportReport> reports) {
    var out = spec.commandLine().getOut();
    reports.forEach((file, report) -> {
      if (!report.codings().isEmpty()) {
        out.printf("%nCodings of %s, with the number of records:%n", file);
        report.codings().forEach((coding, count) -> out.printf("%9d  %s%n", count, coding));
      }
    });
    rejections
        .whereUndecidedAre()
        .ifPresent(path -> out.println("Records with undecided coding: " + path));
    out.flush();
  }

  /** Shows the details behind the numbers of the table. */
  private void explain(ImportReport total, @Nullable String unnamed) {
    var out = spec.commandLine().getOut();
    if (total.rejected() > 0) {
      out.printf("%nRejected records: %s%n", rejections.whereTo());
    }
    var repairs = total.repairing();
    if (repairs.made() > 0) {
      out.printf("%nRepaired, with the number of records:%n");
      repairs
          .kinds()
          .forEach(
              (kind, count) -> out.printf("%9d  %s: %s%n", count, kind.label(), kind.meaning()));
    }
    rejections
        .whereRepairsAre()
        .ifPresent(path ->
            out.printf(
                "Repairs: %d, listed in %s%s%n",
                repairs.made(),
                path,
                repairs.made() > ImportRepair.MAX_LISTED
                    ? " (the first %,d of each file)".formatted(ImportRepair.MAX_LISTED)
                    : ""));
    if (unnamed != null && total.withoutSource() > 0) {
      out.printf(
          "%nRecords without an agency (field 003, danMARC2 001 *b): %d. \"%s\" is taken as their agency; use --source to give another.%n",
          total.withoutSource(), unnamed);
    }
    out.flush();
  }

  private void printError(String message) {
    var err = spec.commandLine().getErr();
    err.println(message);
    err.flush();
  }
}
