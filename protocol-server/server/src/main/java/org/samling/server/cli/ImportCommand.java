package org.samling.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.routes.imports.ImportException;
import org.samling.routes.imports.ImportJob;
import org.samling.routes.imports.ImportListener;
import org.samling.routes.imports.ImportReport;
import org.samling.routes.imports.ImportService;
import org.samling.server.Library;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code import}: loads bibliographic records from files. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Loads bibliographic records in MARC 21, danMARC2 and UNIMARC, also packed with gzip or zip (docs/import.md).",
      "Importing the same again changes nothing. A record that can't be read is reported, and the next one is read."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every file was read; rejected records, if any, are in the report",
      "1:a file could not be read, or nothing in it, or the store failed",
      "2:used wrongly, and nothing was done"
    })
final class ImportCommand implements Callable<Integer> {

  private static final String LOCAL = "local";
  private static final int MAX_REPAIRS_SHOWN = 10;
  private static final int FAILED = 1;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "The files, in this order; of a directory all files in it, by name.")
  private List<Path> paths;

  @Option(
      names = "--tenant",
      paramLabel = "T",
      description =
          "The tenant to whom the records belong, by its code. Without it they are common records, in the union catalogue and in that of each tenant that has items of them.")
  private @Nullable String tenant;

  @Option(
      names = "--source",
      paramLabel = "AGENCY",
      description =
          "The agency that made the records that name none, in field 003 or danMARC2 001 *b (default: "
              + LOCAL
              + ").")
  private @Nullable String source;

  @Option(
      names = "--format",
      defaultValue = "auto",
      converter = FormatNames.class,
      paramLabel = "FORMAT",
      description = {
        "The format of the files: " + FormatNames.ALL + ".",
        "Default: auto, found out from their first bytes and from each record's fields."
      })
  private @Nullable RecordFormat format;

  @Option(
      names = "--dry-run",
      description = "Read and compare everything, and write nothing to the catalogue.")
  private boolean dryRun;

  @Option(
      names = "--report",
      defaultValue = "import-report",
      paramLabel = "DIR",
      description = "Where rejected records are reported (default: ${DEFAULT-VALUE}).")
  private Path report;

  @Mixin private WhichLibrary which;

  @Spec private CommandSpec spec;

  private final Opening opening;

  /** What the command works on. */
  interface Backend extends AutoCloseable {

    /** Knows the tenants. */
    Tenants tenants();

    /** Loads files. */
    ImportService importService();

    @Override
    void close();
  }

  /** Opens what the command works on. */
  @FunctionalInterface
  interface Opening {
    Backend open(WhichLibrary which);
  }

  /** Reads the name of a format; null stands for any. */
  static final class FormatNames implements ITypeConverter<@Nullable RecordFormat> {

    static final String ALL =
        "auto, marc21, marcxml, marc-in-json, danmarc2, danmarc2-line, danmarc2-xml or unimarc";

    @Override
    public @Nullable RecordFormat convert(String name) {
      return switch (name) {
        case "auto" -> null;
        case "marc21" -> RecordFormat.MARC21;
        case "marcxml" -> RecordFormat.MARCXML;
        case "marc-in-json" -> RecordFormat.MARC_IN_JSON;
        case "danmarc2" -> RecordFormat.DANMARC2;
        case "danmarc2-line" -> RecordFormat.DANMARC2_LINE;
        case "danmarc2-xml" -> RecordFormat.DANMARC2_XML;
        case "unimarc" -> RecordFormat.UNIMARC;
        default -> throw new TypeConversionException("must be " + ALL + ", not \"" + name + "\"");
      };
    }
  }

  ImportCommand() {
    this(ImportCommand::openLibrary);
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  ImportCommand(Opening opening) {
    this.opening = opening;
  }

  @Override
  public Integer call() {
    var files = files();
    try (var backend = opening.open(which);
        var rejections = new ImportReportFiles(report, LocalDateTime.now(ZoneId.systemDefault()))) {
      var jobs = jobs(files, tenantId(backend.tenants()));
      return load(jobs, backend.importService(), rejections);
    } catch (UncheckedIOException e) {
      say("The rejected records could not be reported in %s: %s".formatted(report, e.getMessage()));
      return FAILED;
    }
  }

  private List<Path> files() {
    var files = new ArrayList<Path>();
    for (var path : paths) {
      if (Files.isDirectory(path)) {
        var inIt = filesOf(path);
        if (inIt.isEmpty()) {
          throw usage("there are no files in the directory " + path);
        }
        files.addAll(inIt);
      } else if (Files.exists(path)) {
        files.add(path);
      } else {
        throw usage("there is no file " + path);
      }
    }
    return files;
  }

  private List<Path> filesOf(Path directory) {
    try (var entries = Files.list(directory)) {
      return entries
          .filter(Files::isRegularFile)
          .filter(f -> !f.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw usage("the directory " + directory + " can't be read: " + e.getMessage());
    }
  }

  private @Nullable TenantId tenantId(Tenants tenants) {
    if (tenant == null) {
      return null;
    }
    return tenants
        .byCode(tenant)
        .map(Tenant::id)
        .orElseThrow(() -> {
          var codes = tenants.all().stream().map(Tenant::code).collect(Collectors.joining(", "));
          return usage(
              "there is no tenant \"%s\"; there %s"
                  .formatted(tenant, codes.isEmpty() ? "are none yet" : "are: " + codes));
        });
  }

  private List<ImportJob> jobs(List<Path> files, @Nullable TenantId tenantId) {
    try {
      var agency = source == null ? LOCAL : source;
      return files.stream()
          .map(file -> new ImportJob(file, tenantId, agency, format, dryRun))
          .toList();
    } catch (IllegalArgumentException e) {
      throw usage("--source: " + e.getMessage());
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int load(List<ImportJob> jobs, ImportService service, ImportReportFiles rejections) {
    var table = new ImportTable(spec.commandLine().getOut(), jobs);
    var exitCode = 0;
    var isStoreThere = true;
    for (var job : jobs) {
      if (!isStoreThere) {
        say(job.file() + " was not read.");
        continue;
      }
      try {
        var loaded = load(job, service, rejections);
        table.add(job, loaded);
        if (loaded.accepted() == 0 && loaded.rejected() > 0) {
          say("In %s there is no record that could be loaded.".formatted(job.file()));
          exitCode = FAILED;
        }
      } catch (ImportException e) {
        table.add(job, e.soFar());
        say(String.valueOf(e.getMessage()));
        exitCode = FAILED;
        isStoreThere = e.kind() == ImportException.Kind.FILE;
      }
    }
    table.end(dryRun);
    explain(table.total(), rejections);
    return exitCode;
  }

  private ImportReport load(ImportJob job, ImportService service, ImportReportFiles rejections) {
    try (var bar = ImportProgressBar.of(job.file(), spec.commandLine().getErr())) {
      return service.load(
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
          });
    }
  }

  /** What is behind the numbers of the table. */
  private void explain(ImportReport total, ImportReportFiles rejections) {
    var out = spec.commandLine().getOut();
    if (total.rejected() > 0) {
      out.printf("%nRejected records: %s%n", rejections.whereTo());
    }
    if (!total.repairs().isEmpty()) {
      out.printf("%nRepaired, with the number of records:%n");
      total.repairs().entrySet().stream()
          .limit(MAX_REPAIRS_SHOWN)
          .forEach(r -> out.printf("%9d  %s%n", r.getValue(), r.getKey()));
      var more = total.repairs().size() - MAX_REPAIRS_SHOWN;
      if (more > 0) {
        out.printf("%9s  and %d more kinds.%n", "", more);
      }
    }
    if (source == null && total.withoutSource() > 0) {
      out.printf(
          "%n%d records name no agency (field 003, danMARC2 001 *b) and count as made by \"%s\"; --source says who made them.%n",
          total.withoutSource(), LOCAL);
    }
    out.flush();
  }

  private void say(String message) {
    var err = spec.commandLine().getErr();
    err.println(message);
    err.flush();
  }

  private static Backend openLibrary(WhichLibrary which) {
    var library = Library.openBeside(which.configuration());
    return new Backend() {
      @Override
      public Tenants tenants() {
        return library.store().tenants();
      }

      @Override
      public ImportService importService() {
        return library.imports();
      }

      @Override
      public void close() {
        library.close();
      }
    };
  }
}
