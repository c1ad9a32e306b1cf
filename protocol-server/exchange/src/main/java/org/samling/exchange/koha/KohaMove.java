package org.samling.exchange.koha;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.LendingPolicy;
import org.samling.exchange.cutover.Cutover;
import org.samling.exchange.cutover.CutoverReport;
import org.samling.exchange.cutover.FindingsFile;
import org.samling.exchange.cutover.Kind;
import org.samling.exchange.cutover.Mapping;
import org.samling.exchange.cutover.Reconciliation;
import org.samling.routes.imports.ImportJob;
import org.samling.routes.imports.ImportListener;
import org.samling.routes.imports.ImportReport;
import org.samling.routes.imports.ImportService;

/**
 * Moves a library in from a dump of Koha's database: it is written as files, and these go the way
 * of all others, records by an import and the rest by a cutover. The same dump again changes
 * nothing.
 */
public final class KohaMove {

  private static final String PRESET = "koha-dump";

  private final Ports ports;
  private final Tenant tenant;
  private final Choice choice;
  private final Consumer<Long> progress;

  /**
   * What the move works on.
   *
   * @param cutover for what is no record
   * @param imports for records
   * @param register creates what the tenant lacks
   * @param inquiries knows the tenant's policy
   */
  public record Ports(
      Cutover.Ports cutover,
      ImportService imports,
      LibraryRegister register,
      Inquiries inquiries) {}

  /**
   * How to move.
   *
   * @param dump the dump, packed with gzip or not
   * @param mapping a mapping on top of the preset, or null for the preset alone
   * @param agency the agency of new branches, by its code; its ISIL is the source of the records
   * @param files a directory to be created, in which the dump's tables stay as files; or null for a
   *     temporary one
   * @param reports the directory for lists of findings
   */
  public record Choice(
      Path dump, @Nullable Path mapping, String agency, @Nullable Path files, Path reports) {}

  /**
   * What a move did.
   *
   * @param created branches and categories that the tenant lacked, with their terms
   * @param records what became of the records
   * @param leftOut why records were left out, with the number of records
   * @param mapped how many records were UNIMARC and are MARC 21 now
   * @param recordFile the list of records that were left out, or null
   * @param report what became of the rest
   * @param reconciliation whether the store agrees
   */
  public record Result(
      List<String> created,
      ImportReport records,
      Map<String, Integer> leftOut,
      int mapped,
      @Nullable String recordFile,
      CutoverReport report,
      Reconciliation reconciliation) {}

  /** Prepares a move; {@code progress} receives numbers of rows. */
  public KohaMove(Ports ports, Tenant tenant, Choice choice, Consumer<Long> progress) {
    this.ports = ports;
    this.tenant = tenant;
    this.choice = choice;
    this.progress = progress;
  }

  /**
   * Loads, and compares.
   *
   * @throws DumpException when the dump can't be read
   * @throws org.samling.library.yaml.YamlException when the mapping can't be used
   * @throws org.samling.routes.imports.ImportException when records can't be written
   * @throws org.samling.core.StoreException when the store fails; what was loaded before stays
   */
  public Result run() {
    return inFiles(unpacked -> {
      var created =
          new KohaOrganisation(unpacked.tables(), unpacked.mapping(), policy())
              .create(ports.register(), choice.agency(), unpacked.export().types());
      var imported = importRecords(unpacked);
      var cutover = cutover(unpacked.mapping());
      var report = cutover.run(choice.reports(), EnumSet.allOf(Kind.class));
      return new Result(
          created,
          imported,
          unpacked.records().leftOut(),
          unpacked.records().mapped(),
          unpacked.findings().path(),
          report,
          cutover.reconcile(choice.reports()));
    });
  }

  /** Only compares the store with the dump. The exceptions are those of {@link #run}. */
  public Reconciliation reconcile() {
    return inFiles(unpacked -> cutover(unpacked.mapping()).reconcile(choice.reports()));
  }

  private Cutover cutover(Mapping mapping) {
    return new Cutover(ports.cutover(), policy(), mapping, progress);
  }

  private LendingPolicy policy() {
    return ports.inquiries().policy(tenant.id());
  }

  /** A dump as files. */
  private record Unpacked(
      Path directory,
      KohaTables tables,
      KohaExport export,
      KohaRecords records,
      FindingsFile findings,
      Mapping mapping) {}

  private interface Work<T> {
    T of(Unpacked unpacked);
  }

  private <T> T inFiles(Work<T> work) {
    var directory = directory();
    try (var findings =
        FindingsFile.ofRows(
            choice.reports().resolve("records"), LocalDateTime.now(tenant.zone()))) {
      var records = new KohaRecords(directory.resolve("records.xml"), source(), findings);
      KohaTables tables;
      try (records) {
        tables = KohaTables.read(choice.dump(), records);
      }
      var export = new KohaExport(tables, records, directory);
      try (export) {
        export.write(choice.dump());
      }
      var given = choice.mapping();
      if (given == null) {
        Files.writeString(directory.resolve("mapping.yaml"), "preset: " + PRESET + "\n");
      }
      var mapping =
          Mapping.read(given == null ? directory.resolve("mapping.yaml") : given, directory);
      return work.of(new Unpacked(directory, tables, export, records, findings, mapping));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (choice.files() == null) {
        delete(directory);
      }
    }
  }

  private String source() {
    var agency = policy().agencies().get(choice.agency());
    return agency == null ? choice.agency() : agency.isil();
  }

  /** The directory for the files, which only its owner can read. */
  private Path directory() {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    var kept = choice.files();
    try {
      return kept == null
          ? Files.createTempDirectory("samling-koha", owner)
          : Files.createDirectory(kept, owner);
    } catch (FileAlreadyExistsException e) {
      throw new DumpException("%s is there already: name a new directory".formatted(kept), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (var all = Files.walk(directory)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ImportReport importRecords(Unpacked unpacked) {
    return ports
        .imports()
        .load(
            new ImportJob(
                unpacked.directory().resolve("records.xml"),
                tenant.id(),
                source(),
                RecordFormat.MARCXML,
                System.getProperty("user.name"),
                ImportJob.Mode.ANEW),
            new ImportListener() {
              @Override
              public void progress(long bytes, int records) {
                // Rows are what is counted.
              }

              @Override
              public void rejected(ReadResult.Rejected record) {
                unpacked.records().reject(record.ordinal(), record.reason());
              }
            });
  }
}
