package org.samling.exchange.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatch.Order;
import org.samling.core.imports.ImportBatches;
import org.samling.core.imports.ImportBatches.BatchTakenException;
import org.samling.core.imports.ItemChoice.Refused;
import org.samling.core.imports.Overlay.Decision;
import org.samling.core.imports.RecordReviews;
import org.samling.core.organisation.TenantId;
import org.samling.core.requests.ResourceLimit;
import org.samling.exchange.imports.UploadDirectory.Place;
import org.samling.library.DiskSpace;
import org.samling.library.Library;
import org.samling.library.config.Configuration;
import org.samling.routes.IncomingFile;
import org.samling.routes.imports.ImportException;
import org.samling.routes.imports.ImportListener;
import org.samling.routes.imports.ImportService;
import org.samling.routes.imports.ImportUploads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes uploaded files and imports them.
 *
 * <p>Waiting imports are recorded in the store, which has a batch for each file, and by the file,
 * which stays in the directory until its batch is over. So a restart loses nothing: each file found
 * there resumes where its batch stands, and a file without a batch had not fully arrived. Safe for
 * use by many threads.
 */
public final class UploadedImports implements ImportUploads, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UploadedImports.class);

  private static final Duration KEEP_TRIED = Duration.ofDays(1);
  private static final String REJECTED = "rejected.";

  /** The reports that consist of one table, by kind. */
  private static final Map<String, String> TABLES =
      Map.of(ITEMS, "refused-items.csv", UNDECIDED, "undecided-codings.csv");

  private final Configuration.Uploads limits;
  private final Duration keepReports;
  private final UploadDirectory directory;
  private final DiskSpace room;
  private final ImportBatches batches;
  private final ImportService imports;
  private final ImportCounts counts;
  private final UploadQueues queues;
  private final Map<Long, Progress> running = new ConcurrentHashMap<>();
  private final Set<Long> cancelled = ConcurrentHashMap.newKeySet();
  private final Set<Request> arriving = ConcurrentHashMap.newKeySet();

  /** A request with an Idempotency-Key. */
  private record Request(@Nullable TenantId owner, String account, String key) {}

  /**
   * Resumes earlier imports, and takes files until it is closed.
   *
   * @param library the library whose catalogue receives the records
   * @param settings the limits, and the directory for files
   * @param counts counts each file
   */
  public UploadedImports(Library library, Configuration.Imports settings, ImportCounts counts) {
    this.limits = settings.uploads();
    this.keepReports = settings.keepVersions();
    this.directory = new UploadDirectory(limits.directory());
    this.room = new DiskSpace(limits.directory(), settings.keepFree());
    this.batches = library.store().importBatches();
    this.imports = library.imports();
    this.counts = counts;
    this.queues = new UploadQueues(limits.queue(), this::ran);
    goOn();
  }

  /** Resumes what a server that stopped or was killed left here. */
  private void goOn() {
    for (var place : directory.all()) {
      var batch = batches.find(place.owner(), place.number());
      if (batch.isEmpty()) {
        directory.drop(place);
      } else if (directory.hasFile(place)) {
        queues.add(place);
      }
    }
  }

  /** The review of imports whose records wait for somebody's decision. */
  public RecordReviews reviews() {
    return imports.reviews();
  }

  @Override
  public Outcome receive(ImportRequest wish, IncomingFile content) {
    var key = wish.requestKey();
    if (key == null) {
      return taken(wish, content);
    }
    var request = new Request(wish.owner(), wish.account(), key);
    if (!arriving.add(request)) {
      return new Outcome.Refused(
          Reason.KEY_ARRIVING, "A request with this Idempotency-Key is still arriving.");
    }
    try {
      var before = batches.findByKey(wish.owner(), wish.account(), key);
      return before.isPresent() ? repeated(before.get(), wish, content) : taken(wish, content);
    } finally {
      arriving.remove(request);
    }
  }

  private static Outcome repeated(ImportBatch before, ImportRequest wish, IncomingFile content) {
    var order = before.order();
    var size = order.print().size();
    var isSame =
        name(before).equals(wish.name())
            && order.source().equals(wish.source())
            && order.format() == wish.format()
            && order.coding() == wish.coding()
            && Objects.equals(order.items(), wish.items())
            && order.rules().equals(wish.rules())
            && before.isDryRun() == wish.isDryRun()
            && content.declaredSize().orElse(size) == size;
    return isSame
        ? new Outcome.Received(before)
        : new Outcome.Refused(
            Reason.KEY_USED,
            "This Idempotency-Key was used for import %d, which is another file or has other options."
                .formatted(before.number()));
  }

  private Outcome taken(ImportRequest wish, IncomingFile content) {
    var arrival = new Arrival(limits, room);
    var refused = arrival.refused(content);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (!queues.reserve(wish.owner())) {
      ResourceLimit.IMPORTS.reach();
      return new Outcome.Refused(
          Reason.TOO_MANY,
          "%d imports are already waiting (import.upload-queue): send it again when one has ended."
              .formatted(limits.queue()));
    }
    try {
      return arrived(wish, content, arrival);
    } finally {
      queues.release(wish.owner());
    }
  }

  private Outcome arrived(ImportRequest wish, IncomingFile content, Arrival arrival) {
    var place = new Place(wish.owner(), batches.newNumber());
    var isTaken = false;
    try {
      var file = directory.file(place, wish.name()).toAbsolutePath().normalize();
      var refused = arrival.take(content, file);
      if (refused.isPresent()) {
        return refused.get();
      }
      var batch =
          batches.enqueue(
              place.number(),
              new Order(
                  wish.owner(),
                  wish.account(),
                  file.toString(),
                  arrival.print(),
                  wish.source(),
                  wish.format(),
                  wish.items(),
                  wish.rules(),
                  wish.coding()),
              wish.isDryRun(),
              wish.requestKey());
      isTaken = true;
      queues.add(place);
      return new Outcome.Received(batch);
    } catch (IOException e) {
      LOG.error("an uploaded file can't be stored", e);
      return new Outcome.Refused(
          Reason.NO_ROOM, "The server could not write the file to its disk.");
    } finally {
      if (!isTaken) {
        directory.drop(place);
      }
    }
  }

  /**
   * Imports the file of a dry run, with the same options.
   *
   * @param account the account that asks
   * @return empty where the file is not kept here
   */
  public Optional<Outcome> start(ImportBatch dryRun, String account) {
    var from = place(dryRun);
    var order = dryRun.order();
    var kept = directory.kept(from);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    if (!queues.reserve(order.tenant())) {
      return Optional.of(
          new Outcome.Refused(Reason.TOO_MANY, "The queue of imports is full: start it later."));
    }
    try {
      return started(order, account, kept.get(), from);
    } finally {
      queues.release(order.tenant());
    }
  }

  private Optional<Outcome> started(Order order, String account, Path kept, Place from) {
    var place = new Place(order.tenant(), batches.newNumber());
    var isTaken = false;
    try {
      var file =
          Files.move(kept, directory.file(place, kept.getFileName().toString()))
              .toAbsolutePath()
              .normalize();
      directory.dropKept(from);
      var batch =
          batches.enqueue(
              place.number(),
              new Order(
                  order.tenant(),
                  account,
                  file.toString(),
                  order.print(),
                  order.source(),
                  order.format(),
                  order.items(),
                  order.rules(),
                  order.coding()),
              false,
              null);
      isTaken = true;
      queues.add(place);
      return Optional.of(new Outcome.Received(batch));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // somebody else was faster
    } catch (IOException e) {
      LOG.error("a file that passed a dry run can't be imported", e);
      return Optional.of(
          new Outcome.Refused(Reason.NO_ROOM, "The server could not write the file to its disk."));
    } finally {
      if (!isTaken) {
        directory.drop(place);
      }
    }
  }

  /** Whether the file of a dry run is kept here, so that it can be {@linkplain #start imported}. */
  public boolean isKept(ImportBatch dryRun) {
    return directory.kept(place(dryRun)).isPresent();
  }

  /**
   * Imports a file, or as much of it as possible.
   *
   * @return whether the import is over; otherwise it resumes later
   */
  private boolean ran(Place place) {
    try {
      var batch = batches.find(place.owner(), place.number());
      if (batch.isPresent() && batch.get().isUnfinished() && isLoaded(place, batch.get())) {
        directory.keepFile(place);
      } else {
        directory.dropFile(place);
      }
      return true;
    } catch (BatchTakenException e) {
      directory.dropFile(place);
      return true;
    } catch (ImportException e) {
      if (e.kind() == ImportException.Kind.TAKEN) {
        LOG.info("import {} was cancelled or undone", place.number());
        directory.dropFile(place);
        return true;
      }
      LOG.warn("import {} continues later: {}", place.number(), String.valueOf(e.getMessage()));
      return false;
    } catch (StoreException e) {
      LOG.warn("import {} continues later: {}", place.number(), String.valueOf(e.getMessage()));
      return false;
    } catch (RuntimeException e) {
      if (cancelled.contains(place.number())) {
        directory.dropFile(place);
        return true;
      }
      if (queues.isClosing()) {
        LOG.info("import {} continues after the next start", place.number());
      } else {
        LOG.error("import {} failed, and is retried later", place.number(), e);
      }
      return false;
    } finally {
      running.remove(place.number());
      cancelled.remove(place.number());
    }
  }

  /** Imports a file, and returns whether its file is kept because it was a dry run. */
  private boolean isLoaded(Place place, ImportBatch batch) {
    var end = end(place, batch);
    if (!batch.isDryRun()) {
      counts.count(end);
    }
    if (end.isFailed()) {
      LOG.error("import {} of {} failed: {}", place.number(), name(batch), end);
    } else {
      LOG.info("{} was imported as {}: {}", name(batch), place.number(), end);
    }
    return batch.isDryRun() && end.reason() == null;
  }

  private ImportEnd end(Place place, ImportBatch batch) {
    if (batch.isDryRun()) {
      directory.dropRejects(place); // it starts over
    }
    try (var rejections = ImportReportFiles.goingOn(directory.rejects(place))) {
      return new ImportEnd(
          imports.resume(batch, new Listener(place, Path.of(name(batch)), rejections)), null);
    } catch (ImportException e) {
      return switch (e.kind()) {
        case FILE -> {
          var reason = String.valueOf(e.getMessage());
          batches.stop(batch, reason); // in case it never got as far as starting
          yield new ImportEnd(e.soFar(), reason);
        }
        case TAKEN, STORE, BUSY -> throw e;
      };
    }
  }

  /** Reports rejected records, and ends the import when it is cancelled or the server stops. */
  private final class Listener implements ImportListener {

    private final Place place;
    private final Path name;
    private final ImportReportFiles rejections;

    Listener(Place place, Path name, ImportReportFiles rejections) {
      this.place = place;
      this.name = name;
      this.rejections = rejections;
    }

    @Override
    public void progress(long bytes, int records) {
      running.put(place.number(), new Progress(bytes, records));
      if (cancelled.contains(place.number())) {
        throw new IllegalStateException("it was cancelled");
      }
      if (queues.isClosing()) {
        throw new IllegalStateException("the server is stopping");
      }
    }

    @Override
    public void judged(ReadResult.Accepted record, Decision decision) {
      rejections.add(name, record, decision);
    }

    @Override
    public void rejected(ReadResult.Rejected record) {
      rejections.add(name, record);
    }

    @Override
    public void undecided(ReadResult.Accepted record) {
      rejections.add(name, record);
    }

    @Override
    public void itemRefused(Refused item) {
      rejections.add(name, item);
    }
  }

  @Override
  public Optional<Progress> progress(ImportBatch batch) {
    return Optional.ofNullable(running.get(batch.number()));
  }

  @Override
  public void forget(ImportBatch batch) {
    var place = place(batch);
    switch (queues.remove(place)) {
      case RUNS -> cancelled.add(place.number());
      case WAITED -> directory.dropFile(place);
      case NOT_HERE -> {}
    }
  }

  @Override
  public List<String> reports(ImportBatch batch) {
    var rejects = directory.rejects(place(batch));
    return Stream.concat(
            ImportReportFiles.endings().stream()
                .filter(ending -> Files.exists(rejects.resolve(REJECTED + ending))),
            Stream.of(ITEMS, UNDECIDED).filter(kind -> Files.exists(rejects.resolve(file(kind)))))
        .toList();
  }

  @Override
  public Optional<Path> report(ImportBatch batch, String kind) {
    return reports(batch).contains(kind)
        ? Optional.of(directory.rejects(place(batch)).resolve(file(kind)))
        : Optional.empty();
  }

  /** The file name of a kind of report. */
  private static String file(String kind) {
    return TABLES.getOrDefault(kind, REJECTED + kind);
  }

  private static Place place(ImportBatch batch) {
    return new Place(batch.order().tenant(), batch.number());
  }

  private static String name(ImportBatch batch) {
    return String.valueOf(Path.of(batch.order().file()).getFileName());
  }

  /**
   * Deletes what was kept long enough: reports as long as the data that the import replaced, files
   * of dry runs for a day.
   */
  public void forgetOld() {
    var before = Instant.now().minus(keepReports);
    var tried = Instant.now().minus(KEEP_TRIED);
    for (var place : directory.all()) {
      if (directory.kept(place).isPresent() && directory.ended(place).isBefore(tried)) {
        directory.dropKept(place);
        continue;
      }
      if (!directory.hasFile(place) && directory.ended(place).isBefore(before)) {
        directory.drop(place);
      }
    }
  }

  /** Stops running imports, which resume after the next start. */
  @Override
  public void close() {
    queues.close();
  }
}
