package org.samling.bench.library;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.bench.measure.Superuser;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ItemOrder;
import org.samling.core.imports.ItemRules;
import org.samling.core.imports.ItemRules.Part;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.TenantId;
import org.samling.library.Library;
import org.samling.library.config.Configuration;
import org.samling.routes.imports.ImportJob;
import org.samling.routes.imports.ImportListener;
import org.samling.search.LuceneCatalogue;

/** A library that has only records, searchable for everybody, in this process. */
public final class CatalogueLibrary implements AutoCloseable {

  private static final String CONFIGURATION =
      """
      store:
        embedded:
          directory: library
          port: 0
      keys: library/keys.properties
      index:
        directory: index
      sip2:
        port: 0
      z3950:
        port: 0
        idle-timeout: 24h
        max-connections: 50000
      http:
        port: 0
      """;

  /** The code of the tenant that owns any items. */
  public static final String TENANT = "bench";

  private static final String AGENCY = "799999";
  private static final String BRANCH = "DK-799999";
  private static final String CATEGORY = "book";

  /** Item rules for Koha's items, whatever branch and type they name. */
  private static final ItemRules ITEMS =
      new ItemRules(
          "952",
          Map.of(
              Part.BARCODE,
              List.of("p"),
              Part.LOCATION,
              List.of("c"),
              Part.CALL_NUMBER,
              List.of("o")),
          Map.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          List.of(),
          BRANCH,
          CATEGORY);

  private static final int RECORDS_A_LINE = 100_000;

  private final Configuration configuration;
  private final Consumer<String> say;
  private final Library library;
  private final TenantId tenant;
  private LuceneCatalogue index;

  /**
   * Opens an empty library.
   *
   * @param directory its data directory
   * @param say receives progress messages
   */
  public CatalogueLibrary(Path directory, Consumer<String> say) throws IOException {
    this.say = say;
    configuration = Configuration.load(configuration(directory));
    library = Library.open(configuration);
    tenant =
        library
            .store()
            .libraryRegister()
            .putTenant(
                TENANT, "Bench", ZoneId.of("Europe/Copenhagen"), Currency.getInstance("DKK"), true)
            .id();
    index = library.openIndex(configuration.index());
  }

  /** The configuration in a directory; written there if missing. */
  public static Path configuration(Path directory) throws IOException {
    return Files.writeString(directory.resolve("samling.yaml"), CONFIGURATION);
  }

  /**
   * The result of loading records.
   *
   * @param records how many records the library has
   * @param storeSeconds the time until all were in the store
   * @param seconds the time until all were searchable
   */
  public record Filled(long records, double storeSeconds, double seconds) {

    public double perSecond() {
      return records / seconds;
    }
  }

  /** Loads the records of a file as common records, while the index follows. */
  public Filled fill(Path file) throws InterruptedException {
    return fill(file, null);
  }

  /**
   * What a bench imports, into an empty catalogue.
   *
   * @param items what becomes of the items in field 952; null leaves them where they are
   */
  public static ImportJob job(Path file, @Nullable ItemOrder items) {
    return new ImportJob(
        file,
        null,
        "bench",
        RecordFormat.MARC21,
        "bench",
        ImportJob.Mode.ANEW,
        items,
        ImportRules.DEFAULT);
  }

  /** Loads records with the items in field 952, which become the tenant's. */
  public Filled fillWithItems(Path file) throws InterruptedException {
    var register = library.store().libraryRegister();
    register.putAgencies(
        tenant, List.of(new Agency(AGENCY, Agency.Kind.PUBLIC, BRANCH, null, "Bench")));
    register.putBranches(
        tenant, List.of(new Branch(BRANCH, AGENCY, Set.of(), "Bench", BranchCalendar.ALWAYS_OPEN)));
    register.putItemCategories(
        tenant, List.of(new ItemCategory(CATEGORY, "Bog", "001", true, 30, 2)));
    return fill(file, new ItemOrder(tenant, ITEMS));
  }

  private Filled fill(Path file, @Nullable ItemOrder items) throws InterruptedException {
    index.catchUp();
    index.follow();
    var before = System.nanoTime();
    var report = library.imports().load(job(file, items), listener());
    var stored = (System.nanoTime() - before) / 1e9;
    var records = report.put().added();
    while (index.state().documents() < records) {
      Thread.sleep(20);
    }
    return new Filled(records, stored, (System.nanoTime() - before) / 1e9);
  }

  private ImportListener listener() {
    return new ImportListener() {
      private int next = RECORDS_A_LINE;

      @Override
      public void progress(long bytes, int records) {
        if (records >= next) {
          say.accept("  %,d records ...".formatted(records));
          next = records + RECORDS_A_LINE;
        }
      }

      @Override
      public void rejected(ReadResult.Rejected record) {
        say.accept("  Record %d was rejected: %s".formatted(record.ordinal(), record.reason()));
      }
    };
  }

  /** Rebuilds the index from the store; returns the seconds it took. */
  public double rebuild() throws IOException {
    index.close();
    try (var files = Files.walk(configuration.index().directory())) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    var before = System.nanoTime();
    index = library.openIndex(configuration.index());
    index.catchUp();
    return (System.nanoTime() - before) / 1e9;
  }

  public LuceneCatalogue index() {
    return index;
  }

  public Superuser superuser() {
    return Superuser.of(library);
  }

  /** The size of the store, in bytes. */
  public long storeBytes() throws SQLException {
    return superuser().number("select pg_database_size('samling')");
  }

  /** The size of the index, in bytes. */
  public long indexBytes() throws IOException {
    return bytes(configuration.index().directory());
  }

  /** The total size of the files in a directory, in bytes. */
  public static long bytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    }
  }

  /** The peak heap use so far in megabytes, according to the memory pools. */
  public static long heapMegabytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(p -> p.getType() == MemoryType.HEAP)
            .mapToLong(p -> p.getPeakUsage().getUsed())
            .sum()
        / 1_000_000;
  }

  @Override
  public void close() {
    index.close();
    library.close();
  }
}
