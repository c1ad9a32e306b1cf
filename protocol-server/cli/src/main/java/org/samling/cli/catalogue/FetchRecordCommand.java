package org.samling.cli.catalogue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.LibraryOptions;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.search.SearchException;
import org.samling.exchange.imports.FetchedRecords;
import org.samling.exchange.imports.ImportReportFiles;
import org.samling.marc.MarcRecordReader;
import org.samling.routes.imports.ImportJob;
import org.samling.zoom.ZoomConnection;
import org.samling.zoom.ZoomConnection.Notation;
import org.samling.zoom.ZoomException;
import org.samling.zoom.ZoomRecord;
import org.samling.zoom.ZoomResultSet;
import org.samling.zoom.ZoomResultSet.Fetched;
import org.samling.zoom.ZoomTarget;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fetch-record}: copy cataloguing from other libraries' catalogues. */
@Command(
    name = "fetch-record",
    mixinStandardHelpOptions = true,
    description = {
      "Searches another library's catalogue by Z39.50 or SRU, shows the records found, and imports records from it (docs/remote.md).",
      "Without --take or --save the records are only shown."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the target answered, and all requested records were taken or saved",
      "1:the target or the library could not be reached, or no record could be taken",
      "2:usage error; nothing was done"
    })
public final class FetchRecordCommand implements Callable<Integer> {

  private static final int FAILED = 1;

  @Parameters(
      index = "0",
      paramLabel = "TARGET",
      description =
          "The name of a target of the configuration, or an address: host:port/database, ssl:host:port/database, or for SRU http://host/database.")
  private String target;

  @Parameters(
      index = "1",
      paramLabel = "QUERY",
      description = {"The query.", CqlOption.HELP})
  private String query;

  @Option(
      names = "--as",
      paramLabel = "NOTATION",
      description =
          "The query is written in ${COMPLETION-CANDIDATES} and sent unchanged. Z39.50 targets understand PQF, SRU targets CQL.")
  private @Nullable Notation notation;

  @Option(
      names = "--from",
      defaultValue = "1",
      paramLabel = "N",
      description = "The first record to show (default: ${DEFAULT-VALUE}).")
  private long from;

  @Option(
      names = "--limit",
      defaultValue = "10",
      paramLabel = "N",
      description =
          "The maximum number of records to show, take or save, 1 to "
              + MOST
              + " (default: ${DEFAULT-VALUE}).")
  private int limit;

  private static final int MOST = ZoomResultSet.MOST_RECORDS;

  @Option(
      names = "--take",
      split = ",",
      paramLabel = "N",
      description =
          "Import these of the records shown, by their numbers (1,3), or all of them (all).")
  private List<String> take = List.of();

  @Mixin private ImportOwner owner;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description =
          "Write the records shown, or those of --take, to a file instead of importing them.")
  private @Nullable Path save;

  @Option(
      names = "--dry-run",
      description = "Compare the records to be taken with the catalogue, without writing to it.")
  private boolean dryRun;

  @Option(
      names = "--timeout",
      defaultValue = "30",
      paramLabel = "SECONDS",
      description = "The time-out for a target given by its address (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(
      names = "--report",
      defaultValue = "import-report",
      paramLabel = "DIR",
      description =
          "The directory for reports of records that can't be taken (default: ${DEFAULT-VALUE}).")
  private Path report;

  @Mixin private LibraryOptions which;

  @Spec private CommandSpec spec;

  private final ImportBackend.Opening opening;

  FetchRecordCommand() {
    this(ImportBackend::ofLibrary);
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  FetchRecordCommand(ImportBackend.Opening opening) {
    this.opening = opening;
  }

  @Override
  public Integer call() {
    check();
    var asked = target();
    try (var connection = ZoomConnection.open(asked);
        var found = search(connection)) {
      var records = show(asked, found);
      if (records.isEmpty()) {
        return take.isEmpty() && save == null ? 0 : FAILED;
      }
      if (save == null && take.isEmpty()) {
        return 0;
      }
      var chosen = chosen(records);
      return save == null ? load(asked, chosen) : save(chosen, save);
    } catch (ZoomException | SearchException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      return failed("The records could not be written: " + e.getMessage());
    }
  }

  private void check() {
    if (limit < 1 || limit > MOST) {
      throw usage("--limit must be 1 to %d, not %d".formatted(MOST, limit));
    }
    if (from < 1) {
      throw usage("--from must be 1 or more, not " + from);
    }
    take.forEach(this::wanted);
  }

  private ZoomTarget target() {
    var known = which.configuration().remote().targets();
    return known.stream()
        .filter(t -> t.name().equals(target))
        .findFirst()
        .orElseGet(() -> at(target, known));
  }

  private ZoomTarget at(String address, List<ZoomTarget> known) {
    try {
      return ZoomTarget.at(address, Duration.ofSeconds(timeout));
    } catch (IllegalArgumentException e) {
      var names = known.stream().map(ZoomTarget::name).collect(Collectors.joining(", "));
      throw usage(
          "%s. Targets of the configuration: %s"
              .formatted(e.getMessage(), names.isEmpty() ? "none" : names));
    }
  }

  private ZoomResultSet search(ZoomConnection connection) {
    try {
      return notation == null
          ? connection.search(CqlOption.parse(query))
          : connection.search(notation, query);
    } catch (IllegalArgumentException e) {
      throw usage("QUERY: " + e.getMessage());
    }
  }

  /** Shows what was found, and returns the records by their positions. */
  private SortedMap<Long, ZoomRecord> show(ZoomTarget asked, ZoomResultSet found) {
    var out = spec.commandLine().getOut();
    var last = Math.min(found.count(), from + limit - 1);
    out.printf(
        "%s: %,d records%s%n",
        asked.name(),
        found.count(),
        last < from ? "" : ", of which %d to %d:".formatted(from, last));
    var records = new TreeMap<Long, ZoomRecord>();
    var position = from;
    for (var fetched : last < from ? List.<Fetched>of() : found.records(from, limit)) {
      switch (fetched) {
        case Fetched.Returned(var record) -> {
          out.printf("%6d  %s%n", position, described(record, asked.source()));
          records.put(position, record);
        }
        case Fetched.Missing(var reason) -> out.printf("%6d  [%s]%n", position, reason);
      }
      position++;
    }
    hint(out, records.isEmpty());
    out.flush();
    return records;
  }

  private void hint(PrintWriter out, boolean isEmpty) {
    if (!isEmpty && take.isEmpty() && save == null) {
      out.printf(
          "%nTo import records, add --take with their numbers, such as --take %d, and --tenant for a tenant's own records.%n",
          from);
    }
  }

  private static String described(ZoomRecord record, String source) {
    var read =
        new MarcRecordReader()
            .read(
                new ByteArrayInputStream(record.bytes().toArray()),
                new RecordReader.Options(null, source, false));
    return !read.hasNext()
        ? "[%s: empty]".formatted(record.syntax())
        : switch (read.next()) {
          case ReadResult.Accepted accepted -> described(accepted.record());
          case ReadResult.Rejected rejected ->
              "[%s: %s]".formatted(record.syntax(), rejected.reason());
        };
  }

  private static String described(CatalogueRecord record) {
    var brief = record.brief();
    var parts = new ArrayList<String>();
    parts.add(brief.author() == null ? brief.title() : brief.author() + ": " + brief.title());
    if (brief.year() != null) {
      parts.add(brief.year());
    }
    brief.isbns().stream().findFirst().ifPresent(isbn -> parts.add("ISBN " + isbn));
    parts.add(record.key().toString());
    return String.join(" | ", parts);
  }

  private List<ZoomRecord> chosen(SortedMap<Long, ZoomRecord> records) {
    if (take.isEmpty() || take.contains("all")) {
      return List.copyOf(records.values());
    }
    return take.stream()
        .map(this::wanted)
        .distinct()
        .map(number -> {
          var record = records.get(number);
          if (record == null) {
            throw usage("--take: there is no record %d among those shown".formatted(number));
          }
          return record;
        })
        .toList();
  }

  /** Reads the number of a record; 0 stands for all. */
  private long wanted(String number) {
    if (number.equals("all")) {
      return 0;
    }
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException _) {
      throw usage("--take needs numbers, or the word all, not \"%s\"".formatted(number));
    }
  }

  private int save(List<ZoomRecord> records, Path file) {
    FetchedRecords.write(records, file);
    var out = spec.commandLine().getOut();
    out.printf("%d records in %s%n", records.size(), file);
    out.flush();
    return 0;
  }

  private int load(ZoomTarget asked, List<ZoomRecord> records) {
    Path directory;
    try {
      directory = Files.createTempDirectory("samling-fetched");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var file = directory.resolve(asked.name().replaceAll("[^A-Za-z0-9_.-]", "_"));
    try (var backend = opening.open(which);
        var rejections = new ImportReportFiles(report, LocalDateTime.now(ZoneId.systemDefault()))) {
      FetchedRecords.write(records, file);
      var job =
          new ImportJob(
              file,
              owner.in(backend.tenants()),
              asked.source(),
              null,
              System.getProperty("user.name"),
              dryRun ? ImportJob.Mode.DRY_RUN : ImportJob.Mode.ANEW);
      return new ImportLoading(spec, List.of(job), rejections)
          .run(backend.importService()::load, asked.source());
    } finally {
      FetchedRecords.delete(file, directory);
    }
  }

  private int failed(String message) {
    var err = spec.commandLine().getErr();
    err.println(message);
    err.flush();
    return FAILED;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
