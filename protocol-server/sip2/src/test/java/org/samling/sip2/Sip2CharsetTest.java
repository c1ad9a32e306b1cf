package org.samling.sip2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class Sip2CharsetTest {

  @ParameterizedTest
  @EnumSource(
      value = Sip2Charset.class,
      names = {"CP850", "ISO_8859_1", "UTF_8"})
  void danishLettersAreLeftAloneWhereTheSetHasThem(Sip2Charset charset) {
    var text = "Blåbærgrød på Ærø, ÅBENT, idé, über, smörgås";
    assertThat(charset.clean(text, '|')).isSameAs(text);
    var bytes = text.getBytes(charset.charset());
    assertThat(charset.decode(bytes, 0, bytes.length)).isEqualTo(text);
  }

  @Test
  void inAsciiTheyAreWrittenAsDanesDo() {
    assertThat(Sip2Charset.US_ASCII.clean("Blåbærgrød på Ærø, Århus, idé, über", '|'))
        .isEqualTo("Blaabaergroed paa Aeroe, Aarhus, ide, uber");
  }

  @ParameterizedTest
  @CsvSource({
    "US_ASCII, Dvořák, Dvorak",
    "CP850, Dvořák, Dvorák",
    "ISO_8859_1, Dvořák, Dvorák",
    "ISO_8859_1, Łódź, Lódz",
    "US_ASCII, a“Sne” – ‘is’…, a\"Sne\" - 'is'...",
    "ISO_8859_1, 10 €, 10 EUR",
    "CP850, ﬁn, fin",
    "US_ASCII, Þór, Thor",
    "ISO_8859_1, Война, ?????",
    "US_ASCII, 😀, ?"
  })
  void whatASetLacksIsWrittenWithWhatItHas(Sip2Charset charset, String text, String written) {
    assertThat(charset.clean(text, '|')).isEqualTo(written);
  }

  @ParameterizedTest
  @EnumSource(Sip2Charset.class)
  void everythingThatIsCleanSurvivesTheWire(Sip2Charset charset) {
    var all = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      all.appendCodePoint(c);
      if (all.length() > 500) {
        var clean = charset.clean(all.toString(), '|');
        var bytes = clean.getBytes(charset.charset());
        assertThat(charset.decode(bytes, 0, bytes.length)).isEqualTo(clean);
        assertThat(clean).doesNotContain("|").doesNotContain("\r");
        all.setLength(0);
      }
    }
  }

  @Test
  void lettersThatComeInPartsAreComposedFirst() {
    assertThat(Sip2Charset.ISO_8859_1.clean("A\u030Arhus", '|')).isEqualTo("Århus");
    assertThat(Sip2Charset.US_ASCII.clean("a\u030A", '|')).isEqualTo("aa");
    assertThat(Sip2Charset.UTF_8.clean("A\u030Arhus", '|')).isEqualTo("Århus");
  }

  @Test
  void halfASurrogatePairIsReplaced() {
    assertThat(Sip2Charset.UTF_8.clean("a\uD83Db", '|')).isEqualTo("a?b");
  }

  @Test
  void aDelimiterNeverComesBackThroughASubstitute() {
    assertThat(Sip2Charset.US_ASCII.clean("“x”", '"')).isEqualTo(" x ");
  }

  @Test
  void malformedUtf8IsReplaced() {
    var bytes = new byte[] {'R', (byte) 0xF8, 'd', 0, (byte) 0xC3};
    assertThat(Sip2Charset.UTF_8.decode(bytes, 0, bytes.length)).isEqualTo("R\uFFFDd \uFFFD");
  }

  @Test
  void namesAreThoseOfConfigurationFiles() {
    assertThat(Sip2Charset.named("cp850")).isEqualTo(Sip2Charset.CP850);
    assertThat(Sip2Charset.named("latin1")).isEqualTo(Sip2Charset.ISO_8859_1);
    assertThat(Sip2Charset.named("utf-8")).isEqualTo(Sip2Charset.UTF_8);
    assertThat(Sip2Charset.named("ASCII")).isEqualTo(Sip2Charset.US_ASCII);
    for (var charset : Sip2Charset.values()) {
      assertThat(Sip2Charset.named(charset.toString())).isEqualTo(charset);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sip2Charset.named("EBCDIC"))
        .withMessage(
            "unknown SIP2 character set \"EBCDIC\"; use one of CP850, ISO-8859-1, WINDOWS-1252, UTF-8, US-ASCII");
  }
}
