package org.samling.cli.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.LibraryOptions;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.organisation.Tenants;
import org.samling.exchange.imports.ImportReportFiles;
import org.samling.routes.imports.ImportJob;
import org.samling.routes.imports.ImportJob.Mode;
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
    subcommands = {
      ImportBatchCommands.ListThem.class,
      ImportBatchCommands.Show.class,
      ImportBatchCommands.Resume.class,
      ImportBatchCommands.Undo.class
    },
    description = {
      "Imports bibliographic records in MARC 21, danMARC2 and UNIMARC, also compressed with gzip or zip (docs/import.md).",
      "Importing the same file again changes nothing. A record that can't be read is reported, and reading goes on with the next.",
      "An import that ended early, or was killed, resumes after the last record it wrote when the same command is run again.",
      "list and show report on imports; resume continues one, and undo undoes one."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every file was read; rejected records, if any, are in the report",
      "1:a file or all of its content could not be read, or the store failed",
      "2:usage error; nothing was done"
    })
public final class ImportCommand implements Callable<Integer> {

  private static final String LOCAL = "local";

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "The files, in this order; for a directory, all files in it, by name.")
  private List<Path> paths = List.of();

  @Mixin private ImportOwner owner;

  @Option(
      names = "--source",
      paramLabel = "AGENCY",
      description =
          "The agency of records that name none in field 003 or danMARC2 001 *b (default: "
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
        "Default: auto, detected from the first bytes and from each record's fields."
      })
  private @Nullable RecordFormat format;

  @Option(
      names = "--coding",
      converter = CodingNames.class,
      paramLabel = "CODING",
      description = {
        "How the character coding of MARC 21 in ISO 2709 is decided: auto, hold, utf-8, marc-8 or latin-1.",
        "Default: the value of import.codings for the source, or else auto, which goes by each record's bytes and the file.",
        "With hold, a record whose coding remains undecided is rejected."
      })
  private @Nullable CodingRule coding;

  @Mixin private ImportItemOptions items;

  @Mixin private ImportRuleOptions rules;

  @Option(
      names = "--dry-run",
      description = "Read and compare everything, without writing to the catalogue.")
  private boolean dryRun;

  @Option(
      names = "--restart",
      description =
          "Begin each file from its start, even if an earlier import of it ended early and could be resumed.")
  private boolean restart;

  @Option(
      names = "--report",
      defaultValue = "import-report",
      paramLabel = "DIR",
      description = "The directory for reports of rejected records (default: ${DEFAULT-VALUE}).")
  private Path report;

  @Mixin private LibraryOptions which;

  @Spec private CommandSpec spec;

  private final ImportBackend.Opening opening;

  /** Opens what the command works on, as its subcommands do. */
  ImportBackend open(LibraryOptions library) {
    return opening.open(library);
  }

  /** Reads the name of a format; null stands for any. */
  static final class FormatNames implements ITypeConverter<@Nullable RecordFormat> {

    static final String ALL =
        "auto, marc21, marcxml, marc-in-json, marc-mnemonic, aleph-sequential, danmarc2, danmarc2-line, danmarc2-xml, unimarc or unimarc-xml";

    @Override
    public @Nullable RecordFormat convert(String name) {
      return switch (name) {
        case "auto" -> null;
        case "marc21" -> RecordFormat.MARC21;
        case "marcxml" -> RecordFormat.MARCXML;
        case "marc-in-json" -> RecordFormat.MARC_IN_JSON;
        case "marc-mnemonic" -> RecordFormat.MARC_MNEMONIC;
        case "aleph-sequential" -> RecordFormat.ALEPH_SEQUENTIAL;
        case "danmarc2" -> RecordFormat.DANMARC2;
        case "danmarc2-line" -> RecordFormat.DANMARC2_LINE;
        case "danmarc2-xml" -> RecordFormat.DANMARC2_XML;
        case "unimarc" -> RecordFormat.UNIMARC;
        case "unimarc-xml" -> RecordFormat.UNIMARC_XML;
        default -> throw new TypeConversionException("must be " + ALL + ", not \"" + name + "\"");
      };
    }
  }

  /** Reads the name of a rule. */
  static final class CodingNames implements ITypeConverter<CodingRule> {

    @Override
    public CodingRule convert(String name) {
      try {
        return CodingRule.of(name);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  ImportCommand() {
    this(ImportBackend::ofLibrary);
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  ImportCommand(ImportBackend.Opening opening) {
    this.opening = opening;
  }

  @Override
  public Integer call() {
    var files = files();
    try (var backend = opening.open(which);
        var rejections = new ImportReportFiles(report, LocalDateTime.now(ZoneId.systemDefault()))) {
      var service = backend.importService();
      var jobs = jobs(files, backend.tenants());
      var loading = new ImportLoading(spec, jobs, rejections);
      return loading.run(service::load, source == null ? LOCAL : null);
    } catch (UncheckedIOException e) {
      return unreported(spec, report, e);
    }
  }

  /** Prints that rejected records can't be reported. */
  static int unreported(CommandSpec spec, Path report, UncheckedIOException fault) {
    var err = spec.commandLine().getErr();
    err.println(
        "The rejected records could not be reported in %s: %s"
            .formatted(report, fault.getMessage()));
    err.flush();
    return ImportLoading.FAILED;
  }

  private List<Path> files() {
    if (paths.isEmpty()) {
      throw usage("name files, or one of the commands list, show, resume and undo");
    }
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

  private List<ImportJob> jobs(List<Path> files, Tenants tenants) {
    var tenantId = owner.in(tenants);
    var itemOrder = items.in(owner, tenants);
    var importRules = rules.rules();
    var mode = dryRun ? Mode.DRY_RUN : restart ? Mode.ANEW : Mode.GO_ON;
    try {
      var agency = source == null ? LOCAL : source;
      var startedBy = System.getProperty("user.name");
      return files.stream()
          .map(file ->
              new ImportJob(
                  file, tenantId, agency, format, startedBy, mode, itemOrder, importRules, coding))
          .toList();
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
