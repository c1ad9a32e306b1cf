package org.samling.cli.catalogue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.LibraryOptions;
import org.samling.cli.common.ProgressDisplay;
import org.samling.core.CsvForm;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.search.CatalogueSearch;
import org.samling.core.search.SearchScope;
import org.samling.library.Library;
import org.samling.marc.MarcRecordRenderer;
import org.samling.routes.exports.ExportException;
import org.samling.routes.exports.ExportJob;
import org.samling.routes.exports.ExportJob.Selection;
import org.samling.routes.exports.ExportListener;
import org.samling.routes.exports.ExportReport;
import org.samling.routes.exports.ExportService;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code export}: writes bibliographic records to a file. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Exports bibliographic records to a file, as a snapshot of the catalogue (docs/export.md).",
      "A record that was imported in the requested format is written byte for byte as it was imported."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the file is written; records left out, if any, are listed",
      "1:a file, the index or the store failed, and there is no new file",
      "2:usage error; nothing was done"
    })
public final class ExportCommand implements Callable<Integer> {

  private static final int FAILED = 1;

  @Option(
      names = "--tenant",
      paramLabel = "T",
      description =
          "The code of the tenant whose catalogue is exported: its local records and the common ones that it has items of. Without it, all common records.")
  private @Nullable String tenant;

  @Option(
      names = "--format",
      required = true,
      converter = SyntaxNames.class,
      paramLabel = "FORMAT",
      description =
          "The format of the file: marc21, marc21-marc8, marc21-latin1, marcxml, danmarc2, danmarc2-line, marcxchange, dc or mods.")
  private RecordSyntax format;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "The file to write, compressed with gzip if its name ends in .gz.")
  private Path output;

  @Option(
      names = "--query",
      paramLabel = "QUERY",
      description = {"Only records that match.", CqlOption.HELP})
  private @Nullable String query;

  @Option(
      names = "--numbers",
      paramLabel = "FILE",
      description =
          "Only the records with the numbers in this file, one a line: SOURCE:NUMBER, or NUMBER for any source.")
  private @Nullable Path numbers;

  @Option(
      names = "--changed-since",
      paramLabel = "TIME",
      description =
          "Only records added or changed since a day (2026-11-25) or a time (2026-11-25T10:00:00Z).")
  private @Nullable String changedSince;

  @Option(
      names = "--left-out",
      paramLabel = "FILE",
      description =
          "The CSV file that lists records left out (default: the name of the output with .left-out.csv).")
  private @Nullable Path leftOut;

  @Mixin private LibraryOptions which;

  @Spec private CommandSpec spec;

  private final Opening opening;

  /** What the command works on. */
  interface Backend extends AutoCloseable {

    /** Knows the tenants. */
    Tenants tenants();

    /** Writes files. */
    ExportService exportService();

    /** The index; opened on first use. */
    CatalogueSearch search();

    @Override
    void close();
  }

  /** Opens what the command works on. */
  @FunctionalInterface
  interface Opening {
    Backend open(LibraryOptions which);
  }

  /** Reads the name of a format. */
  static final class SyntaxNames implements ITypeConverter<RecordSyntax> {
    @Override
    public RecordSyntax convert(String name) {
      return RecordSyntax.named(name)
          .orElseThrow(() ->
              new TypeConversionException(
                  "must be one of " + RecordSyntax.labels() + ", not \"" + name + "\""));
    }
  }

  ExportCommand() {
    this(ExportCommand::openLibrary);
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  ExportCommand(Opening opening) {
    this.opening = opening;
  }

  @Override
  public Integer call() {
    var wanted = wanted();
    var since = since();
    try (var backend = opening.open(which)) {
      var job = new ExportJob(output, scope(backend.tenants()), format, wanted, since);
      return export(job, backend);
    }
  }

  private int export(ExportJob job, Backend backend) {
    var file =
        leftOut == null ? output.resolveSibling(output.getFileName() + ".left-out.csv") : leftOut;
    var service = backend.exportService();
    try (var leftOutFile = new LeftOutFile(file);
        var display =
            new ProgressDisplay(
                "export", service.approximateCount(job), spec.commandLine().getErr())) {
      var report =
          service.export(
              job,
              backend::search,
              new ExportListener() {
                @Override
                public void progress(long records) {
                  display.to(records, records + " records");
                }

                @Override
                public void leftOut(String record, String reason) {
                  leftOutFile.add(record, reason);
                }
              });
      printSummary(spec.commandLine().getOut(), report, file);
      return 0;
    } catch (ExportException e) {
      fail(String.valueOf(e.getMessage()));
      return FAILED;
    } catch (UncheckedIOException e) {
      fail(
          "The list of records left out could not be written to %s: %s"
              .formatted(file, e.getMessage()));
      return FAILED;
    }
  }

  private void printSummary(PrintWriter out, ExportReport report, Path leftOutFile) {
    out.printf(
        "%d records in %s (%d bytes, %d of them as they came), %d.%01d s%n",
        report.written(),
        output,
        report.bytes(),
        report.originals(),
        report.duration().toSeconds(),
        report.duration().toMillisPart() / 100);
    if (report.refused() > 0) {
      out.printf(
          "Records that can't be written as %2$s: %1$d.%n", report.refused(), format.label());
    }
    if (report.notFound() > 0) {
      out.printf("Numbers without a record: %d.%n", report.notFound());
    }
    if (report.refused() + report.notFound() > 0) {
      out.printf("Left out, with reasons: %s%n", leftOutFile);
    }
    out.flush();
  }

  private void fail(String message) {
    var err = spec.commandLine().getErr();
    err.println(message);
    err.flush();
  }

  private Selection wanted() {
    if (query != null && numbers != null) {
      throw usage("--query and --numbers can't be combined");
    }
    if (query != null) {
      try {
        return new Selection.Matching(CqlOption.parse(query));
      } catch (IllegalArgumentException e) {
        throw usage("--query: " + e.getMessage());
      }
    }
    if (numbers != null) {
      if (!Files.isReadable(numbers)) {
        throw usage("there is no file " + numbers);
      }
      return new Selection.Numbered(numbers);
    }
    return new Selection.All();
  }

  private @Nullable Instant since() {
    if (changedSince == null) {
      return null;
    }
    try {
      return changedSince.indexOf('T') < 0
          ? LocalDate.parse(changedSince).atStartOfDay(ZoneId.systemDefault()).toInstant()
          : Instant.parse(changedSince);
    } catch (DateTimeException _) {
      throw usage(
          "--changed-since must be a day such as 2026-11-25 or a time such as 2026-11-25T10:00:00Z, not \""
              + changedSince
              + "\"");
    }
  }

  private SearchScope.OfCatalogue scope(Tenants tenants) {
    if (tenant == null) {
      return new SearchScope.Union(Set.of());
    }
    return tenants
        .byCode(tenant)
        .<SearchScope.OfCatalogue>map(t -> new SearchScope.OfTenant(t.id()))
        .orElseThrow(() -> {
          var codes = tenants.all().stream().map(Tenant::code).collect(Collectors.joining(", "));
          return usage(
              "there is no tenant \"%s\"; there %s"
                  .formatted(tenant, codes.isEmpty() ? "are none yet" : "are: " + codes));
        });
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static Backend openLibrary(LibraryOptions which) {
    var configuration = which.configuration();
    var library = Library.openBeside(configuration);
    var service =
        new ExportService(
            library.camel(), library.store().catalogueCopy(), new MarcRecordRenderer());
    return new Backend() {
      private Library.@Nullable Searching searching;

      @Override
      public Tenants tenants() {
        return library.store().tenants();
      }

      @Override
      public ExportService exportService() {
        return service;
      }

      @Override
      public CatalogueSearch search() {
        if (searching == null) {
          searching = library.searchBeside(configuration.index());
        }
        return searching.search();
      }

      @Override
      public void close() {
        if (searching != null) {
          searching.close();
        }
        library.close();
      }
    };
  }

  /** Reports what is left out, in a file that is created when there is something to report. */
  private static final class LeftOutFile implements AutoCloseable {

    private final Path path;
    private @Nullable PrintWriter out;

    LeftOutFile(Path path) {
      this.path = path;
    }

    void add(String record, String reason) {
      if (out == null) {
        try {
          out = new PrintWriter(Files.newBufferedWriter(path));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        out.print(CsvForm.PLAIN.head(List.of("record", "reason")));
      }
      out.print(CsvForm.PLAIN.line(List.of(record, reason)));
    }

    @Override
    public void close() {
      if (out != null) {
        out.close();
        if (out.checkError()) {
          throw new UncheckedIOException(new IOException("the file could not be written"));
        }
      }
    }
  }
}
