package org.samling.server.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.samling.console.imports.ImportDesk;
import org.samling.console.web.UploadStream;
import org.samling.core.imports.ImportBatch;
import org.samling.exchange.imports.UploadedImports;
import org.samling.library.config.Configuration;
import org.samling.routes.IncomingFile;
import org.samling.routes.imports.ImportUploads;

/**
 * The console's view of imports: files that staff upload, those that programs upload, and files in
 * watched folders.
 */
public final class ConsoleImports implements ImportDesk {

  private static final CSVFormat CSV =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  /** How many files of each state are listed for a folder. */
  private static final int MOST_FILES = 10;

  private final UploadedImports uploads;
  private final Configuration.Imports settings;

  /**
   * Creates an instance.
   *
   * @param settings the limits, and the folders
   */
  public ConsoleImports(UploadedImports uploads, Configuration.Imports settings) {
    this.uploads = uploads;
    this.settings = settings;
  }

  @Override
  public long limit() {
    return settings.uploads().limit();
  }

  @Override
  public Outcome take(ImportOrder wish, UploadStream file) {
    return outcome(
        uploads.receive(
            new ImportUploads.ImportRequest(
                wish.owner(),
                wish.member(),
                wish.name(),
                wish.source(),
                wish.format(),
                wish.coding(),
                wish.items(),
                wish.rules(),
                wish.isDryRun(),
                null),
            new FormFile(file)));
  }

  /** A file in a form: its size is not known in advance, and its time limit runs already. */
  private record FormFile(UploadStream file) implements IncomingFile {
    @Override
    public OptionalLong declaredSize() {
      return OptionalLong.empty();
    }

    @Override
    public InputStream open(Duration within) {
      return file.in();
    }
  }

  private static Outcome outcome(ImportUploads.Outcome outcome) {
    return switch (outcome) {
      case ImportUploads.Outcome.Received(var batch) -> new Outcome.Taken(batch);
      case ImportUploads.Outcome.Refused(var reason, _) ->
          new Outcome.Refused(
              switch (reason) {
                case EMPTY -> Reason.EMPTY;
                case TOO_LARGE -> Reason.TOO_LARGE;
                case NO_ROOM -> Reason.NO_ROOM;
                case TOO_MANY -> Reason.TOO_MANY;
                case TOO_SLOW -> Reason.TOO_SLOW;
                case BROKE_OFF -> Reason.BROKE_OFF;
                case KEY_USED, KEY_ARRIVING ->
                    throw new IllegalStateException("forms have no key: " + reason);
              });
    };
  }

  @Override
  public Outcome start(ImportBatch dryRun, String member) {
    return uploads
        .start(dryRun, member)
        .map(ConsoleImports::outcome)
        .orElseGet(() -> new Outcome.Refused(Reason.GONE));
  }

  @Override
  public boolean isKept(ImportBatch dryRun) {
    return uploads.isKept(dryRun);
  }

  @Override
  public Optional<Integer> progress(ImportBatch batch) {
    return uploads.progress(batch).map(ImportUploads.Progress::records);
  }

  @Override
  public void deleteFile(ImportBatch batch) {
    uploads.forget(batch);
  }

  @Override
  public List<String> reports(ImportBatch batch) {
    return uploads.reports(batch);
  }

  @Override
  public Optional<Path> report(ImportBatch batch, String kind) {
    return uploads.report(batch, kind);
  }

  @Override
  public List<Rejection> rejections(ImportBatch batch, int from, int number) {
    var table = uploads.report(batch, "csv");
    if (table.isEmpty()) {
      return List.of();
    }
    try (var rows = CSV.parse(Files.newBufferedReader(table.get()))) {
      return rows.stream()
          .skip(from)
          .limit(number)
          .map(row -> new Rejection(row.get("record"), row.get("offset"), row.get("reason")))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of(); // it was deleted meanwhile
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<WatchedFolder> folders(String tenant, boolean withCommon) {
    return settings.folders().stream()
        .filter(f -> f.tenant() == null ? withCommon : f.tenant().equals(tenant))
        .map(f ->
            new WatchedFolder(f.path().toString(), f.tenant() == null, f.source(), files(f.path())))
        .toList();
  }

  private static List<FolderFile> files(Path folder) {
    var files = new ArrayList<FolderFile>();
    files.addAll(latest(folder, FolderState.WAITING, Files::isRegularFile));
    files.addAll(latest(folder.resolve("failed"), FolderState.FAILED, Files::isDirectory));
    files.addAll(latest(folder.resolve("done"), FolderState.DONE, Files::isDirectory));
    files.sort(Comparator.comparing(FolderFile::at).reversed());
    return files;
  }

  /** Lists the latest files: names of finished ones begin with their time. */
  private static List<FolderFile> latest(Path in, FolderState state, Predicate<Path> wanted) {
    var files = new ArrayList<FolderFile>();
    try (var found = Files.list(in)) {
      for (var path :
          found
              .filter(wanted)
              .filter(p -> !p.getFileName().toString().startsWith("."))
              .sorted(Comparator.reverseOrder())
              .limit(MOST_FILES)
              .toList()) {
        files.add(
            new FolderFile(
                path.getFileName().toString(), state, Files.getLastModifiedTime(path).toInstant()));
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return files; // nothing was finished yet, or the folder is being removed just now
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
