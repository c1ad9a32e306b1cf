package org.samling.cli.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.imports.ImportBatches;
import org.samling.core.organisation.Tenants;
import org.samling.core.search.Query;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.routes.imports.DiskReserve;
import org.samling.routes.imports.ImportService;
import org.samling.server.TestServer;
import picocli.CommandLine;

/** The command {@code fetch-record}, of which another Samling is the target. */
class FetchRecordCommandTest {

  private static TestServer target;
  private static TestServer own;
  private static DefaultCamelContext camel;
  private static ImportService service;

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void open() {
    target = TestServer.rested();
    target.put(
        null,
        List.of(
            record("far:1", "Livø rundt", 1999),
            record("far:2", "Livø på kryds", 2010),
            record("far:3", "Hjelm", 1980)));
    own = new TestServer();
    camel = new DefaultCamelContext();
    camel.disableJMX();
    camel.start();
    var store = own.library.store;
    service =
        new ImportService(
            camel,
            new MarcRecordReader(),
            new MarcRecordRenderer(),
            store.importBatches(),
            store.importReviews(),
            store.itemRegister(),
            store.inquiries(),
            DiskReserve.UNSEEN);
  }

  @AfterAll
  static void close() throws Exception {
    camel.close();
    own.close();
    target.close();
  }

  private static CatalogueRecord record(String key, String title, int year) {
    return new CatalogueRecord(
        RecordKey.parse(key),
        RecordFormat.MARC21,
        Bytes.of(UUID.randomUUID().toString().getBytes(UTF_8)),
        new MarcContent(
            "00000nam a2200000 a 4500",
            List.of(
                new ControlField("001", RecordKey.parse(key).number()),
                new ControlField("003", RecordKey.parse(key).source()),
                new ControlField("008", "260101s%d    dk            000 0 dan d".formatted(year)),
                new DataField("245", '1', '0', List.of(new Subfield('a', title))),
                new DataField(
                    "260", ' ', ' ', List.of(new Subfield('c', Integer.toString(year)))))),
        new BriefRecord(title, null, null, List.of()));
  }

  private static String address() {
    return "127.0.0.1:%d/all".formatted(target.listeners.z3950Port());
  }

  private int run(String... arguments) {
    var line = new CommandLine(new FetchRecordCommand(_ -> new Backend()));
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    var all = new ArrayList<>(List.of("--report", directory.resolve("report").toString()));
    all.addAll(List.of(arguments));
    return line.execute(all.toArray(String[]::new));
  }

  private record Backend() implements ImportBackend {
    @Override
    public Tenants tenants() {
      return own.library.store.tenants();
    }

    @Override
    public ImportService importService() {
      return service;
    }

    @Override
    public ImportBatches importBatches() {
      return own.library.store.importBatches();
    }

    @Override
    public void close() {
      // The test's, which outlives the command.
    }
  }

  private static long here(String title) {
    own.index.catchUp();
    var scope = new SearchScope.OfTenant(own.library.north);
    try (var found = own.index.search(scope, Query.Term.words(SearchField.TITLE, title))) {
      return found.count();
    }
  }

  @Test
  void recordsAreShownWithTheirNumbers() {
    assertThat(run(address(), "title=livø and year<2005")).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains(": 1 records, of which 1 to 1:")
        .contains("     1  Livø rundt | 1999 | far:1")
        .contains("--take 1");
  }

  @Test
  void nothingFoundIsSaidAndNothingElse() {
    assertThat(run(address(), "title=atlantis")).isZero();
    assertThat(out.toString().strip()).endsWith(": 0 records");
  }

  @Test
  void chosenRecordIsTakenIntoTheTenantsCatalogue() {
    assertThat(run("--take", "1", "--tenant", "north", address(), "title=hjelm"))
        .as(err.toString())
        .isZero();
    assertThat(here("hjelm")).isEqualTo(1);
  }

  @Test
  void dryRunTakesNothing() {
    assertThat(run("--take", "all", "--dry-run", "--tenant", "north", address(), "title=livø"))
        .isZero();
    assertThat(out.toString()).contains("A dry run");
    assertThat(here("livø rundt")).isZero();
  }

  @Test
  void recordsAreSavedAsTheyCame() throws IOException {
    var file = directory.resolve("saved.mrc");
    assertThat(run("--save", file.toString(), address(), "title=livø")).isZero();
    var records =
        new MarcRecordReader()
            .read(Files.newInputStream(file), new RecordReader.Options(null, "x", false));
    assertThat(records).toIterable().hasSize(2);
  }

  @Test
  void queryInPqfIsSentAsItIs() {
    assertThat(run("--as", "PQF", address(), "@attr 1=4 @attr 5=1 hje")).isZero();
    assertThat(out.toString()).contains("Hjelm");
  }

  @Test
  void targetsOfTheConfigurationHaveNames() throws IOException {
    var config = directory.resolve("samling.yaml");
    Files.writeString(
        config,
        """
        remote:
          targets:
            - {name: far, address: "%s", source: DK-820010}
        """
            .formatted(address()));
    assertThat(run("--config", config.toString(), "far", "title=hjelm"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("far: 1 records", "Hjelm");
  }

  @Test
  void whatTheTargetRefusesIsShown() {
    assertThat(run("--as", "PQF", address(), "@attr 1=9999 x")).isEqualTo(1);
    assertThat(err.toString()).contains("Unsupported Use attribute", "9999", "114");
  }

  @Test
  void targetThatIsNotThereIsNamed() {
    assertThat(run("127.0.0.1:1/x", "title=hjelm")).isEqualTo(1);
    assertThat(err.toString()).contains("127.0.0.1:1/x: Connect failed");
  }

  @Test
  void wordThatIsNoTargetIsExplained() {
    assertThat(run("nowhere", "title=hjelm")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "\"nowhere\" is not the address of a target", "Targets of the configuration: none");
  }

  @Test
  void numberThatWasNotShownIsRefused() {
    assertThat(run("--take", "7", address(), "title=hjelm")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no record 7 among those shown");
    assertThat(run("--take", "one", address(), "title=hjelm")).isEqualTo(2);
  }
}
