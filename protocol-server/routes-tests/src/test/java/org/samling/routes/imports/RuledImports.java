package org.samling.routes.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportRules.OnAmbiguous;
import org.samling.core.imports.ImportRules.OnMatch;
import org.samling.core.imports.MatchPoint;
import org.samling.core.imports.MatchRule;
import org.samling.core.imports.Overlay.Decision;
import org.samling.core.organisation.TenantId;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.postgres.TestLibrary;
import org.samling.routes.imports.ImportJob.Mode;

/** Imports by rules, on the real store. */
abstract class RuledImports {

  private static final Pattern SUBFIELDS = Pattern.compile(" (?=[a-z] )");
  static final ImportRules BY_ISBN = by(MatchPoint.ISBN);

  static TestLibrary library;
  private static DefaultCamelContext camel;
  static ImportService service;
  private static int files;

  @TempDir Path directory;

  final List<Told> told = new ArrayList<>();
  final List<ReadResult.Rejected> rejected = new ArrayList<>();

  record Told(String key, Decision decision) {}

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

  static ImportRules by(MatchPoint... points) {
    return new ImportRules(
        Stream.of(points).map(MatchRule::by).toList(),
        OnMatch.REPLACE,
        OnAmbiguous.ADD,
        List.of(),
        false);
  }

  static ImportRules merging(List<String> protect, List<String> addOnly) {
    return new ImportRules.Written(
            List.of("isbn"), "merge", "add", protect, addOnly, List.of(), false)
        .rules();
  }

  ImportReport load(ImportRules rules, String... records) {
    return load(rules, null, xml(records));
  }

  ImportReport load(ImportRules rules, Path file) {
    return load(rules, null, file);
  }

  ImportReport load(ImportRules rules, @Nullable TenantId tenant, Path file) {
    return service.load(
        new ImportJob(file, tenant, "local", null, "test", Mode.GO_ON, null, rules), new Hearing());
  }

  static ImportBatch latest(@Nullable TenantId tenant) {
    return library.store.importBatches().latest(tenant, 1).getFirst();
  }

  static String keys(String... sources) {
    return common("source || ':' || control_number", " ", sources);
  }

  static String titles(String... sources) {
    return library.text(
        library.north,
        "select string_agg(title, '|' order by array_position(array[%s], source), control_number desc) from common_record where source in (%s)"
            .formatted(quoted(sources), quoted(sources)));
  }

  /** The fields from 020 on with their first subfield $a, but the number in 020. */
  static String fields(String source) {
    return library.text(
        library.north,
        """
        select string_agg(f ->> 0 || case f ->> 0 when '020' then '' else ' ' || (f ->> 3) end, ',' order by n)
        from common_record, jsonb_array_elements(content) with ordinality e (f, n)
        where source = '%s' and jsonb_typeof(f) = 'array' and f ->> 0 >= '020'\
        """
            .formatted(source));
  }

  static String original(String source) {
    return common("encode(original, 'hex')", " ", source);
  }

  static String common(String what, String between, String... sources) {
    return library.text(
        library.north,
        "select string_agg(%s, '%s' order by source, control_number) from common_record where source in (%s)"
            .formatted(what, between, quoted(sources)));
  }

  static String quoted(String... sources) {
    return "'" + String.join("', '", sources) + "'";
  }

  /** The ISBN with a number, with its check digit. */
  static String isbn(int number) {
    var digits = "9788799%05d".formatted(number);
    var sum = 0;
    for (var i = 0; i < 12; i++) {
      sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return digits + (10 - sum % 10) % 10;
  }

  /**
   * A record of MARC 21 in XML.
   *
   * @param key its agency and number
   * @param fields a tag and codes with their texts: {@code 245 a Titel}; 000 with leader/05 to 07
   *     and 19
   */
  static String marc(String key, String... fields) {
    var leader = "00000nam a2200000   4500";
    var xml = new StringBuilder();
    var parts = RecordKey.parse(key);
    xml.append("<controlfield tag=\"001\">%s</controlfield>".formatted(parts.number()));
    xml.append("<controlfield tag=\"003\">%s</controlfield>".formatted(parts.source()));
    for (var field : fields) {
      var tag = field.substring(0, 3);
      if (tag.equals("000")) {
        leader = "00000" + field.substring(4, 7) + " a2200000  " + field.charAt(8) + "4500";
        continue;
      }
      xml.append("<datafield tag=\"%s\" ind1=\" \" ind2=\" \">".formatted(tag));
      for (var subfield : SUBFIELDS.splitAsStream(field.substring(4)).toList()) {
        xml.append(
            "<subfield code=\"%s\">%s</subfield>"
                .formatted(subfield.charAt(0), subfield.substring(2)));
      }
      xml.append("</datafield>");
    }
    return "<record><leader>" + leader + "</leader>" + xml + "</record>";
  }

  Path xml(String... records) {
    return write("rules%d.xml", "<collection>" + String.join("\n", records) + "</collection>");
  }

  /** A record of danMARC2 in lines. */
  Path danmarc(String agency, String number, String... fields) {
    return write(
        "rules%d.lin",
        "001 00 *a%s*b%s\n004 00 *rn*ae\n%s\n$\n"
            .formatted(number, agency, String.join("\n", fields)));
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(
          directory.resolve(name.formatted(++files)), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static class Ignoring implements ImportListener {
    @Override
    public void progress(long bytes, int records) {}

    @Override
    public void rejected(ReadResult.Rejected record) {}
  }

  static final class Ending extends Ignoring {
    @Override
    public void progress(long bytes, int records) {
      if (records >= 1_000) {
        throw new IllegalStateException("enough");
      }
    }
  }

  final class Hearing extends Ignoring {
    @Override
    public void rejected(ReadResult.Rejected record) {
      rejected.add(record);
    }

    @Override
    public void judged(ReadResult.Accepted record, Decision decision) {
      told.add(new Told(record.record().key().toString(), decision));
    }
  }
}
