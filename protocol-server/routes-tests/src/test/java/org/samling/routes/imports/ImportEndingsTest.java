package org.samling.routes.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.StoreException;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.imports.ImportBatch.State;
import org.samling.core.imports.ImportBatches;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.connection.DatabaseSettings;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.routes.imports.ImportJob.Mode;

/** Imports that end early, and go on. */
class ImportEndingsTest {

  private static ServedImports imports;

  @TempDir private Path directory;

  @BeforeAll
  static void open() {
    imports = new ServedImports();
  }

  @AfterAll
  static void close() throws Exception {
    imports.close();
  }

  @Test
  void storeLostInTheMiddleEndsTheImportAndSaysHowFarItCame() throws IOException {
    var file = ImportFiles.file(directory, "lost.mrc", ImportFiles.records("lost", 5_000));
    var store = anotherStore(2);
    ImportListener losing =
        new ServedImports.Rejections() {
          @Override
          public void progress(long bytes, int records) {
            if (records == 2_000) {
              store.close();
            }
          }
        };
    var importing = imports.service(ServedImports.MARC, store);

    var fault =
        catchThrowableOfType(
            ImportException.class, () -> importing.load(ServedImports.job(file), losing));

    assertThat(fault.kind()).isEqualTo(ImportException.Kind.STORE);
    assertThat(fault.soFar().put()).isEqualTo(new PutCounts(2_000, 0, 0));
    assertThat(fault)
        .hasMessageContaining("lost.mrc")
        .hasMessageContaining("2000 records had been written")
        .hasMessageContaining("Continue with the same command, or import resume ");
    assertThat(readersOf(file)).isEmpty();
    assertThat(imports.load(ServedImports.job(file)).put())
        .as("as if it had never ended")
        .isEqualTo(new PutCounts(5_000, 0, 0));
  }

  /** The database says what it says when its disk is full, for records beyond the 1,500th. */
  @Test
  void diskThatIsFullEndsTheImportCleanlyWhileCheckoutsGoOn() throws Exception {
    var file = ImportFiles.file(directory, "full.mrc", ImportFiles.records("full", 2_500));
    try (var superuser = TestPostgres.connect(imports.library.roles.url());
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
      var rejected = new ServedImports.Rejections();

      var fault =
          catchThrowableOfType(
              ImportException.class, () -> imports.load(ServedImports.job(file), rejected));

      assertThat(fault.kind()).isEqualTo(ImportException.Kind.STORE);
      assertThat(fault)
          .hasMessageContaining("its disk is full: ")
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("1000 records had been written, and stay");
      assertThat(rejected.records).as("what could not be written is not at fault").isEmpty();
      var batch = imports.library.store.importBatches().latest(null, 1).getFirst();
      assertThat(batch.state()).isEqualTo(State.STOPPED);
      assertThat(batch.reason()).contains("its disk is full");
      assertThat(imports.library.submit(TestLibrary.checkout(imports.library.north, "A", "1")))
          .isInstanceOf(CheckoutOutcome.Granted.class);
      statement.execute("drop trigger disk_is_full on samling.common_record");
    }

    assertThat(imports.load(ServedImports.job(file)).put()).isEqualTo(new PutCounts(2_500, 0, 0));
  }

  @Test
  void whatIsKeptFreeForLoansIsNotFilledByAnImport() throws Exception {
    var file = ImportFiles.file(directory, "room.mrc", ImportFiles.records("room", 2_500));
    var asked = new AtomicInteger();
    DiskReserve room =
        () -> asked.incrementAndGet() > 1 ? Optional.of("3 MB are free") : Optional.empty();
    var careful =
        imports.service(
            ServedImports.MARC, imports.library.store, imports.library.store.importBatches(), room);

    assertThatThrownBy(() -> careful.load(ServedImports.job(file), new ServedImports.Rejections()))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("The store failed (3 MB are free)")
        .hasMessageContaining("1000 records had been written, and stay");
    var trial = new ImportJob(file, null, "799700", null, "test", Mode.DRY_RUN);
    assertThatThrownBy(() -> careful.load(trial, new ServedImports.Rejections()))
        .as("what it takes back takes room, too")
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("The store failed (3 MB are free)");
    assertThat(imports.load(ServedImports.job(file)).put()).isEqualTo(new PutCounts(2_500, 0, 0));
  }

  @Test
  void busyStoreIsWaitedFor() throws Exception {
    var file = ImportFiles.file(directory, "busy.mrc", ImportFiles.records("busy", 1));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var store = anotherStore(2);
        var locking = TestPostgres.connect(imports.library.roles.url());
        var lock = locking.createStatement()) {
      locking.setAutoCommit(false);
      lock.execute("lock table samling.common_record");
      // Both connections wait for the lock, so that there is none for the import.
      var waiting =
          Stream.of("one", "two")
              .map(name ->
                  CompletableFuture.supplyAsync(
                      () -> store.catalogue().putRecords(null, ImportFiles.records(name, 1)),
                      threads))
              .toList();
      var saidBusy = new CountDownLatch(1);
      var importing =
          imports.service(
              ServedImports.MARC,
              store,
              watched(store.importBatches(), saidBusy),
              DiskReserve.UNSEEN);
      var report =
          CompletableFuture.supplyAsync(
              () ->
                  importing.load(
                      new ImportJob(file, null, "799700", null, "test", Mode.DRY_RUN),
                      new ServedImports.Rejections()),
              threads);
      assertThat(saidBusy.await(2, TimeUnit.MINUTES)).isTrue();
      locking.rollback();

      assertThat(report.get(2, TimeUnit.MINUTES).put()).isEqualTo(new PutCounts(1, 0, 0));
      waiting.forEach(CompletableFuture::join);
    }
  }

  @Test
  void importThatEndedEarlyReadsOnBehindTheLastRecordThatItWrote() {
    var file = ImportFiles.file(directory, "behind.mrc.gz", ImportFiles.records("behind", 3_500));
    assertThatThrownBy(() -> imports.load(ServedImports.job(file), new EndingAt(2_000)))
        .hasMessageContaining("enough");
    var batch = imports.library.store.importBatches().latest(null, 1).getFirst();
    var first = new AtomicInteger();
    RecordReader counting =
        (in, options) ->
            ServedImports.each(in, options, ordinal -> first.compareAndSet(0, ordinal));

    var report = imports.service(counting).resume(batch, new ServedImports.Rejections());

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
        ServedImports.MARC.read(in, options).forEachRemaining(all::add);
      }
      assertThat(all).as(name).hasSizeGreaterThan(1);
      for (var i = 0; i < all.size(); i++) {
        var start = new RecordReader.Start(all.get(i).ordinal(), all.get(i).offset());
        var rest = new ArrayList<ReadResult>();
        try (var in = Files.newInputStream(file)) {
          ServedImports.MARC
              .read(in, new RecordReader.Options(null, "read-on", false, start, null))
              .forEachRemaining(rest::add);
        }
        assertThat(rest).as(name + " behind " + i).isEqualTo(all.subList(i + 1, all.size()));
      }
    }
  }

  @Test
  void fileThatChangedSinceItsImportEndedEarlyIsRefusedUntilItIsBegunAnew() {
    var file = ImportFiles.file(directory, "other.mrc", ImportFiles.records("other", 2_500));
    assertThatThrownBy(() -> imports.load(ServedImports.job(file), new EndingAt(1_000)))
        .hasMessageContaining("enough");
    ImportFiles.file(directory, "other.mrc", ImportFiles.records("other", 2_600));

    var fault =
        catchThrowableOfType(ImportException.class, () -> imports.load(ServedImports.job(file)));

    assertThat(fault.kind()).isEqualTo(ImportException.Kind.FILE);
    assertThat(fault)
        .hasMessageContaining("other.mrc has changed since its import ")
        .hasMessageContaining(" ended after 1000 records")
        .hasMessageContaining("--restart");
    var anew = new ImportJob(file, null, "799700", null, "test", Mode.ANEW);
    assertThat(imports.load(anew).put()).isEqualTo(new PutCounts(1_600, 0, 1_000));
  }

  @Test
  void importThatIsUndoneWhileItRunsEnds() {
    var file = ImportFiles.file(directory, "undone.mrc", ImportFiles.records("undone", 3_000));
    var batches = imports.library.store.importBatches();
    ImportListener undoing =
        new ServedImports.Rejections() {
          @Override
          public void progress(long bytes, int records) {
            if (records == 1_000) {
              batches.undo(batches.latest(null, 1).getFirst(), (_, _) -> {});
            }
          }
        };

    var fault =
        catchThrowableOfType(
            ImportException.class, () -> imports.load(ServedImports.job(file), undoing));

    assertThat(fault.kind()).isEqualTo(ImportException.Kind.TAKEN);
    assertThat(
            imports
                .library
                .store
                .catalogue()
                .putRecords(null, ImportFiles.records("undone", 3_000)))
        .isEqualTo(new PutCounts(3_000, 0, 0));
  }

  @Test
  void recordsBeforeTheEndOfATruncatedFileAreWritten() throws IOException {
    var whole = ImportFiles.file(directory, "whole.mrc.gz", ImportFiles.records("cut", 12_000));
    var bytes = Files.readAllBytes(whole);
    var file = Files.write(directory.resolve("cut.mrc.gz"), Arrays.copyOf(bytes, bytes.length / 2));

    var fault =
        catchThrowableOfType(ImportException.class, () -> imports.load(ServedImports.job(file)));

    assertThat(fault.kind()).isEqualTo(ImportException.Kind.FILE);
    var written = fault.soFar().accepted();
    assertThat(written).isBetween(1_000, 11_999);
    assertThat(fault).hasMessageContaining(written + " records had been written");
    assertThat(imports.load(ServedImports.job(whole)).put())
        .isEqualTo(new PutCounts(12_000 - written, 0, written));
  }

  @Test
  void faultOfTheListenerEndsTheImport() {
    var file = ImportFiles.file(directory, "listener.mrc", ImportFiles.records("listener", 1_000));
    ImportListener full =
        new ServedImports.Rejections() {
          @Override
          public void progress(long bytes, int records) {
            throw new UncheckedIOException(new IOException("disk full"));
          }
        };

    assertThatThrownBy(() -> imports.load(ServedImports.job(file), full))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("disk full");
    assertThat(readersOf(file)).isEmpty();
  }

  private static PostgresStore anotherStore(int connections) {
    var roles = imports.library.roles;
    return new PostgresStore(
        new DatabaseSettings(
            roles.url(),
            roles.application(),
            roles.applicationPassword(),
            connections,
            64,
            1_000,
            TestLibrary.ANSWER_WITHIN),
        TestLibrary.keyring());
  }

  private static List<Thread> readersOf(Path file) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().equals("catalogue-import-" + file.getFileName()))
        .toList();
  }

  /** Ends an import by a fault of its own when it has come so far. */
  private static final class EndingAt extends ServedImports.Rejections {

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
