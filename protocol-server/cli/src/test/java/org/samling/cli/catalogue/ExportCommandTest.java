package org.samling.cli.catalogue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.core.search.CatalogueSearch;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.postgres.TestLibrary;
import org.samling.routes.exports.ExportService;
import org.samling.routes.imports.DiskReserve;
import org.samling.routes.imports.ImportJob;
import org.samling.routes.imports.ImportListener;
import org.samling.routes.imports.ImportService;
import org.samling.search.CommittedIndex;
import org.samling.search.LuceneCatalogue;
import org.samling.search.SearchSettings;
import picocli.CommandLine;

/** The command {@code export} on the real store. */
class ExportCommandTest {

  private TestLibrary library;
  private DefaultCamelContext camel;
  private ImportService imports;
  private ExportService exports;

  @TempDir private Path directory;

  private String since;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void open() {
    library = new TestLibrary();
    since = Instant.now().toString();
    camel = new DefaultCamelContext();
    camel.disableJMX();
    camel.start();
    imports =
        new ImportService(
            camel,
            new MarcRecordReader(),
            new MarcRecordRenderer(),
            library.store.importBatches(),
            library.store.importReviews(),
            library.store.itemRegister(),
            library.store.inquiries(),
            DiskReserve.UNSEEN);
    exports = new ExportService(camel, library.store.catalogueCopy(), new MarcRecordRenderer());
  }

  @AfterEach
  void close() throws Exception {
    camel.close();
    library.close();
  }

  @ParameterizedTest
  @CsvSource({
    "marc21, MARC21, collection.xml",
    "marcxml, MARCXML, collection.xml",
    "danmarc2, DANMARC2, danmarc2.lin",
    "danmarc2-line, DANMARC2_LINE, danmarc2.lin",
    "marcxchange, DANMARC2_XML, danmarc2.lin",
    "unimarc, UNIMARC, unimarc.xml",
    "unimarcxchange, UNIMARC_XML, unimarc.xml"
  })
  void importOfAnExportChangesNothingAndItsExportHasTheSameRecordsToTheByte(
      String syntax, RecordFormat format, String fixture) throws IOException {
    load(library.north, fixture(fixture), null);
    var first = directory.resolve("first");
    export("--tenant", "north", "--format", syntax, "--changed-since", since, first);
    var added = load(library.south, first, format);
    assertThat(added.changed() + added.unchanged()).isZero();
    assertThat(added.added()).isGreaterThanOrEqualTo(2);

    var second = directory.resolve("second");
    export("--tenant", "south", "--format", syntax, "--changed-since", since, second);

    assertThat(records(second, format)).isEqualTo(records(first, format)).isNotEmpty();
    assertThat(out.toString()).contains(added.added() + " of them as they came");
    assertThat(load(library.south, second, format)).isEqualTo(new PutCounts(0, 0, added.added()));
  }

  @Test
  void catalogueIsItsTenantsOwnRecordsAndTheCommonOnesItHasItemsOf() throws IOException {
    load(library.north, fixture("collection.xml"), null);
    var north = directory.resolve("north.xml");
    var common = directory.resolve("common.xml");

    export("--tenant", "north", "--format", "marcxml", north);
    assertThat(out.toString()).startsWith("4 records in " + north);
    assertThat(Files.readString(north)).contains("Ærø", "Fanø").endsWith("</collection>\n");
    export("--format", "marcxml", common);
    assertThat(out.toString()).startsWith("2 records in " + common);
  }

  @Test
  void fileIsPackedWhereItsNameSaysSo() throws IOException {
    var file = directory.resolve("all.lin.gz");
    load(library.north, fixture("danmarc2.lin"), null);
    export("--tenant", "north", "--format", "danmarc2-line", "--query", "number=20000001", file);

    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      assertThat(new String(in.readAllBytes(), ISO_8859_1)).startsWith("001 00 ").endsWith("$\n");
    }
  }

  @Test
  void recordsAreChosenByQuery() {
    put("q:1", "Den rene linie");
    put("q:2", "Rene ord for pengene");
    var file = directory.resolve("found.mrc");

    export("--format", "marc21", "--query", "title=rene", file);
    assertThat(out.toString()).startsWith("2 records");
    export("--format", "marc21", "--query", "title adj \"rene ord\" and number=2", file);
    assertThat(out.toString()).startsWith("1 records");
    export("--format", "marc21", "--query", "title=peng* AND any=ord", file);
    assertThat(out.toString()).startsWith("1 records");
    export("--format", "marc21", "--query", "title=rene and number=3", file);
    assertThat(out.toString()).startsWith("0 records");
  }

  @Test
  void indexOfARunningServerIsReadBesideIt() {
    put("q:1", "Den rene linie");
    var path = directory.resolve("index");
    var feed = library.store.catalogueFeed();
    try (var index = LuceneCatalogue.open(path, feed, SearchSettings.DEFAULT)) {
      index.catchUp();
    }
    try (var _ = LuceneCatalogue.open(path, feed, SearchSettings.DEFAULT);
        var committed = CommittedIndex.open(path, feed, SearchSettings.DEFAULT)) {
      assertThat(
              run(
                  committed,
                  "--format",
                  "marc21",
                  "--query",
                  "title=rene",
                  "--output",
                  directory.resolve("found.mrc").toString()))
          .isZero();
    }
    assertThat(out.toString()).startsWith("1 records");
  }

  @Test
  void recordsAreChosenByNumberAndThoseThatAreNoneAreTold() throws IOException {
    put("q:1", "Første");
    put("q:7", "Syvende");
    var numbers = Files.writeString(directory.resolve("numbers.txt"), "q:1\n\n 7 \nq:9\n7\n");
    var file = directory.resolve("numbered.mrc");

    export("--format", "marc21", "--numbers", numbers.toString(), file);

    assertThat(out.toString()).startsWith("2 records").contains("Numbers without a record: 1.");
    assertThat(Files.readString(directory.resolve("numbered.mrc.left-out.csv")))
        .isEqualTo("record,reason\r\nq:9,There is no such record in this catalogue.\r\n");
  }

  @Test
  void recordThatTheFormatCantHoldIsToldOf() throws IOException {
    put("q:1", "Lang ".repeat(3_000));
    put("q:2", "Kort");
    var file = directory.resolve("short.dat");

    export("--format", "danmarc2", file);

    assertThat(Files.readString(directory.resolve("short.dat.left-out.csv")))
        .contains("q:1,", "It is in MARC21 and can't be written as danmarc2");
    assertThat(out.toString())
        .contains("can't be written as danmarc2: ", "Left out, with reasons: ");
  }

  @Test
  void nothingIsLeftOfAnExportThatFails() throws IOException {
    var file = Files.writeString(directory.resolve("kept.mrc"), "before", UTF_8);
    library.store.close();

    assertThat(run(null, "--format", "marc21", "--output", file.toString())).isNotZero();

    assertThat(Files.readString(file)).isEqualTo("before");
    assertThat(directory.resolve("kept.mrc.part")).doesNotExist();
  }

  @Test
  void wrongUsageIsSaid() {
    var file = directory.resolve("none").toString();
    for (var wrong :
        List.of(
            List.of("--format", "marc", "--output", file),
            List.of("--format", "dc"),
            List.of("--format", "dc", "--output", file, "--tenant", "nowhere"),
            List.of("--format", "dc", "--output", file, "--query", "x=1"),
            List.of("--format", "dc", "--output", file, "--query", "title="),
            List.of("--format", "dc", "--output", file, "--query", "title=a title=b"),
            List.of("--format", "dc", "--output", file, "--query", "title<a"),
            List.of("--format", "dc", "--output", file, "--numbers", file),
            List.of(
                "--format", "dc", "--output", file, "--query", "title=a", "--numbers", "pom.xml"),
            List.of("--format", "dc", "--output", file, "--changed-since", "yesterday"))) {
      assertThat(run(null, wrong.toArray(String[]::new))).as(wrong.toString()).isEqualTo(2);
    }
    assertThat(directory.resolve("none")).doesNotExist();
  }

  /** The records of a file as they stand there. */
  private static Map<RecordKey, Bytes> records(Path file, RecordFormat format) throws IOException {
    var records = new HashMap<RecordKey, Bytes>();
    try (var in = Files.newInputStream(file)) {
      new MarcRecordReader()
          .read(in, new RecordReader.Options(format, "local", false))
          .forEachRemaining(result -> {
            var record = ((ReadResult.Accepted) result).record();
            records.put(record.key(), record.original());
          });
    }
    return records;
  }

  private void export(Object... arguments) {
    var all = new ArrayList<String>();
    for (var argument : arguments) {
      if (argument instanceof Path file) {
        all.add("--output");
        all.add(file.toString());
      } else {
        all.add(argument.toString());
      }
    }
    try (var index =
        LuceneCatalogue.open(
            directory.resolve("index"), library.store.catalogueFeed(), SearchSettings.DEFAULT)) {
      index.catchUp();
      assertThat(run(index, all.toArray(String[]::new))).as(err.toString()).isZero();
    }
  }

  private int run(@Nullable CatalogueSearch search, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var line = new CommandLine(new ExportCommand(_ -> new Backend(search)));
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  private void put(String key, String title) {
    library
        .store
        .catalogue()
        .putRecords(null, List.of(TestLibrary.record(RecordKey.parse(key), title)));
  }

  private PutCounts load(TenantId tenant, Path file, @Nullable RecordFormat format) {
    return imports
        .load(
            new ImportJob(file, tenant, "local", format, "test", ImportJob.Mode.ANEW),
            new ImportListener() {
              @Override
              public void progress(long bytes, int records) {}

              @Override
              public void rejected(ReadResult.Rejected record) {
                throw new AssertionError(record.reason());
              }
            })
        .put();
  }

  /** A fixture; one of danMARC2 as such files come, in ISO 8859-1. */
  private Path fixture(String name) throws IOException {
    var file =
        Path.of(Objects.requireNonNull(System.getProperty("test-fixtures.dir")), "marc", name);
    return name.endsWith(".lin")
        ? Files.write(directory.resolve(name), Files.readString(file).getBytes(ISO_8859_1))
        : file;
  }

  /** The store of this test, which outlives each command. */
  private final class Backend implements ExportCommand.Backend {

    private final @Nullable CatalogueSearch search;

    Backend(@Nullable CatalogueSearch search) {
      this.search = search;
    }

    @Override
    public Tenants tenants() {
      return library.store.tenants();
    }

    @Override
    public ExportService exportService() {
      return exports;
    }

    @Override
    public CatalogueSearch search() {
      return Objects.requireNonNull(search);
    }

    @Override
    public void close() {}
  }
}
