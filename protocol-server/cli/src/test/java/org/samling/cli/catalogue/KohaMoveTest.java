package org.samling.cli.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.TenantCommands;
import org.samling.cli.operator.CutoverCommand;
import org.samling.core.imports.ImportBatches;
import org.samling.core.organisation.Tenants;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.postgres.TestLibrary;
import org.samling.routes.imports.DiskReserve;
import org.samling.routes.imports.ImportService;
import org.samling.testing.Checkout;
import picocli.CommandLine;

/** A library that moves in from Koha, by the commands in their order: records, then all else. */
class KohaMoveTest {

  private static final String RECORD_OF =
      """
      select l.title from item i join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      where barcode = '%s'
      """;

  private static final String HARBOUR = "Havnens historie : fra 1850";

  @TempDir private Path directory;

  private TestLibrary library;
  private DefaultCamelContext camel;
  private ImportService imports;

  @BeforeEach
  void open() throws IOException {
    library = new TestLibrary();
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
    try (var files = Files.list(Checkout.file("test-fixtures/cutover/koha"))) {
      for (var file : files.toList()) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
    }
  }

  @AfterEach
  void close() throws IOException {
    camel.close();
    library.close();
  }

  private String path(String file) {
    return directory.resolve(file).toString();
  }

  private void replace(String file, String old, String text) {
    try {
      var before = Files.readString(directory.resolve(file));
      assertThat(before).contains(old);
      Files.writeString(directory.resolve(file), before.replace(old, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void importRecords(String... options) {
    var said = new StringWriter();
    var line = new CommandLine(new ImportCommand(_ -> new Backend(library, imports)));
    line.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
    var all = new ArrayList<>(List.of("--tenant", "north", "--report", path("import-report")));
    all.addAll(List.of(options));
    all.add(path("records.xml"));
    assertThat(line.execute(all.toArray(String[]::new))).as(said.toString()).isZero();
  }

  private void importRecordsAndItems() {
    importRecords("--items", "koha952", "--item-mapping", path("items.yaml"));
  }

  private String cutover(int code, TenantCommand step) {
    return TenantCommands.run(
        code, step, library.store, path("mapping.yaml"), "--report", path("report"));
  }

  private String titleOf(String barcode) {
    return library.text(library.north, RECORD_OF.formatted(barcode));
  }

  private long records() {
    return library.count(library.north, "select count(*) from local_record");
  }

  private List<String> differences() {
    try (var files = Files.list(directory.resolve("report"))) {
      var lines = new ArrayList<String>();
      for (var file :
          files.filter(f -> f.getFileName().toString().startsWith("differences")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void itemsStayOnTheirRecordsAllTheWay() throws Exception {
    importRecordsAndItems();
    assertThat(cutover(0, new CutoverCommand.Check())).doesNotContain("brief");
    var said = cutover(0, new CutoverCommand.Run());
    assertThat(said).containsPattern("items +3 +1 +0 +0 +3 +0").doesNotContain("brief");
    assertThat(cutover(0, new CutoverCommand.Reconcile()))
        .contains("The store agrees with the export.");

    assertThat(records()).isEqualTo(2);
    assertThat(titleOf("KB21")).isEqualTo(HARBOUR);
    assertThat(titleOf("KB22")).isEqualTo(HARBOUR);
    assertThat(titleOf("KB23")).isEqualTo("Tabt");
  }

  @Test
  void itemIsPutOnTheRecordThatHasItsNumberInAFieldOfItsOwn() {
    importRecords();
    assertThat(cutover(0, new CutoverCommand.Run()))
        .containsPattern("items +3 +1 +3 ")
        .doesNotContain("brief");
    assertThat(titleOf("KB21")).isEqualTo(HARBOUR);
    assertThat(titleOf("KB23")).as("koha:8 is the number of another").isEqualTo("Tabt");
    assertThat(cutover(0, new CutoverCommand.Reconcile()))
        .contains("The store agrees with the export.");
  }

  @Test
  void itemThatIsThereKeepsItsRecordWhateverTheExportNames() {
    importRecordsAndItems();
    replace("mapping.yaml", "preset: koha", "preset: koha\nrecord-field: 998$z");

    assertThat(cutover(0, new CutoverCommand.Run()))
        .containsPattern("2 +items.record-number: the catalogue has no such record; the item keeps")
        .containsPattern(
            "1 +items.record-number: the item belongs to another record here, and stays there")
        .doesNotContain("brief");
    assertThat(records()).isEqualTo(2);
    assertThat(titleOf("KB21")).isEqualTo(HARBOUR);
    assertThat(titleOf("KB23")).as("koha:8 is there, and is another").isEqualTo("Tabt");
    cutover(1, new CutoverCommand.Reconcile());
    assertThat(differences())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("item,KB23,record,koha:8,"));
  }

  @Test
  void recordsAreComparedByTheirTitlesWhereTheirNumbersAreNotKnown() {
    replace("records.xml", "<controlfield tag=\"001\">8<", "<controlfield tag=\"001\">own-1<");
    importRecordsAndItems();
    replace("mapping.yaml", "preset: koha", "preset: koha\nrecord-field: 998$z");
    cutover(0, new CutoverCommand.Run());
    assertThat(cutover(0, new CutoverCommand.Reconcile()))
        .contains("The store agrees with the export.");

    replace("items.csv", "23,8,,Tabt,", "23,8,,Fundet,");
    cutover(1, new CutoverCommand.Reconcile());
    assertThat(differences()).contains("item,KB23,title,Fundet,Tabt");
  }

  @Test
  void itemOnABriefRecordIsPutOnTheRealOneWhenThatIsThere() {
    var briefly =
        TenantCommands.run(
            new CutoverCommand.Run(),
            library.store,
            path("mapping.yaml"),
            "--only",
            "patrons,items",
            "--report",
            path("report"));
    assertThat(briefly).contains("a brief one is created");
    importRecords();
    cutover(1, new CutoverCommand.Reconcile());
    assertThat(differences()).anyMatch(line -> line.startsWith("item,KB21,record,koha:8,cutover:"));

    assertThat(cutover(0, new CutoverCommand.Run())).doesNotContain("brief");
    assertThat(titleOf("KB21")).isEqualTo(HARBOUR);
    assertThat(cutover(0, new CutoverCommand.Reconcile()))
        .contains("The store agrees with the export.");
  }

  @Test
  void ofSeveralRecordsWithOneNumberNoneIsTaken() {
    replace("records.xml", "<subfield code=\"c\">7<", "<subfield code=\"c\">8<");
    importRecords();
    assertThat(cutover(0, new CutoverCommand.Run()))
        .contains("several records of the catalogue have this number; none is taken")
        .contains("a brief one is created");
    assertThat(titleOf("KB23")).isEqualTo("Tabt");
    assertThat(records()).as("with brief ones for 7 and 8").isEqualTo(4);
  }

  private record Backend(TestLibrary library, ImportService importService)
      implements ImportBackend {

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
