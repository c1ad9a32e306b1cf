package org.samling.exchange.imports;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.imports.Overlay.Decision;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.library.Library;
import org.samling.library.config.Configuration;
import org.samling.routes.imports.ImportException;
import org.samling.routes.imports.ImportJob;
import org.samling.routes.imports.ImportListener;
import org.samling.routes.imports.ImportService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for files of bibliographic records. Each is imported once it has stopped growing, one
 * after another by name, and moved to a directory of its own under {@code done}, or under {@code
 * failed} where it could not be read; rejected records are put beside it. A file that the store
 * could not take, or during which the server stopped, stays, and its import resumes later.
 */
public final class ImportFolder extends RouteBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(ImportFolder.class);

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS");
  private static final String WHERE_TO = "samlingWhereTo";

  /** The directory in which the report is written while a file is imported. */
  private static final String UNDER_WAY = ".import-";

  /** Ignores files whose names begin with a dot. Waiting for a growing file is not an error. */
  private static final String OPTIONS =
      "?delay=5000&initialDelay=1000&readLock=changed&readLockCheckInterval=2000"
          + "&readLockLoggingLevel=DEBUG&sortBy=file:name&move=${exchangeProperty."
          + WHERE_TO
          + "}";

  private final Configuration.ImportFolder folder;
  private final ImportService imports;
  private final Tenants tenants;
  private final ImportCounts counts;

  private ImportFolder(Configuration.ImportFolder folder, Library library, ImportCounts counts) {
    this.folder = folder;
    this.imports = library.imports();
    this.tenants = library.store().tenants();
    this.counts = counts;
  }

  /**
   * Watches a folder until the library is closed. Creates the folder where it is missing.
   *
   * @param library the library whose catalogue receives the records
   * @param counts counts each file
   * @throws IllegalStateException when the folder can't be watched
   */
  public static void watch(
      Library library, Configuration.ImportFolder folder, ImportCounts counts) {
    try {
      Files.createDirectories(folder.path());
      library.camel().addRoutes(new ImportFolder(folder, library, counts));
      LOG.info("watching the folder {} for files of records", folder.path());
    } catch (Exception e) {
      throw new IllegalStateException(
          "the folder of imports, %s, can't be watched".formatted(folder.path()), e);
    }
  }

  @Override
  public void configure() {
    onException(Exception.class)
        .logExhausted(false)
        .process(exchange ->
            LOG.warn(
                "{} stays, and its import continues later: {}",
                exchange.getMessage().getHeader(Exchange.FILE_PATH),
                String.valueOf(exchange.getProperty(Exchange.EXCEPTION_CAUGHT))));
    from("file:" + folder.path() + OPTIONS)
        .routeId("import-folder " + folder.path())
        .process(this::take);
  }

  private void take(Exchange exchange) throws Exception {
    var file = exchange.getMessage().getMandatoryBody(File.class).toPath();
    var underWay = folder.path().resolve(UNDER_WAY + file.getFileName());
    Files.createDirectories(underWay);
    var end = load(file, underWay);
    end.write(underWay.resolve("report.csv"));
    exchange.setProperty(WHERE_TO, handIn(file, underWay, end) + "/" + file.getFileName());
    counts.count(end);
    if (end.isFailed()) {
      LOG.error("the import of {} failed: {}", file, end);
    } else {
      LOG.info("{} was imported: {}", file, end);
    }
  }

  private ImportEnd load(Path file, Path underWay) {
    var job =
        new ImportJob(
            file,
            tenant(),
            folder.source(),
            folder.format(),
            "import folder",
            ImportJob.Mode.GO_ON_WITH_SAME,
            null,
            folder.rules());
    try (var rejections =
        new ImportReportFiles(underWay, LocalDateTime.now(ZoneId.systemDefault()))) {
      return new ImportEnd(imports.load(job, new Listener(file, rejections)), null);
    } catch (ImportException e) {
      return switch (e.kind()) {
        case FILE, TAKEN -> new ImportEnd(e.soFar(), String.valueOf(e.getMessage()));
        case STORE, BUSY -> throw e;
      };
    }
  }

  /** Reports rejected records, and ends the import when the server stops. */
  private final class Listener implements ImportListener {

    private final Path file;
    private final ImportReportFiles rejections;

    Listener(Path file, ImportReportFiles rejections) {
      this.file = file;
      this.rejections = rejections;
    }

    @Override
    public void progress(long bytes, int records) {
      if (!getContext().isStarted()) {
        throw new IllegalStateException("the server is stopping");
      }
    }

    @Override
    public void rejected(ReadResult.Rejected record) {
      rejections.add(file, record);
    }

    @Override
    public void undecided(ReadResult.Accepted record) {
      rejections.add(file, record);
    }

    @Override
    public void judged(ReadResult.Accepted record, Decision decision) {
      rejections.add(file, record, decision);
    }
  }

  private @Nullable TenantId tenant() {
    var code = folder.tenant();
    return code == null
        ? null
        : tenants
            .byCode(code)
            .map(Tenant::id)
            .orElseThrow(
                () -> new IllegalStateException("there is no tenant \"%s\"".formatted(code)));
  }

  /**
   * Moves the report to where the file will follow.
   *
   * @return its path within the folder
   */
  private String handIn(Path file, Path underWay, ImportEnd end) throws IOException {
    var directory = end.isFailed() ? "failed" : "done";
    var name = STAMP.format(LocalDateTime.now(ZoneId.systemDefault())) + "-" + file.getFileName();
    Files.createDirectories(folder.path().resolve(directory));
    Files.move(underWay, folder.path().resolve(directory).resolve(name));
    return directory + "/" + name;
  }
}
