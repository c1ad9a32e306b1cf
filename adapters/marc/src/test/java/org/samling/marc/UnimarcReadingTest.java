package org.samling.marc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.marc.MarcFixture.accepted;
import static org.samling.marc.MarcFixture.file;
import static org.samling.marc.MarcFixture.read;
import static org.samling.marc.MarcFixture.rejected;
import static org.samling.marc.MarcFixture.repairs;
import static org.samling.marc.MarcFixture.title;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.Options;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.marc.MarcFixture.RawRecord;

class UnimarcReadingTest {

  private static final MarcRecordRenderer RENDERER = new MarcRecordRenderer();

  private static final RawRecord RAW =
      new RawRecord("00000nam0 2200000   450 ", List.of())
          .with("001", "FRBNF1")
          .with("010", "  \u001Fa978-87-02-11141-5")
          .with("100", "  \u001Fa20240101d1935    m  y0frey50      ba")
          .with("700", " 1\u001FaBlixen\u001FbKaren")
          .with("210", "  \u001FaParis\u001FcÉditions\u001Fd1935");

  private static final RawRecord TITLED =
      RAW.with("200", "1 \u001Fa\u0088Les \u0089sept contes\u001Fegothiques\u001Fh2\u001FiL'été");

  @Test
  void unimarcIsKnownByItsCodedFieldAndTheMissing245() {
    assertThat(accepted(read(TITLED.bytes()).getFirst()).record().format())
        .isEqualTo(RecordFormat.UNIMARC);
    assertThat(
            accepted(read(TITLED.with("245", "00\u001FaTitel").bytes()).getFirst())
                .record()
                .format())
        .isEqualTo(RecordFormat.MARC21);
    var named = TITLED.without("100").with("100", "1 \u001FaBlixen, Karen, 18850417");
    assertThat(accepted(read(named.bytes()).getFirst()).record().format())
        .isEqualTo(RecordFormat.MARC21);
    var wanted = new Options(RecordFormat.UNIMARC, "FR-BNF", false);
    assertThat(
            accepted(MarcFixture.read(new ByteArrayInputStream(named.bytes()), wanted).getFirst())
                .record()
                .key())
        .hasToString("FR-BNF:FRBNF1");
  }

  @Test
  void titleAuthorYearAndIsbnAreTaken() {
    var result = accepted(read(TITLED.bytes()).getFirst());

    assertThat(result.record().brief())
        .isEqualTo(
            new BriefRecord(
                "Les sept contes : gothiques. 2, L'été",
                "Blixen, Karen",
                "1935",
                List.of("9788702111415")));
    assertThat(result.record().content().dataFields("200").findFirst().orElseThrow().values('a'))
        .as("non-sorting marks stand where Unicode has them")
        .containsExactly("\u0098Les \u009Csept contes");
    assertThat(result.repairs()).isEmpty();
  }

  @Test
  void textIsUtf8OrIso5426OrLatin1() {
    var iso5426 = RAW.without("210").withLatin1("200", "1 \u001FaL'\u00C2et\u00C2e");
    var latin1 = RAW.without("210").withLatin1("200", "1 \u001FaL'\u00E9t\u00E9 a");

    assertThat(accepted(read(iso5426.bytes()).getFirst()).record().brief().title())
        .isEqualTo("L'été");
    assertThat(accepted(read(latin1.bytes()).getFirst()).record().brief().title())
        .isEqualTo("L'été a");
    assertThat(repairs(read(latin1.bytes()).getFirst()))
        .containsExactly(
            "text neither in UTF-8 nor in ISO 5426, read as Latin-1 (\"\" → \"Latin-1 (Windows-1252)\").");
    assertThat(accepted(read(iso5426.bytes()).getFirst()).repairs()).isEmpty();
  }

  @Test
  void unimarcInXmlIsKnownByWhatItSaysAndByItsFields() {
    var file = file("unimarc.xml");
    var bare = new String(file, UTF_8).replaceAll(" format=\"[^\"]*\"", "");

    for (var written : List.of(file, bare.getBytes(UTF_8))) {
      var results = read(written);
      assertThat(results)
          .hasSize(2)
          .allSatisfy(result -> {
            assertThat(accepted(result).record().format()).isEqualTo(RecordFormat.UNIMARC_XML);
            assertThat(accepted(result).repairs()).isEmpty();
          });
      assertThat(title(results.getFirst())).isEqualTo("Les contes de la marée");
    }
    var asMarc21 = new String(file, UTF_8).replaceAll("format=\"[^\"]*\"", "format=\"MARC21\"");
    assertThat(accepted(read(asMarc21.getBytes(UTF_8)).getFirst()).record().format())
        .isEqualTo(RecordFormat.MARCXML);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNIMARC", "UNIMARCXCHANGE"})
  void unimarcComesOutAsItWentIn(RecordSyntax syntax) {
    for (var result : read(file("unimarc.xml"))) {
      var record = accepted(result).record();
      var written =
          RENDERER.render(record.content(), MarcFormat.UNIMARC, syntax).orElseThrow().toArray();
      var again = accepted(read(written).getFirst());

      assertThat(again.repairs()).isEmpty();
      assertThat(again.record().format()).isEqualTo(syntax.format());
      assertThat(withoutCodes(again.record().content())).isEqualTo(withoutCodes(record.content()));
      assertThat(again.record().content().leader().substring(5, 12))
          .isEqualTo(record.content().leader().substring(5, 12));
    }
  }

  private static List<Field> withoutCodes(MarcContent content) {
    return content.fields().stream().filter(f -> !f.tag().equals("100")).toList();
  }

  @Test
  void unimarcThatIsWrittenAnewSaysThatItIsInUnicode() {
    var latin = RAW.without("100").with("100", "  \u001Fa20240101d1935    m  y0frey0103    ba");
    var record = accepted(read(latin.bytes()).getFirst()).record();

    var written =
        RENDERER
            .render(record.content(), MarcFormat.UNIMARC, RecordSyntax.UNIMARC)
            .orElseThrow()
            .toArray();

    assertThat(
            accepted(read(written).getFirst())
                .record()
                .content()
                .dataFields("100")
                .flatMap(f -> f.values('a')))
        .containsExactly("20240101d1935    m  y0frey50      ba");
  }

  @Test
  void originalInUnimarcIsPassedOnByteForByte() {
    var raw = RAW.without("210").withLatin1("200", "1 \u001FaL'\u00C2et\u00C2e").bytes();
    var record = accepted(read(raw).getFirst()).record();

    assertThat(RENDERER.render(record, RecordSyntax.UNIMARC)).hasValue(Bytes.of(raw));
  }

  @Test
  void nothingIsConvertedToUnimarc() {
    var record = accepted(read(TITLED.with("245", "00\u001FaTitel").bytes()).getFirst()).record();

    assertThat(record.format()).isEqualTo(RecordFormat.MARC21);
    assertThat(RENDERER.render(record, RecordSyntax.UNIMARC)).isEmpty();
    assertThat(RENDERER.render(record, RecordSyntax.UNIMARCXCHANGE)).isEmpty();
  }

  @Test
  void anotherAlphabetInAnotherCodingIsRefused() {
    var koi8 =
        RAW.without("210")
            .withLatin1(
                "200",
                "1 \u001Fa\u00F5\u00C5\u00DA\u00C4\u00CE\u00CF\u00C5 \u00ED\u00D9\u00F2\u00CF\u00CD\u00C1\u00CE");

    assertThat(rejected(read(koi8.bytes()).getFirst()).reason())
        .startsWith("The text is neither UTF-8 nor ISO 5426 nor Latin-1");
  }
}
