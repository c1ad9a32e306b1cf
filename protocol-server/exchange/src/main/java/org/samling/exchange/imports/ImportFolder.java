package org.samling.exchange.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.imports.ImportRepair;
import org.samling.core.imports.Overlay.Decision;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.library.Library;
import org.samling.library.config.Configuration;
import org.samling.routes.WatchedFolder;
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
public final class ImportFolder {

  private static final Logger LOG = LoggerFactory.getLogger(ImportFolder.class);

  private static final Duration SETTLING = Duration.ofSeconds(2);

  /** The directory in which the report is written while a file is imported. */
  private static final String UNDER_WAY = ".import-";

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
    var files = new ImportFolder(folder, library, counts);
    new WatchedFolder(
            "import-folder " + folder.path(), "files of records", folder.path(), null, SETTLING)
        .watch(library.camel(), files::take);
  }

  private Path take(WatchedFolder.Arrival arrival) throws IOException {
    var file = arrival.path();
    var underWay = folder.path().resolve(UNDER_WAY + file.getFileName());
    Files.createDirectories(underWay);
    var end = load(arrival, underWay);
    end.write(underWay.resolve("report.csv"));
    var place = Files.move(underWay, arrival.place(end.isFailed()));
    counts.count(end);
    if (end.isFailed()) {
      LOG.error("the import of {} failed: {}", file, end);
    } else {
      LOG.info("{} was imported: {}", file, end);
    }
    return place.resolve(file.getFileName());
  }

  private ImportEnd load(WatchedFolder.Arrival arrival, Path underWay) {
    var job =
        new ImportJob(
            arrival.path(),
            tenant(),
            folder.source(),
            folder.format(),
            "import folder",
            ImportJob.Mode.GO_ON_WITH_SAME,
            null,
            folder.rules());
    try (var rejections =
        new ImportReportFiles(underWay, LocalDateTime.now(ZoneId.systemDefault()))) {
      return new ImportEnd(imports.load(job, new Listener(arrival, rejections)), null);
    } catch (ImportException e) {
      return switch (e.kind()) {
        case FILE, TAKEN -> new ImportEnd(e.soFar(), String.valueOf(e.getMessage()));
        case STORE, BUSY -> throw e;
      };
    }
  }

  /**
   * Reports rejected records, and ends the import when the server stops.
   *
   * @param arrival the file
   */
  private record Listener(WatchedFolder.Arrival arrival, ImportReportFiles rejections)
      implements ImportListener {

    @Override
    public void progress(long bytes, int records) {
      if (arrival.isStopping()) {
        throw new IllegalStateException("the server is stopping");
      }
    }

    @Override
    public void rejected(ReadResult.Rejected record) {
      rejections.add(arrival.path(), record);
    }

    @Override
    public void undecided(ReadResult.Accepted record) {
      rejections.add(arrival.path(), record);
    }

    @Override
    public void repaired(ImportRepair repair) {
      rejections.add(arrival.path(), repair);
    }

    @Override
    public void judged(ReadResult.Accepted record, Decision decision) {
      rejections.add(arrival.path(), record, decision);
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
}
