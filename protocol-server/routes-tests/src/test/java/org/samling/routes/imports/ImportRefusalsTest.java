package org.samling.routes.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.organisation.TenantId;
import org.samling.routes.imports.ImportJob.Mode;
import org.samling.routes.imports.ServedImports.Rejections;
import org.samling.testing.LongRun;

/** What the store refuses of an import, what it does not, and what cataloguers are told of it. */
class ImportRefusalsTest {

  private static ServedImports imports;
  private static int numbers = 60_000_000;

  @TempDir private Path directory;

  @BeforeAll
  static void open() {
    imports = new ServedImports();
  }

  @AfterAll
  static void close() throws Exception {
    imports.close();
  }

  private static List<String> records(int head) {
    return List.of(
        danish(head, "004 00 *rn*ah", "021 00 *a9788702000016", "245 00 *aHavets bog"),
        danish(
            head + 1,
            "004 00 *rn*ab",
            "014 00 *a" + head,
            "021 00 *a9788702000023",
            "022 00 *a0105-2322",
            "245 00 *g1*aKlit"));
  }

  private static String danish(int number, String... lines) {
    return "001 00 *a%d*b775100%n%s%n$%n".formatted(number, String.join("\n", lines));
  }

  private static int next() {
    numbers += 10;
    return numbers;
  }

  private Path file(String... records) {
    try {
      return Files.writeString(
          Files.createTempFile(directory, "own", ".lin"),
          String.join("", records),
          StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ImportReport load(@Nullable TenantId tenant, Mode mode, String... records) {
    var rejections = new Rejections();
    var report =
        imports.load(
            new ImportJob(file(records), tenant, "775100", null, "test", mode), rejections);
    assertThat(rejections.records).extracting(ReadResult.Rejected::reason).isEmpty();
    return report;
  }

  private static List<String> numbersOf(TenantId tenant, int number) {
    return imports.library.texts(
        tenant,
        "select value from local_record_number n join local_record r on r.tenant_id = n.tenant_id and r.id = n.record_id where control_number = '%d' order by value"
            .formatted(number));
  }

  private enum Order {
    HEAD_FIRST,
    VOLUME_FIRST,
    TOGETHER
  }

  @ParameterizedTest
  @EnumSource
  void ownVolumeWithAnIsbnIsTakenWhereverItsHeadIs(Order order) {
    var head = next();
    var records = records(head);
    var north = imports.library.north;
    var files =
        switch (order) {
          case HEAD_FIRST -> List.of(records.getFirst(), records.getLast());
          case VOLUME_FIRST -> List.of(records.getLast(), records.getFirst());
          case TOGETHER -> List.of(String.join("", records));
        };
    for (var file : files) {
      var tried = load(north, Mode.DRY_RUN, file);
      assertThat(load(north, Mode.GO_ON, file).put()).isEqualTo(tried.put());
    }
    assertThat(numbersOf(north, head + 1)).containsExactly("isbn:9788702000023", "issn:01052322");
    assertThat(
            imports.library.text(
                north,
                "select title from local_record where control_number = '%d'".formatted(head + 1)))
        .isEqualTo("Havets bog. 1, Klit");

    load(north, Mode.GO_ON, records.getLast().replace("9788702000023", "9788702000030"));
    assertThat(numbersOf(north, head + 1)).containsExactly("isbn:9788702000030", "issn:01052322");
  }

  @Test
  void layerIsNumberedByWhatItIsShownBy() {
    var number = next();
    load(
        null,
        Mode.GO_ON,
        "001 00 *a%d*b870970%n004 00 *rn*ae%n021 00 *a9788702000047%n245 00 *aBog%n$%n"
            .formatted(number));
    var north = imports.library.north;
    var layer = danish(number, "004 00 *rn*ae", "022 00 *a0105-2322", "631 00 *ahavne");
    load(north, Mode.GO_ON, layer);
    assertThat(numbersOf(north, number)).containsExactly("isbn:9788702000047", "issn:01052322");
    load(north, Mode.GO_ON, layer.replace("havne", "klitter"));
    assertThat(numbersOf(north, number)).containsExactly("isbn:9788702000047", "issn:01052322");
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 3_000, 20_000})
  void whatCantBeTheNumberOfARecordAboveIsPassedOver(int length) {
    var number = next();
    var text = new StringBuilder();
    for (var i = 0; text.length() < length; i++) {
      text.append(Integer.toHexString(i * 0x9E3779B1));
    }
    var volume = danish(number, "004 00 *rn*ab", "014 00 *a" + text, "245 00 *g1*aKlit");
    assertThat(load(null, Mode.GO_ON, volume).put()).isEqualTo(new PutCounts(1, 0, 0));
  }

  /** Has a character that the store can't keep in the leader of the second record. */
  private static final class Spoiling implements RecordReader {

    @Override
    public Iterator<ReadResult> read(InputStream in, Options options) {
      var results = new ArrayList<ReadResult>();
      ServedImports.MARC.read(in, options).forEachRemaining(r -> results.add(spoiled(r)));
      return results.iterator();
    }

    private static ReadResult spoiled(ReadResult result) {
      if (!(result instanceof ReadResult.Accepted accepted) || accepted.ordinal() != 2) {
        return result;
      }
      var record = accepted.record();
      return new ReadResult.Accepted(
          accepted.offset(),
          accepted.ordinal(),
          new CatalogueRecord(
              record.key(),
              record.format(),
              record.original(),
              new MarcContent("\0".repeat(24), record.content().fields()),
              record.brief()),
          List.of(),
          accepted.coding());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DRY_RUN", "GO_ON"})
  void dryRunTellsWhatTheRealRunRefusesAndNeitherNamesATable(Mode mode) {
    var file = ImportFiles.file(directory, "spoiled.mrc", ImportFiles.records("spoiled" + mode, 3));
    var rejections = new Rejections();
    var report =
        imports
            .service(new Spoiling())
            .load(new ImportJob(file, null, "spoiled", null, "test", mode), rejections);

    assertThat(report.put()).isEqualTo(new PutCounts(2, 0, 0));
    assertThat(report.rejected()).isOne();
    assertThat(rejections.records)
        .singleElement()
        .satisfies(rejected -> {
          assertThat(rejected.ordinal()).isEqualTo(2);
          assertThat(rejected.reason())
              .isEqualTo(
                  "The store refused the record. It contains a character that can't be stored.");
        });
  }

  /** What spoils a text, in the ways of the formats. */
  private static final List<String> SPOILERS =
      List.of(
          "\0",
          "\u001B(B",
          "\\u0000",
          "\\ud800",
          "\\udc00\\ud800",
          "@0000",
          "@D800",
          "@DC00@D800",
          "&#xFFFF;",
          "\u00ED\u00A0\u0080",
          "\u00FF",
          "\u0088",
          " ".repeat(40));

  private static final String JSON =
      """
      {"leader": "00000nam a2200000   4500", "fields": [{"001": "json1"}, {"020": {"ind1": " ", "ind2": " ",
       "subfields": [{"a": "9788702000016"}]}}, {"245": {"ind1": "0", "ind2": "0", "subfields": [{"a": "Titel"}]}}]}
      """;

  private static Stream<String> files() throws IOException {
    var files = new ArrayList<String>();
    files.add(JSON.strip());
    for (var name :
        List.of("danish.marc", "marc8.marc", "collection.xml", "marcxchange.xml", "danmarc2.lin")) {
      files.add(
          new String(Files.readAllBytes(ImportFiles.fixture(name)), StandardCharsets.ISO_8859_1));
    }
    return files.stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatAReaderTakesTheStoreKeeps(String whole) {
    var random = new Random(whole.hashCode());
    var refused = new Rejections();
    for (var i = 0; i < LongRun.times(30, 1_000); i++) {
      var text = new StringBuilder(whole);
      for (var spoilt = 0; spoilt <= random.nextInt(3); spoilt++) {
        var spoiler = SPOILERS.get(random.nextInt(SPOILERS.size()));
        var at = random.nextInt(text.length());
        text.replace(at, at + (random.nextBoolean() ? 0 : spoiler.length()), spoiler);
      }
      imports.load(
          new ImportJob(file(text.toString()), null, "spoilt", null, "test", Mode.DRY_RUN),
          refused);
    }
    assertThat(refused.records)
        .extracting(ReadResult.Rejected::reason)
        .noneMatch(reason -> reason.startsWith("The store"));
  }
}
