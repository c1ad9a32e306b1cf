package org.samling.routes.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.StoreException;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.circulation.CheckoutOutcome;
import org.samling.core.imports.ImportBatch.State;
import org.samling.core.imports.ImportBatches;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.postgres.DatabaseSettings;
import org.samling.postgres.Keyring;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.routes.imports.ImportJob.Mode;

/** Files imported through the routes into the store. */
class ImportServiceTest {

  private static final RecordReader MARC = new MarcRecordReader();

  private static TestLibrary library;
  private static CamelContext camel;
  private static ImportService service;
  private static final List<CamelContext> separate = new CopyOnWriteArrayList<>();

  @TempDir private Path directory;

  @BeforeAll
  static void open() {
    library = new TestLibrary();
    camel = startedCamel();
    service = service(camel, MARC, library.store);
  }

  @AfterAll
  static void close() throws Exception {
    for (var context : separate) {
      context.close();
    }
    camel.close();
    library.close();
  }

  @Test
  void sameFileImportedTwiceIsUnchangedTheSecondTime() {
    var file = ImportFiles.file(directory, "twice.mrc", ImportFiles.records("twice", 450));

    var first = load(job(file));
    var second = load(job(file));

    assertThat(first.put()).isEqualTo(new PutCounts(450, 0, 0));
    assertThat(first.read()).isEqualTo(450);
    assertThat(first.accepted()).isEqualTo(450);
    assertThat(first.bytes()).isEqualTo(file.toFile().length());
    assertThat(first.duration()).isPositive();
    assertThat(second.put()).isEqualTo(new PutCounts(0, 0, 450));
  }

  @Test
  void changedRecordIsChangedAndTheOthersStay() {
    var records = new ArrayList<>(ImportFiles.records("changed", 3));
    load(job(ImportFiles.file(directory, "before.mrc", records)));
    records.set(1, ImportFiles.record("changed", 2, "Anden udgave"));

    var report = load(job(ImportFiles.file(directory, "after.mrc.gz", records)));

    assertThat(report.put()).isEqualTo(new PutCounts(0, 1, 2));
    assertThat(library.store.catalogue().compareRecords(null, records))
        .isEqualTo(new PutCounts(0, 0, 3));
  }

  @Test
  void dryRunSaysWhatWouldComeOfItAndWritesNothing() {
    var records = ImportFiles.records("dry", 5);
    var file = ImportFiles.file(directory, "dry.mrc", records);

    var report = load(new ImportJob(file, null, "dry", null, "test", Mode.DRY_RUN));

    assertThat(report.put()).isEqualTo(new PutCounts(5, 0, 0));
    assertThat(library.store.catalogue().compareRecords(null, records))
        .isEqualTo(new PutCounts(5, 0, 0));
  }

  @Test
  void recordsOfATenantAreItsOwn() {
    var records = ImportFiles.records("own", 2);
    var file = ImportFiles.file(directory, "own.mrc", records);

    load(new ImportJob(file, library.north, "own", null, "test", Mode.GO_ON));

    var catalogue = library.store.catalogue();
    assertThat(catalogue.compareRecords(library.north, records)).isEqualTo(new PutCounts(0, 0, 2));
    assertThat(catalogue.compareRecords(library.south, records)).isEqualTo(new PutCounts(2, 0, 0));
    assertThat(catalogue.compareRecords(null, records)).isEqualTo(new PutCounts(2, 0, 0));
  }

  @Test
  void laterOfTwoRecordsWithOneKeyReplacesTheEarlier() {
    var last = ImportFiles.record("double", 1, "Sidste");
    var file =
        ImportFiles.file(
            directory,
            "double.mrc",
            List.of(
                ImportFiles.record("double", 1, "Første"),
                ImportFiles.record("double", 2, "Enlig"),
                last));

    assertThat(load(job(file)).put()).isEqualTo(new PutCounts(2, 1, 0));
    assertThat(library.store.catalogue().compareRecords(null, List.of(last)))
        .isEqualTo(new PutCounts(0, 0, 1));
  }

  @Test
  void unreadableRecordsAreReportedAndTheOthersAreWritten() {
    var rejected = new Rejections();

    var report =
        service.load(
            new ImportJob(
                ImportFiles.fixture("defects.xml"),
                null,
                "defects",
                RecordFormat.MARCXML,
                "test",
                Mode.GO_ON),
            rejected);

    assertThat(report.read()).isEqualTo(report.accepted() + report.rejected());
    assertThat(report.rejected()).isPositive().isEqualTo(rejected.records.size());
    assertThat(report.put().added()).isPositive().isEqualTo(report.accepted());
    assertThat(rejected.records)
        .allSatisfy(r -> assertThat(r.reason()).isNotBlank())
        .extracting(ReadResult.Rejected::ordinal)
        .startsWith(1)
        .isSorted();
  }

  @Test
  void recordsThatNameNoAgencyGetTheJobsAndAreCounted() {
    var file = ImportFiles.fixture("collection.xml");

    var report = load(new ImportJob(file, null, "DK-999999", null, "test", Mode.GO_ON));

    assertThat(report.read()).isEqualTo(2);
    assertThat(report.withoutSource()).isEqualTo(1);
  }

  @Test
  void repairsAreCountedByKindWithoutTheirParticulars() throws IOException {
    var file = directory.resolve("lengths.mrc");
    var out = Files.newOutputStream(file);
    for (var record : ImportFiles.records("lengths", 3)) {
      var bytes = record.original().toArray();
      System.arraycopy(new byte[] {'9', '9', '9', '9'}, 0, bytes, 0, 4);
      out.write(bytes);
    }
    out.close();

    var report = load(job(file));

    assertThat(report.repaired()).isEqualTo(3);
    assertThat(report.repairs()).hasSize(1).containsValue(3);
    assertThat(report.repairs().keySet().iterator().next()).contains("say … where … is right");
  }

  @Test
  void onlyTheRecordThatTheStoreCantKeepIsRejected() {
    var records = ImportFiles.records("nul", 250);
    var file = ImportFiles.file(directory, "nul.mrc", records);
    var rejected = new Rejections();

    var report =
        service(separateCamel(), ImportServiceTest::withNulIn77, library.store)
            .load(job(file), rejected);

    assertThat(report.put()).isEqualTo(new PutCounts(249, 0, 0));
    assertThat(report.rejected()).isEqualTo(1);
    assertThat(rejected.records)
        .singleElement()
        .satisfies(r -> {
          assertThat(r.ordinal()).isEqualTo(77);
          assertThat(r.reason())
              .isEqualTo(
                  "Field 245 holds the character U+0000 (NUL), which can't be kept; take it out.");
          assertThat(r.bytes()).isEqualTo(records.get(76).original());
        });
    var others = new ArrayList<>(records);
    others.remove(76);
    assertThat(library.store.catalogue().compareRecords(null, others))
        .isEqualTo(new PutCounts(0, 0, 249));
  }

  @Test
  void storeLostInTheMiddleEndsTheImportAndSaysHowFarItCame() throws IOException {
    var file = ImportFiles.file(directory, "lost.mrc", ImportFiles.records("lost", 5_000));
    var store = anotherStore(2);
    ImportListener losing =
        new Rejections() {
          @Override
          public void progress(long bytes, int records) {
            if (records == 2_000) {
              store.close();
            }
          }
        };
    var importing = service(separateCamel(), MARC, store);

    var fault =
        catchThrowableOfType(ImportException.class, () -> importing.load(job(file), losing));

    assertThat(fault.kind()).isEqualTo(ImportException.Kind.STORE);
    assertThat(fault.soFar().put()).isEqualTo(new PutCounts(2_000, 0, 0));
    assertThat(fault)
        .hasMessageContaining("lost.mrc")
        .hasMessageContaining("2000 records were written before")
        .hasMessageContaining("The same command, or import resume ");
    assertThat(readersOf(file)).isEmpty();
    assertThat(load(job(file)).put())
        .as("as if it had never ended")
        .isEqualTo(new PutCounts(5_000, 0, 0));
  }

  /** The database says what it says when its disk is full, for records beyond the 1,500th. */
  @Test
  void diskThatIsFullEndsTheImportCleanlyWhileCheckoutsGoOn() throws Exception {
    var file = ImportFiles.file(directory, "full.mrc", ImportFiles.records("full", 2_500));
    try (var superuser = TestPostgres.connect(library.roles.url());
        var statement = superuser.createStatement()) {
      statement.execute(
          """
          create function samling.disk_is_full() returns trigger language plpgsql as $$
          begin
            if exists (select from written where source = 'full' and control_number::int > 1500) then
              raise exception 'could not extend file "base/1/2": No space left on device' using errcode = 'disk_full';
            end if;
            return null;
          end $$;
          create trigger disk_is_full after insert on samling.common_record referencing new table as written
            for each statement execute function samling.disk_is_full();
          """);
      var rejected = new Rejections();

      var fault =
          catchThrowableOfType(ImportException.class, () -> service.load(job(file), rejected));

      assertThat(fault.kind()).isEqualTo(ImportException.Kind.STORE);
      assertThat(fault)
          .hasMessageContaining("its disk is full: ")
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("1000 records were written before, and stay");
      assertThat(rejected.records).as("what could not be written is not at fault").isEmpty();
      var batch = library.store.importBatches().latest(null, 1).getFirst();
      assertThat(batch.state()).isEqualTo(State.STOPPED);
      assertThat(batch.reason()).contains("its disk is full");
      assertThat(library.submit(TestLibrary.checkout(library.north, "A", "1")))
          .isInstanceOf(CheckoutOutcome.Granted.class);
      statement.execute("drop trigger disk_is_full on samling.common_record");
    }

    assertThat(load(job(file)).put()).isEqualTo(new PutCounts(2_500, 0, 0));
  }

  @Test
  void whatIsKeptFreeForLoansIsNotFilledByAnImport() throws Exception {
    var file = ImportFiles.file(directory, "room.mrc", ImportFiles.records("room", 2_500));
    var asked = new AtomicInteger();
    Room room = () -> asked.incrementAndGet() > 1 ? Optional.of("3 MB are free") : Optional.empty();
    var careful =
        new ImportService(
            separateCamel(),
            MARC,
            new MarcRecordRenderer(),
            library.store.importBatches(),
            library.store.itemRegister(),
            library.store.inquiries(),
            room);

    assertThatThrownBy(() -> careful.load(job(file), new Rejections()))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("The store failed (3 MB are free)")
        .hasMessageContaining("1000 records were written before, and stay");
    assertThat(load(job(file)).put()).isEqualTo(new PutCounts(2_500, 0, 0));
  }

  @Test
  void busyStoreIsWaitedFor() throws Exception {
    var records = ImportFiles.records("busy", 1);
    var file = ImportFiles.file(directory, "busy.mrc", records);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var store = anotherStore(2);
        var locking = TestPostgres.connect(library.roles.url());
        var lock = locking.createStatement()) {
      locking.setAutoCommit(false);
      lock.execute("lock table samling.common_record");
      // Both connections wait for the lock, so that there is none for the import.
      Runnable waiting = () -> store.catalogue().compareRecords(null, records);
      var one = CompletableFuture.runAsync(waiting, threads);
      var two = CompletableFuture.runAsync(waiting, threads);
      var saidBusy = new CountDownLatch(1);
      var importing =
          new ImportService(
              separateCamel(),
              MARC,
              new MarcRecordRenderer(),
              watched(store.importBatches(), saidBusy),
              store.itemRegister(),
              store.inquiries(),
              Room.UNSEEN);
      var report =
          CompletableFuture.supplyAsync(
              () ->
                  importing.load(
                      new ImportJob(file, null, "799700", null, "test", Mode.DRY_RUN),
                      new Rejections()),
              threads);
      assertThat(saidBusy.await(20, TimeUnit.SECONDS)).isTrue();
      locking.rollback();

      assertThat(report.get(20, TimeUnit.SECONDS).put()).isEqualTo(new PutCounts(1, 0, 0));
      one.join();
      two.join();
    }
  }

  @Test
  void everyImportIsKnownAfterwards() {
    var file = ImportFiles.file(directory, "known.mrc", ImportFiles.records("known", 3));

    load(job(file));

    var batch = library.store.importBatches().latest(null, 1).getFirst();
    assertThat(batch.order().file()).isEqualTo(file.toString());
    assertThat(batch.order().startedBy()).isEqualTo("test");
    assertThat(batch.order().print().size()).isEqualTo(file.toFile().length());
    assertThat(batch.state()).isEqualTo(State.DONE);
    assertThat(batch.put()).isEqualTo(new PutCounts(3, 0, 0));
    assertThat(batch.tally().read()).isEqualTo(3);
    assertThat(batch.ended()).isNotNull();
  }

  @Test
  void importThatEndedEarlyReadsOnBehindTheLastRecordThatItWrote() {
    var file = ImportFiles.file(directory, "behind.mrc.gz", ImportFiles.records("behind", 3_500));
    assertThatThrownBy(() -> service.load(job(file), new EndingAt(2_000)))
        .hasMessageContaining("enough");
    var batch = library.store.importBatches().latest(null, 1).getFirst();
    var first = new AtomicInteger();
    RecordReader counting =
        (in, options) -> each(in, options, ordinal -> first.compareAndSet(0, ordinal));

    var report = service(separateCamel(), counting, library.store).resume(batch, new Rejections());

    assertThat(batch.state()).isEqualTo(State.STOPPED);
    assertThat(first).hasValue(2_001);
    assertThat(report.put()).isEqualTo(new PutCounts(3_500, 0, 0));
    assertThat(report.read()).isEqualTo(3_500);
  }

  @Test
  void everyFormatReadsOnWhereItEnded() throws IOException {
    for (var name : List.of("collection.xml", "danmarc2.lin")) {
      var file = ImportFiles.fixture(name);
      var options = new RecordReader.Options(null, "read-on", false);
      var all = new ArrayList<ReadResult>();
      try (var in = Files.newInputStream(file)) {
        MARC.read(in, options).forEachRemaining(all::add);
      }
      assertThat(all).as(name).hasSizeGreaterThan(1);
      for (var i = 0; i < all.size(); i++) {
        var start = new RecordReader.Start(all.get(i).ordinal(), all.get(i).offset());
        var rest = new ArrayList<ReadResult>();
        try (var in = Files.newInputStream(file)) {
          MARC.read(in, new RecordReader.Options(null, "read-on", false, start))
              .forEachRemaining(rest::add);
        }
        assertThat(rest).as(name + " behind " + i).isEqualTo(all.subList(i + 1, all.size()));
      }
    }
  }

  @Test
  void fileThatChangedSinceItsImportEndedEarlyIsRefusedUntilItIsBegunAnew() {
    var file = ImportFiles.file(directory, "other.mrc", ImportFiles.records("other", 2_500));
    assertThatThrownBy(() -> service.load(job(file), new EndingAt(1_000)))
        .hasMessageContaining("enough");
    ImportFiles.file(directory, "other.mrc", ImportFiles.records("other", 2_600));

    var fault = catchThrowableOfType(ImportException.class, () -> load(job(file)));

    assertThat(fault.kind()).isEqualTo(ImportException.Kind.FILE);
    assertThat(fault)
        .hasMessageContaining("other.mrc has changed since its import ")
        .hasMessageContaining(" ended after 1000 records")
        .hasMessageContaining("--restart");
    var anew = new ImportJob(file, null, "799700", null, "test", Mode.ANEW);
    assertThat(load(anew).put()).isEqualTo(new PutCounts(1_600, 0, 1_000));
  }

  @Test
  void importThatIsUndoneWhileItRunsEnds() {
    var file = ImportFiles.file(directory, "undone.mrc", ImportFiles.records("undone", 3_000));
    var batches = library.store.importBatches();
    ImportListener undoing =
        new Rejections() {
          @Override
          public void progress(long bytes, int records) {
            if (records == 1_000) {
              batches.undo(batches.latest(null, 1).getFirst(), (_, _) -> {});
            }
          }
        };

    var fault = catchThrowableOfType(ImportException.class, () -> service.load(job(file), undoing));

    assertThat(fault.kind()).isEqualTo(ImportException.Kind.TAKEN);
    assertThat(library.store.catalogue().compareRecords(null, ImportFiles.records("undone", 3_000)))
        .isEqualTo(new PutCounts(3_000, 0, 0));
  }

  @Test
  void fileThatIsMissingIsSaid() {
    var file = directory.resolve("missing.mrc");

    var fault = catchThrowableOfType(ImportException.class, () -> load(job(file)));

    assertThat(fault.kind()).isEqualTo(ImportException.Kind.FILE);
    assertThat(fault).hasMessageContaining("missing.mrc can't be read");
  }

  @Test
  void recordsBeforeTheEndOfATruncatedFileAreWritten() throws IOException {
    var whole = ImportFiles.file(directory, "whole.mrc.gz", ImportFiles.records("cut", 12_000));
    var bytes = Files.readAllBytes(whole);
    var file = Files.write(directory.resolve("cut.mrc.gz"), Arrays.copyOf(bytes, bytes.length / 2));

    var fault = catchThrowableOfType(ImportException.class, () -> load(job(file)));

    assertThat(fault.kind()).isEqualTo(ImportException.Kind.FILE);
    var written = fault.soFar().accepted();
    assertThat(written).isBetween(1_000, 11_999);
    assertThat(fault).hasMessageContaining(written + " records were written before");
    assertThat(load(job(whole)).put()).isEqualTo(new PutCounts(12_000 - written, 0, written));
  }

  @Test
  void readingKeepsOnlyAFewBatchesAhead() {
    var file = ImportFiles.file(directory, "ahead.mrc", ImportFiles.records("ahead", 15_000));
    var handedOut = new AtomicInteger();
    RecordReader counting = (in, options) -> each(in, options, handedOut::set);
    var done = new AtomicInteger();
    var furthest = new AtomicInteger();
    ImportListener listener =
        new Rejections() {
          @Override
          public void progress(long bytes, int records) {
            furthest.accumulateAndGet(handedOut.get() - done.get(), Math::max);
            done.set(records);
          }
        };

    service(separateCamel(), counting, library.store).load(job(file), listener);

    // One batch waits; one is looked at, one is written, and one is being read.
    assertThat(furthest)
        .hasValueBetween(ImportPieces.MAX_RECORDS + 1, 5 * ImportPieces.MAX_RECORDS + 1);
  }

  @Test
  void faultOfTheListenerEndsTheImport() {
    var file = ImportFiles.file(directory, "listener.mrc", ImportFiles.records("listener", 1_000));
    ImportListener full =
        new Rejections() {
          @Override
          public void progress(long bytes, int records) {
            throw new UncheckedIOException(new IOException("disk full"));
          }
        };

    assertThatThrownBy(() -> service.load(job(file), full))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("disk full");
    assertThat(readersOf(file)).isEmpty();
  }

  @Test
  void severalImportsRunAtOnce() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reports =
          IntStream.range(0, 4)
              .mapToObj(i -> ImportFiles.records("at-once-" + i, 500))
              .map(r -> ImportFiles.file(directory, r.getFirst().key().source(), r))
              .map(f -> CompletableFuture.supplyAsync(() -> load(job(f)), threads))
              .toList();

      assertThat(reports.stream().map(CompletableFuture::join).map(ImportReport::put))
          .containsOnly(new PutCounts(500, 0, 0));
    }
  }

  private static ImportService service(
      CamelContext context, RecordReader reader, PostgresStore store) {
    return new ImportService(
        context,
        reader,
        new MarcRecordRenderer(),
        store.importBatches(),
        store.itemRegister(),
        store.inquiries(),
        Room.UNSEEN);
  }

  private static ImportJob job(Path file) {
    return new ImportJob(file, null, "799700", null, "test", Mode.GO_ON);
  }

  private static ImportReport load(ImportJob job) {
    return service.load(job, new Rejections());
  }

  private static CamelContext startedCamel() {
    var context = new DefaultCamelContext();
    context.disableJMX();
    context.start();
    return context;
  }

  /** A context of a test's own, closed with the class. */
  private static CamelContext separateCamel() {
    var context = startedCamel();
    separate.add(context);
    return context;
  }

  private static PostgresStore anotherStore(int connections) {
    var roles = library.roles;
    return new PostgresStore(
        new DatabaseSettings(
            roles.url(), roles.application(), roles.applicationPassword(), connections, 64, 1_000),
        Keyring.loadOrCreate(Path.of("target", "test-keys.properties")));
  }

  private static List<Thread> readersOf(Path file) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().equals("catalogue-import-" + file.getFileName()))
        .toList();
  }

  private static Iterator<ReadResult> each(
      InputStream in, RecordReader.Options options, IntConsumer handedOut) {
    var results = MARC.read(in, options);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return results.hasNext();
      }

      @Override
      public ReadResult next() {
        var result = results.next();
        handedOut.accept(result.ordinal());
        return result;
      }
    };
  }

  /** A reader that, unlike that of MARC 21, leaves a NUL in the text of record 77. */
  private static Iterator<ReadResult> withNulIn77(InputStream in, RecordReader.Options options) {
    var results = new ArrayList<ReadResult>();
    MARC.read(in, options).forEachRemaining(results::add);
    results.replaceAll(result ->
        result instanceof ReadResult.Accepted accepted && accepted.ordinal() == 77
            ? withNul(accepted)
            : result);
    return results.iterator();
  }

  private static ReadResult withNul(ReadResult.Accepted accepted) {
    var record = accepted.record();
    var title =
        new MarcContent.DataField(
            "245", '1', '0', List.of(new MarcContent.Subfield('a', "en\0titel")));
    var content = new MarcContent(record.content().leader(), List.of(title));
    return new ReadResult.Accepted(
        accepted.offset(),
        accepted.ordinal(),
        new CatalogueRecord(
            record.key(), record.format(), record.original(), content, record.brief()),
        List.of());
  }

  /** Keeps what was rejected. */
  private static class Rejections implements ImportListener {

    private final List<ReadResult.Rejected> records = new ArrayList<>();

    @Override
    public void progress(long bytes, int records) {}

    @Override
    public void rejected(ReadResult.Rejected record) {
      records.add(record);
    }
  }

  /** Ends an import by a fault of its own when it has come so far. */
  private static final class EndingAt extends Rejections {

    private final int end;

    EndingAt(int end) {
      this.end = end;
    }

    @Override
    public void progress(long bytes, int records) {
      if (records == end) {
        throw new IllegalStateException("enough");
      }
    }
  }

  /** The real imports, and a latch that opens when they were busy. */
  private static ImportBatches watched(ImportBatches batches, CountDownLatch saidBusy) {
    return (ImportBatches)
        Proxy.newProxyInstance(
            ImportBatches.class.getClassLoader(),
            new Class<?>[] {ImportBatches.class},
            (_, method, arguments) -> {
              try {
                return method.invoke(batches, arguments);
              } catch (InvocationTargetException e) {
                if (e.getCause() instanceof StoreException fault
                    && fault.kind() == StoreException.Kind.BUSY) {
                  saidBusy.countDown();
                }
                throw e.getCause();
              }
            });
  }
}
