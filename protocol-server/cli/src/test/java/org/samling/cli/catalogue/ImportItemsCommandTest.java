package org.samling.cli.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.imports.ImportBatches;
import org.samling.core.imports.ItemRules;
import org.samling.core.organisation.Tenants;
import org.samling.exchange.imports.ItemMappingFile;
import org.samling.library.yaml.YamlException;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.postgres.TestLibrary;
import org.samling.routes.imports.DiskReserve;
import org.samling.routes.imports.ImportService;
import org.samling.testing.Checkout;
import org.samling.testing.SchemaKeys;
import picocli.CommandLine;

/** {@code import --items}: what it says, and what its files may say. */
class ImportItemsCommandTest {

  private static final String MAPPING =
      """
      branches: {MAIN: DK-799700}
      categories: {BK: book}
      default-category: reference
      subfields: {price: []}
      """;

  private static TestLibrary library;
  private static DefaultCamelContext camel;
  private static ImportService service;

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void open() {
    library = new TestLibrary();
    camel = new DefaultCamelContext();
    camel.disableJMX();
    camel.start();
    var store = library.store;
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
    library.close();
  }

  @Test
  void itemsAreCountedAndRefusedOnesListedWithTheirBarcodes() throws IOException {
    var file = file("1", "MAIN", "b1", "BK");
    var other = file("2", "NOWHERE", "b2", "BK");
    var mapping = Files.writeString(directory.resolve("items.yaml"), MAPPING).toString();

    assertThat(
            run(
                "--items",
                "koha952",
                "--items-of",
                "north",
                "--item-mapping",
                mapping,
                file,
                other))
        .isZero();

    assertThat(out.toString())
        .contains(
            "Items: 1 added, 0 changed, 0 unchanged, 1 refused.",
            "1  There is no branch \"NOWHERE\".");
    try (var reports = Files.list(directory.resolve("report"))) {
      var report = reports.toList();
      assertThat(report)
          .singleElement()
          .satisfies(f ->
              assertThat(f.getFileName().toString()).startsWith("refused-items-").endsWith(".csv"));
      assertThat(Files.readAllLines(report.getFirst()))
          .first()
          .isEqualTo("file,record,offset,barcode,reason");
      assertThat(Files.readAllLines(report.getFirst()).get(1))
          .startsWith(other + ",1,")
          .endsWith(",b2,\"There is no branch \"\"NOWHERE\"\".\"");
    }
    assertThat(library.text(library.north, "select category from item where barcode = 'b1'"))
        .isEqualTo("book");
    var batch = library.store.importBatches().latest(null, 2).getLast();
    assertThat(run("show", Long.toString(batch.number()))).isZero();
    assertThat(out.toString()).contains("field 952: 1 added, 0 changed, 0 unchanged, 0 refused");
  }

  @Test
  void whatCantBeMeantIsSaidBeforeAnythingIsRead() throws IOException {
    var file = file("3", "MAIN", "b3", "BK");

    assertThat(run("--items", "koha952", file)).isEqualTo(2);
    assertThat(err.toString()).contains("--items needs a tenant");
    assertThat(run("--items", "koha", "--tenant", "north", file)).isEqualTo(2);
    assertThat(err.toString()).contains("must be none, marc852, koha952 or danmarc096");
    assertThat(run("--items-of", "north", file)).isEqualTo(2);
    assertThat(err.toString()).contains("need --items");
    assertThat(run("--items", "koha952", "--items-of", "nowhere", file)).isEqualTo(2);
    assertThat(err.toString()).contains("there is no tenant \"nowhere\"");
    assertThat(run("--items", "koha952", "--tenant", "north", "--items-of", "south", file))
        .isEqualTo(2);
    assertThat(err.toString()).contains("can't have items of another tenant");
    assertThat(
            library.count(
                null,
                "select count(*) from common_record where source = 'cmd' and control_number = '3'"))
        .isZero();
  }

  @Test
  void mistakeInAMappingIsNamedWithItsLine() throws IOException {
    var mapping =
        Files.writeString(
            directory.resolve("wrong.yaml"),
            "subfields: {barcod: [p]}\nstatuses: {\"1:1\": GONE}\n");

    assertThat(
            catchThrowableOfType(
                    YamlException.class, () -> ItemMappingFile.read(mapping, ItemRules.KOHA952))
                .problems())
        .hasSize(2)
        .anySatisfy(p -> assertThat(p).contains("wrong.yaml:1: subfields.barcod"))
        .anySatisfy(p -> assertThat(p).contains("wrong.yaml:2: statuses"));
  }

  @Test
  void documentedMappingIsOneAndEveryKeyIsDocumented() throws IOException {
    var text = Files.readString(Checkout.file("docs/import.md"));
    Matcher example = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(text);
    assertThat(example.find()).isTrue();
    var file = Files.writeString(directory.resolve("documented.yaml"), example.group(1));

    var rules = ItemMappingFile.read(file, ItemRules.KOHA952);

    assertThat(rules.branches()).isNotEmpty();
    assertThat(SchemaKeys.of(ItemMappingFile.SCHEMA.rules()))
        .extracting(SchemaKeys.Key::path)
        .allSatisfy(path -> assertThat(text).contains("`" + path + "`"));
  }

  private String file(String number, String branch, String barcode, String type)
      throws IOException {
    var record =
        """
        <record><leader>00000nam a2200000 a 4500</leader><controlfield tag="001">%s</controlfield>
        <controlfield tag="003">cmd</controlfield>
        <datafield tag="245" ind1="1" ind2="0"><subfield code="a">Titel</subfield></datafield>
        <datafield tag="952" ind1=" " ind2=" "><subfield code="a">%s</subfield><subfield code="p">%s</subfield>
        <subfield code="y">%s</subfield><subfield code="g">gratis</subfield></datafield></record>
        """
            .formatted(number, branch, barcode, type);
    return Files.writeString(directory.resolve(number + ".xml"), record).toString();
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var line = new CommandLine(new ImportCommand(_ -> new Backend(service)));
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    var all = new ArrayList<String>();
    if (!arguments[0].equals("show")) {
      all.addAll(List.of("--report", directory.resolve("report").toString()));
    }
    all.addAll(List.of(arguments));
    return line.execute(all.toArray(String[]::new));
  }

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
