package org.samling.marc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.marc.MarcFixture.accepted;
import static org.samling.marc.MarcFixture.ascii;
import static org.samling.marc.MarcFixture.file;
import static org.samling.marc.MarcFixture.join;
import static org.samling.marc.MarcFixture.outcomes;
import static org.samling.marc.MarcFixture.read;
import static org.samling.marc.MarcFixture.records;
import static org.samling.marc.MarcFixture.rejected;
import static org.samling.marc.MarcFixture.sentences;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.Options;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.marc.MarcFixture.RawRecord;

class RecordFilesTest {

  private final RawRecord raw = records("danish.marc").getFirst();

  private static byte[] gzip(byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @Test
  void packedFilesAreUnpacked() throws IOException {
    var two = join(gzip(raw.bytes()), gzip(raw.bytes()));

    assertThat(outcomes(read(two))).containsExactly("90000001", "90000001");
    assertThat(read(two).getLast().offset()).isEqualTo(raw.bytes().length);
    assertThat(outcomes(read(gzip(file("collection.xml"))))).containsExactly("90000001", "aut1");
  }

  @Test
  void everyFileInAZipIsReadInItsOwnFormat() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(packed)) {
      pack(zip, "batch/", new byte[0]);
      pack(zip, "batch/a.mrc", raw.bytes());
      pack(zip, "batch/b.xml.gz", gzip(file("collection.xml")));
      pack(zip, "__MACOSX/batch/._a.mrc", ascii("fork"));
      pack(zip, "batch/.DS_Store", ascii("store"));
      pack(zip, "batch/readme.txt", ascii("Read me"));
      pack(zip, "batch/c.lin", file("danmarc2.lin"));
    }

    var results = read(packed.toByteArray());

    assertThat(outcomes(results))
        .containsExactly(
            "90000001", "90000001", "aut1", "rejected", "20000001", "20000028", "20000036");
    assertThat(results).extracting(ReadResult::ordinal).containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(rejected(results.get(3)).reason())
        .startsWith("In the packed file \"batch/readme.txt\": The file is neither");
    assertThatThrownBy(() -> read(Arrays.copyOf(packed.toByteArray(), 300)))
        .isInstanceOf(UncheckedIOException.class);
  }

  private static void pack(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  @Test
  void fileThatCannotBeReadIsAFaultOfTheIterator() throws IOException {
    var cut = Arrays.copyOf(gzip(raw.bytes()), 100);
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public int read(byte[] target, int from, int length) throws IOException {
            throw new IOException("the disk is gone");
          }
        };
    var xml = new SequenceInputStream(new ByteArrayInputStream(file("sru.xml"), 0, 400), broken);
    var iso = new SequenceInputStream(new ByteArrayInputStream(raw.bytes(), 0, 100), broken);

    assertThatThrownBy(() -> read(cut)).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> read(xml, MarcFixture.ANY))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the disk is gone");
    assertThatThrownBy(() -> read(iso, MarcFixture.ANY))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the disk is gone");
  }

  @Test
  void emptyFileHasNoRecords() {
    assertThat(read(new byte[0])).isEmpty();
    assertThat(read(ascii("\r\n \u001A"))).isEmpty();
    assertThatThrownBy(() ->
            new MarcRecordReader().read(InputStream.nullInputStream(), MarcFixture.ANY).next())
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void fileThatIsNeitherFormatIsToldOf() {
    for (var text : new String[] {"LDR 00000nam", "%PDF-1.7"}) {
      var results = read(ascii(text));

      assertThat(outcomes(results)).containsExactly("rejected");
      assertThat(rejected(results.getFirst()).reason())
          .startsWith("The file is neither ISO 2709 nor XML nor JSON nor records in lines");
    }
  }

  @Test
  void formatThatIsGivenIsNotLookedFor() {
    var asMarc21 = new Options(RecordFormat.MARC21, "779700", false);
    var asXml = new Options(RecordFormat.MARCXML, "779700", false);

    assertThat(outcomes(read(new ByteArrayInputStream(raw.bytes()), asMarc21)))
        .containsExactly("90000001");
    assertThat(outcomes(read(new ByteArrayInputStream(file("collection.xml")), asMarc21)))
        .containsExactly("rejected");
    assertThat(outcomes(read(new ByteArrayInputStream(file("collection.xml")), asXml)))
        .containsExactly("90000001", "aut1");
    assertThat(outcomes(read(new ByteArrayInputStream(raw.bytes()), asXml)))
        .containsExactly("rejected");
  }

  @Test
  void sourceOfTheOptionsCountsWhereTheRecordNamesNoneOrIsOverruled() {
    var overruled = new Options(null, "870970", true);

    assertThat(accepted(read(raw.without("003").bytes()).getFirst()).record().key())
        .hasToString("779700:90000001");
    assertThat(
            accepted(read(new ByteArrayInputStream(raw.bytes()), overruled).getFirst())
                .record()
                .key())
        .hasToString("870970:90000001");
    var colon = accepted(read(raw.without("003").with("003", "DK:1").bytes()).getFirst());
    assertThat(colon.record().key().source()).isEqualTo("779700");
    assertThat(sentences(colon))
        .singleElement()
        .asString()
        .startsWith("003: no organisation code, ");
    assertThatThrownBy(() ->
            new MarcRecordReader()
                .read(InputStream.nullInputStream(), new Options(null, "a:b", false)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void recordWithoutNumberGetsOneFromItsContent() {
    var unnumbered = raw.without("001");

    var once = accepted(read(unnumbered.bytes()).getFirst());
    var again = accepted(read(join(raw.bytes(), unnumbered.bytes())).getLast());
    var other = accepted(read(unnumbered.with("500", "  \u001Faen note").bytes()).getFirst());

    assertThat(once.record().key().number()).matches("sha256:[0-9a-f]{32}");
    assertThat(again.record().key()).isEqualTo(once.record().key());
    assertThat(other.record().key()).isNotEqualTo(once.record().key());
    assertThat(sentences(once)).singleElement().asString().startsWith("001: no control number, ");
    var blank = accepted(read(unnumbered.with("001", "  ").bytes()).getFirst());
    assertThat(blank.record().key().number()).startsWith("sha256:");
    var twice = accepted(read(raw.with("001", "2").bytes()).getFirst());
    assertThat(twice.record().key().number()).isEqualTo("90000001");
    assertThat(sentences(twice))
        .containsExactly(
            "001: several control numbers, the first one taken (\"90000001, 2\" → \"90000001\").");
  }

  @Test
  void sameRecordInBothFormatsGetsTheSameDerivedNumber() {
    var iso = new RawRecord("00000nam a2200000 i 4500", List.of()).with("245", "00\u001FaÆbler");
    var xml =
        "<record><leader>00000nam a2200000 i 4500</leader><datafield tag=\"245\" ind1=\"0\" ind2=\"0\">"
            + "<subfield code=\"a\">Æbler</subfield></datafield></record>";

    assertThat(accepted(read(iso.bytes()).getFirst()).record().key())
        .isEqualTo(accepted(read(xml.getBytes(UTF_8)).getFirst()).record().key());
  }
}
