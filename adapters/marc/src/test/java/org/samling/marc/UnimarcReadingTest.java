package org.samling.marc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.marc.MarcFixture.accepted;
import static org.samling.marc.MarcFixture.read;
import static org.samling.marc.MarcFixture.rejected;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.Options;
import org.samling.marc.MarcFixture.RawRecord;

class UnimarcReadingTest {

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
    assertThat(accepted(read(latin1.bytes()).getFirst()).repairs())
        .containsExactly("The text is neither UTF-8 nor ISO 5426; read as Latin-1 (Windows-1252).");
    assertThat(accepted(read(iso5426.bytes()).getFirst()).repairs()).isEmpty();
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
