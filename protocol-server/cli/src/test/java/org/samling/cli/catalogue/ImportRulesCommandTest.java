package org.samling.cli.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.imports.ImportBatches;
import org.samling.core.organisation.Tenants;
import org.samling.library.config.WrittenImportRules;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.postgres.TestLibrary;
import org.samling.routes.imports.DiskReserve;
import org.samling.routes.imports.ImportService;
import org.samling.testing.Checkout;
import org.samling.testing.SchemaKeys;
import picocli.CommandLine;

/** The options of {@code import} that say what records are known by, on the real store. */
class ImportRulesCommandTest {

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
  void dryRunTellsMatchesAndTheImportItselfDoesTheSame() throws IOException {
    assertThat(run(file("own", "9788799000012", "Vores"))).isZero();
    var national = file("nat", "9788799000012", "Deres");

    assertThat(run("--dry-run", "--match", "isbn", national)).isZero();
    assertThat(out.toString())
        .contains("A dry run: nothing was written")
        .contains("Rules: 1 matched by another number, 0 kept as they were")
        .contains("Details: ");
    assertThat(matches())
        .containsExactly(
            "file,record,offset,key,result,others,reason",
            national
                + ",1,0,nat:1,matched,own:1,It has the isbn of own:1; it replaces that record.");
    assertThat(run("--match", "isbn", "--on-match", "merge", "--protect", "59X", national))
        .isZero();

    assertThat(
            library.texts(
                library.north,
                "select source || ' ' || title || ' ' || (content::text like '%Vores note%') from common_record where '9788799000012' = any (isbns)"))
        .containsExactly("nat Deres true");
    assertThat(run("list")).isZero();
    var number = out.toString().lines().toList().get(1).strip().replaceAll(" .*", "");
    assertThat(run("show", number)).isZero();
    assertThat(out.toString())
        .contains(
            "rules          match control-number, isbn; on match merge; ambiguous add; overlay 59X=protect")
        .contains("by the rules   1 matched by another number");
  }

  @Test
  void rulesAreReadFromAFileAndOptionsCountMore() throws IOException {
    assertThat(run(file("file", "9788799000029", "Vores"))).isZero();
    var rules =
        Files.writeString(
            directory.resolve("rules.yaml"), "match: [control-number, isbn]\non-match: replace\n");

    assertThat(
            run(
                "--rules",
                rules.toString(),
                "--on-match",
                "keep",
                file("more", "9788799000029", "Deres")))
        .isZero();

    assertThat(out.toString()).contains("1 matched by another number, 1 kept as they were");
  }

  @Test
  void rulesThatDoNotGoTogetherAreSaidBeforeAnythingIsRead() throws IOException {
    var file = file("wrong", "9788799000036", "Titel");

    assertThat(run("--match", "title", file)).isEqualTo(2);
    assertThat(err.toString())
        .contains("match must be control-number, isbn, issn, faust, or a field as 035$a")
        .contains("not \"title\"");
    assertThat(run("--match", "isbn,control-number", file)).isEqualTo(2);
    assertThat(err.toString()).contains("control-number counts before all others");
    assertThat(run("--protect", "590", file)).isEqualTo(2);
    assertThat(err.toString()).contains("only where records are merged");
    assertThat(run("--on-match", "merge", "--protect", "00X", file)).isEqualTo(2);
    assertThat(err.toString()).contains("takes in field 00");
    assertThat(run("--on-match", "merge", "--protect", "59", file)).isEqualTo(2);
    assertThat(err.toString()).contains("a field is named as 856, d08, 59X or 9XX");
    assertThat(run("--on-match", "drop", file)).isEqualTo(2);
    assertThat(err.toString()).contains("on-match can't be \"drop\"");
  }

  @Test
  void documentedRulesAreRulesAndEveryKeyIsDocumented() throws IOException {
    var text = Files.readString(Checkout.file("docs/import.md"));
    var example = Pattern.compile("(?s)```yaml\n(match: .*?)```").matcher(text);
    assertThat(example.find()).isTrue();
    var file = Files.writeString(directory.resolve("documented.yaml"), example.group(1));

    assertThat(WrittenImportRules.read(file).rules().overlay()).isNotEmpty();
    assertThat(SchemaKeys.of(WrittenImportRules.SCHEMA.rules()))
        .extracting(SchemaKeys.Key::path)
        .allSatisfy(path -> assertThat(text).contains("`" + path + "`"));
  }

  private List<String> matches() throws IOException {
    try (var files = Files.list(directory.resolve("report"))) {
      return Files.readAllLines(
          files
              .filter(f -> f.getFileName().toString().startsWith("matches-"))
              .findFirst()
              .orElseThrow());
    }
  }

  private String file(String agency, String isbn, String title) throws IOException {
    var record =
        """
        <record><leader>00000nam a2200000 a 4500</leader><controlfield tag="001">1</controlfield>
        <controlfield tag="003">%s</controlfield>
        <datafield tag="020" ind1=" " ind2=" "><subfield code="a">%s</subfield></datafield>
        <datafield tag="245" ind1="1" ind2="0"><subfield code="a">%s</subfield></datafield>
        <datafield tag="590" ind1=" " ind2=" "><subfield code="a">%s note</subfield></datafield></record>
        """
            .formatted(agency, isbn, title, title);
    return Files.writeString(directory.resolve(agency + ".xml"), record).toString();
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var line = new CommandLine(new ImportCommand(_ -> new Backend(service)));
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    var all = new ArrayList<>(List.of("--report", directory.resolve("report").toString()));
    all.addAll(List.of(arguments));
    return line.execute(all.toArray(String[]::new));
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
