package org.samling.cli.catalogue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.imports.ImportBatches;
import org.samling.core.organisation.Tenants;
import org.samling.core.search.CatalogueFeed.Present;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.connection.DatabaseSettings;
import org.samling.routes.imports.DiskReserve;
import org.samling.routes.imports.ImportService;
import org.samling.testing.TitledRecords;
import picocli.CommandLine;

/** The command {@code import} on the real store. */
class ImportCommandTest {

  private static TestLibrary library;
  private static DefaultCamelContext camel;
  private static ImportService service;

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void open() {
    library = new TestLibrary();
    camel = startedCamel();
    service = service(camel, library.store);
  }

  @AfterAll
  static void close() throws Exception {
    camel.close();
    library.close();
  }

  @Test
  void everyFileHasALineAndAllOfThemATotal() throws IOException {
    var one = collection("one.xml", "lines");
    var other = fixture("oai.xml");

    assertThat(run("--source", "lines", one.toString(), other.toString())).isZero();

    assertThat(rows())
        .extracting(List::getFirst)
        .containsExactly("file", one.toString(), other.toString(), "total");
    assertThat(rows().getFirst())
        .containsExactly(
            "file",
            "read",
            "accepted",
            "added",
            "changed",
            "unchanged",
            "repaired",
            "rejected",
            "seconds");
    assertThat(rows().get(1).subList(1, 8)).containsExactly("2", "2", "2", "0", "0", "0", "0");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void filesOfADirectoryAreImportedByName() throws IOException {
    Files.createDirectory(directory.resolve("in"));
    var b = collection("in/b.xml", "directory");
    var a = collection("in/a.xml", "directory");
    Files.createDirectory(directory.resolve("in/done"));

    assertThat(run("--source", "directory", directory.resolve("in").toString())).isZero();

    assertThat(rows())
        .extracting(List::getFirst)
        .containsExactly("file", a.toString(), b.toString(), "total");
    assertThat(rows().get(1).subList(3, 6)).isEqualTo(List.of("2", "0", "0"));
    assertThat(rows().get(2).subList(3, 6)).isEqualTo(List.of("0", "0", "2"));
  }

  @Test
  void rejectedRecordsAreReportedWithTheirBytes() throws IOException {
    var file = fixture("defects.xml");

    assertThat(run("--source", "reported", file.toString())).isZero();

    var table = reportFile(".csv");
    var rejected = Integer.parseInt(rows().get(1).get(7));
    var lines = Files.readAllLines(table);
    assertThat(lines).hasSize(1 + rejected).startsWith("file,record,offset,reason");
    assertThat(lines.get(1)).startsWith(file + ",1,");
    assertThat(Files.readString(reportFile(".xml")))
        .startsWith("<collection>\n<record")
        .endsWith("</collection>\n")
        .contains("no-leader", "no tag")
        .doesNotContain("Den gode");
    assertThat(out.toString()).contains("Rejected records: reasons in " + table);
  }

  @Test
  void repairsAreReportedWithTheirRecordAndPlace() throws IOException {
    var file =
        Files.writeString(
            directory.resolve("repaired.xml"),
            """
            <collection><record><leader>00000nam a2200000 i 4500</leader>
            <controlfield tag="001">1</controlfield>
            <datafield tag="245" ind1="0"><subfield code="a">Titel</subfield></datafield>
            </record></collection>
            """);

    assertThat(run("--source", "repaired", "--dry-run", file.toString())).isZero();

    var table = reportFile(".csv");
    assertThat(Files.readAllLines(table))
        .containsExactly(
            "file,record,offset,key,field,occurrence,subfield,kind,before,after",
            file + ",1,12,repaired:1,245,1,,indicators-missing,ind2,");
    assertThat(out.toString())
        .contains(
            "        1  indicators-missing: fewer than two indicators, blanks added",
            "Repairs: 1, listed in " + table);
  }

  @Test
  void rejectedRecordsAreImportedAgainFromTheFileOfTheirFormat() throws IOException {
    assertThat(run("--source", "again", fixture("defects.xml").toString())).isZero();
    var rejected = rows().get(1).get(7);
    var records = Files.move(reportFile(".xml"), directory.resolve("corrected.xml"));

    assertThat(run("--source", "again", records.toString())).isEqualTo(1);

    assertThat(rows().get(1).subList(1, 3)).containsExactly(rejected, "0");
  }

  @Test
  void nothingIsReportedWhereNothingIsRejected() {
    assertThat(run("--source", "sound", fixture("collection.xml").toString())).isZero();

    assertThat(directory.resolve("report")).doesNotExist();
  }

  @Test
  void aFileThatEndsEarlyIsSaidToAndTheNextOneIsRead() throws IOException {
    var broken = fixture("not-well-formed.xml").toString();
    var whole = collection("whole.xml", "whole").toString();

    for (var mode : List.of("--dry-run", "--restart")) {
      assertThat(run("--source", "early", mode, broken, whole)).isEqualTo(1);

      assertThat(err.toString())
          .contains(broken + ": The file ends early, at record 2 (byte ", "line 12, column ")
          .doesNotContain(whole);
      assertThat(rows().get(2).subList(1, 3)).containsExactly("2", "2");
    }
  }

  @Test
  void eachFileSaysInWhichCodingsItWasReadAndUndecidedRecordsAreNamed() throws IOException {
    var latin1 =
        TitledRecords.file(directory, "latin1.mrc", List.of("Små måger på åen", "Vin éce"));
    var marc8 = TitledRecords.file(directory, "marc8.mrc", List.of("S\u00B2rensen"));

    for (var mode : List.of("--dry-run", "--restart")) {
      assertThat(run("--source", "codings", mode, latin1.toString(), marc8.toString())).isZero();

      assertThat(out.toString())
          .contains(
              """
              Codings of %s, with the number of records:
                      1  Latin-1 (Windows-1252): its bytes tell
                      1  Latin-1 (Windows-1252): undecided, read as most of the file

              Codings of %s, with the number of records:
                      1  MARC-8: its bytes tell
              Records with undecided coding: %s
              """
                  .formatted(latin1, marc8, undecided()));
      assertThat(Files.readAllLines(undecided()))
          .containsExactly(
              "file,record,offset,key,coding",
              latin1
                  + ",2,"
                  + TitledRecords.record(1, "Små måger på åen").length
                  + ",codings:2,\"Latin-1 (Windows-1252): undecided, read as most of the file\"");
      Files.delete(undecided());
    }
  }

  @Test
  void theCodingThatIsGivenIsTaken() throws IOException {
    var file = TitledRecords.file(directory, "given.mrc", List.of("S\u00B2rensen")).toString();

    assertThat(run("--source", "given", "--dry-run", "--coding", "latin-1", file)).isZero();
    assertThat(out.toString()).contains("1  Latin-1 (Windows-1252): as the source's setting says");
    assertThat(run("--coding", "ansel", file)).isEqualTo(2);
    assertThat(err.toString())
        .contains("must be auto, hold, utf-8, marc-8 or latin-1, not \"ansel\"");
  }

  private Path undecided() throws IOException {
    try (var files = Files.list(directory.resolve("report"))) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("undecided-codings-"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void dryRunSaysThatNothingWasWritten() throws IOException {
    var file = collection("dry.xml", "dry").toString();

    assertThat(run("--source", "dry", "--dry-run", file)).isZero();
    assertThat(out.toString()).contains("A dry run: nothing was written to the catalogue.");
    assertThat(run("--source", "dry", "--dry-run", file)).isZero();
    assertThat(rows().get(1).get(3)).isEqualTo("2");
  }

  @Test
  void recordsOfATenantAreItsOwn() throws IOException {
    var file = collection("tenant.xml", "tenant").toString();

    assertThat(run("--source", "tenant", "--tenant", "north", file)).isZero();
    assertThat(rows().get(1).get(3)).isEqualTo("2");
    assertThat(run("--source", "tenant", "--tenant", "south", file)).isZero();
    assertThat(rows().get(1).get(3)).isEqualTo("2");
  }

  @Test
  void recordsThatNameNoAgencyAreSpokenOf() {
    assertThat(run(fixture("collection.xml").toString())).isZero();

    assertThat(out.toString())
        .contains(
            "Records without an agency (field 003, danMARC2 001 *b): 1. \"local\" is taken as their agency");
  }

  @Test
  void danmarc2IsKeptAsItCameAndKnownByItsAgencyAndNumber() throws IOException {
    var bytes = Files.readString(fixture("danmarc2.lin")).getBytes(ISO_8859_1);
    var file = Files.write(directory.resolve("danmarc2.lin"), bytes).toString();

    assertThat(run("--source", "870970", file)).isZero();
    assertThat(rows().get(1).subList(1, 8)).containsExactly("3", "3", "3", "0", "0", "0", "0");
    assertThat(out.toString()).doesNotContain("without an agency");
    assertThat(run("--format", "danmarc2-line", file)).isZero();
    assertThat(rows().get(1).subList(1, 8)).containsExactly("3", "3", "0", "0", "3", "0", "0");

    var kept =
        library.store.catalogueFeed().recordsAfter(null, 1_000).stream()
            .filter(Present.class::isInstance)
            .map(Present.class::cast)
            .filter(r -> r.marc() == MarcFormat.DANMARC2)
            .toList();
    assertThat(kept)
        .extracting(r -> r.key().toString())
        .containsExactlyInAnyOrder("870970:20000001", "870970:20000028", "870970:20000036");
    assertThat(kept)
        .flatExtracting(r -> r.content().dataFields("014").flatMap(f -> f.values('a')).toList())
        .as("what a volume is a part of")
        .containsExactly("20000028");
  }

  @Test
  void fileInWhichNothingCanBeReadFailsAndTheNextOneIsRead() throws IOException {
    var text = Files.writeString(directory.resolve("readme.txt"), "Kære bibliotek\n");
    var records = fixture("collection.xml");

    assertThat(run("--source", "text", text.toString(), records.toString())).isEqualTo(1);

    assertThat(err.toString()).contains(text + " has no record that could be loaded.");
    assertThat(rows().get(2).get(2)).isEqualTo("2");
  }

  @Test
  void storeThatFailsEndsTheRun() throws IOException {
    var roles = library.roles;
    var store =
        new PostgresStore(
            DatabaseSettings.of(roles.url(), roles.application(), roles.applicationPassword()),
            TestLibrary.keyring());
    store.close();
    var file = fixture("collection.xml");
    var next = fixture("oai.xml");
    try (var context = startedCamel()) {
      var importing = service(context, store);

      assertThat(run(importing, file.toString(), next.toString())).isEqualTo(1);
    }

    assertThat(err.toString())
        .contains("The store failed (")
        .contains("in the import of " + file + ". Nothing was written.")
        .contains(next + " was not read.");
    assertThat(rows().get(1).subList(1, 4)).containsExactly("0", "0", "0");
  }

  @Test
  void importsAreListedShownAndUndone() throws IOException {
    var file = collection("batch.xml", "batch").toString();
    assertThat(run("--tenant", "south", "--source", "batch", file)).isZero();

    assertThat(run("list", "--tenant", "south")).isZero();
    assertThat(out.toString()).contains("done").contains(file);
    var number = rows().get(1).get(1);
    assertThat(run("show", "--tenant", "south", number)).isZero();
    assertThat(out.toString())
        .contains("import         " + number + ", of records of south")
        .contains("accepted       2: 2 added, 0 changed, 0 unchanged")
        .contains("undone         no");
    assertThat(run("undo", "--tenant", "south", number)).isZero();
    assertThat(out.toString())
        .contains("Records restored to their earlier version: 0, removed: 2, unchanged: 0.");
    assertThat(run("show", "--tenant", "south", number)).isZero();
    assertThat(out.toString()).contains("undone         records restored: 0, removed: 2");
    assertThat(run("resume", "--tenant", "south", number)).isEqualTo(2);
    assertThat(err.toString()).contains("is undone; there is nothing to resume");
  }

  @Test
  void importOfOthersIsNotFound() throws IOException {
    assertThat(run("--tenant", "south", collection("others.xml", "others").toString())).isZero();
    assertThat(run("list", "--tenant", "south")).isZero();
    var number = rows().get(1).get(1);

    assertThat(run("show", "--tenant", "north", number)).isEqualTo(2);
    assertThat(err.toString()).contains("there is no import " + number + " of records of north");
    assertThat(run("undo", number)).isEqualTo(2);
    assertThat(err.toString()).contains("there is no import " + number + " of common records");
  }

  @Test
  void unknownTenantIsAnsweredWithThoseThatExist() {
    assertThat(run("--tenant", "nowhere", fixture("collection.xml").toString())).isEqualTo(2);

    assertThat(err.toString()).contains("there is no tenant \"nowhere\"; there are: north, south");
  }

  @Test
  void wrongUsageIsSaidBeforeAnythingIsOpened() {
    assertThat(run(directory.resolve("none.mrc").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no file " + directory.resolve("none.mrc"));
    assertThat(run("--format", "danmarc", fixture("collection.xml").toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "must be auto, marc21, marcxml, marc-in-json, marc-mnemonic, aleph-sequential, danmarc2, danmarc2-line, danmarc2-xml, unimarc or unimarc-xml, not \"danmarc\"");
    assertThat(run("--source", "a:b", fixture("collection.xml").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("may not contain a colon");
    assertThat(run()).isEqualTo(2);
  }

  private static ImportService service(DefaultCamelContext context, PostgresStore store) {
    return new ImportService(
        context,
        new MarcRecordReader(),
        new MarcRecordRenderer(),
        store.importBatches(),
        store.importReviews(),
        store.itemRegister(),
        store.inquiries(),
        DiskReserve.UNSEEN);
  }

  private static DefaultCamelContext startedCamel() {
    var context = new DefaultCamelContext();
    context.disableJMX();
    context.start();
    return context;
  }

  private int run(String... arguments) {
    return run(service, arguments);
  }

  private int run(ImportService importing, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var line = new CommandLine(new ImportCommand(_ -> new Backend(importing)));
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    var all = new ArrayList<>(List.of("--report", directory.resolve("report").toString()));
    all.addAll(List.of(arguments));
    return line.execute(all.toArray(String[]::new));
  }

  /** The table, each row as its fields. */
  private List<List<String>> rows() {
    return out.toString()
        .lines()
        .takeWhile(l -> !l.isEmpty() && !l.startsWith("A dry run"))
        .map(l -> List.of(l.split(" +")))
        .toList();
  }

  private Path reportFile(String ending) throws IOException {
    try (var files = Files.list(directory.resolve("report"))) {
      return files.filter(f -> f.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }

  /**
   * The two records of collection.xml, the first one made by an agency that only one test knows.
   */
  private Path collection(String name, String source) throws IOException {
    var text = Files.readString(fixture("collection.xml")).replace("DK-779700", source);
    var file = directory.resolve(name);
    return Files.writeString(file, text);
  }

  private static Path fixture(String name) {
    return Path.of(Objects.requireNonNull(System.getProperty("test-fixtures.dir")), "marc", name);
  }

  /** The store of this test, which outlives each command. */
  private record Backend(ImportService importService) implements ImportBackend {

    @Override
    public Tenants tenants() {
      return library.store.tenants();
    }

    @Override
    public ImportBatches importBatches() {
      return library.store.importBatches();
    }

    @Override
    public void close() {}
  }
}
