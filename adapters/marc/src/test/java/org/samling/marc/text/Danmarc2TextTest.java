package org.samling.marc.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.catalogue.RepairKind;

class Danmarc2TextTest {

  private static final int TEXTS = 15_000;
  private static final int PARTS = 12;

  /** What texts are made of: letters, signs that are escaped, digits that look like a number. */
  private static final List<String> KEPT =
      List.of(
          "a",
          "B",
          "0",
          "3",
          "F",
          " ",
          "æ",
          "Ø",
          "å",
          "Å",
          "@",
          "*",
          "¤",
          "ꜳ",
          "Ꜳ",
          "β",
          "あ",
          "\u20AC",
          "e\u0301",
          "ǫ\u0304\u0301",
          "å\u0323",
          "@\u0301",
          "😀",
          "\u2028",
          "\n",
          "\u009C");

  private static final List<String> WRITTEN =
      List.of(
          "a", "0", "3F", "é", "å", "@", "@@", "@*", "@¤", "@å", "@Å", "¤", "@0301", "@D83D",
          "@DE00", "@0000", "@001F", "@009C", "@00", "@zz", "*", " ");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          N@*E@*R@*D           | N*E*R*D
          a@@b.dk              | a@b.dk
          100 @¤               | 100 ¤
          Den ¤femte           | <Den >femte
          ¤Femte               | <>Femte
          a ¤b ¤c              | <a >b >c
          @årg. og @Årg.       | ꜳrg. og Ꜳrg.
          @0113@03b2           | ēβ
          @0301e               | e\u0301
          @0304@0301o          | o\u0304\u0301
          @D83D@DE00           | 😀
          """)
  void escapesAreRead(String written, String text) {
    var read = Danmarc2Text.read(written);

    assertThat(read.text()).isEqualTo(text.replace('<', '\u0098').replace('>', '\u009C'));
    assertThat(read.fault()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          navn@sted.dk | navn@sted.dk | ESCAPE_UNKNOWN
          @            | @            | ESCAPE_UNKNOWN
          @011         | @011         | ESCAPE_UNKNOWN
          @D83Dx       | @D83Dx       | ESCAPE_UNKNOWN
          @0000        | @0000        | ESCAPE_UNKNOWN
          @001F        | @001F        | ESCAPE_UNKNOWN
          @009C        | @009C        | ESCAPE_UNKNOWN
          a@0301       | a\u0301      | DIACRITIC_ALONE
          """)
  void whatIsNoEscapeIsKeptAsItStands(String written, String text, RepairKind fault) {
    var read = Danmarc2Text.read(written);

    assertThat(read.text()).isEqualTo(text);
    assertThat(read.fault()).isEqualTo(fault);
  }

  @Test
  void whateverTextIsWrittenIsReadAgain() {
    var random = new Random(1);
    for (var i = 0; i < TEXTS; i++) {
      var text = text(KEPT, random);

      var written = Danmarc2Text.write(text);

      assertThat(new String(written.getBytes(ISO_8859_1), ISO_8859_1)).isEqualTo(written);
      assertThat(written).doesNotContain("\n").doesNotContainPattern("(?<!@)(@@)*\\*");
      var read = Danmarc2Text.read(written);
      assertThat(read.text()).as(written).isEqualTo(text);
      assertThat(read.fault()).as(written).isNull();
    }
  }

  @Test
  void whateverIsReadCanBeWrittenAndIsReadTheSame() {
    var random = new Random(2);
    for (var i = 0; i < TEXTS; i++) {
      var written = text(WRITTEN, random).replace("\u0098", "");

      var text = Danmarc2Text.read(written).text();

      // A diacritic without a letter joins the next one when it is written, and so only once.
      if (Danmarc2Text.read(written).fault() == null) {
        assertThat(Danmarc2Text.read(Danmarc2Text.write(text)).text()).as(written).isEqualTo(text);
      }
      assertThat(text.chars().filter(c -> c == '\u0098').count())
          .isEqualTo(text.indexOf('\u009C') < 0 ? 0 : 1);
    }
  }

  @Test
  void marcXchangeEscapesTheSignOfTheFilingMarkOnly() {
    assertThat(Danmarc2Text.readUnicode("Den ¤femte @* @¤ @@"))
        .isEqualTo("\u0098Den \u009Cfemte @* ¤ @@");
    assertThat(Danmarc2Text.writeUnicode("\u0098Den \u009Cfemte @* ¤ β"))
        .isEqualTo("Den ¤femte @* @¤ β");
  }

  @Test
  void whatNoTextMayHoldIsWrittenAsTheReplacementCharacter() {
    assertThat(Danmarc2Text.write("a\u001Fb\uD83D")).isEqualTo("a@FFFDb@FFFD");
  }

  private static String text(List<String> parts, Random random) {
    var text = new StringBuilder();
    for (var n = random.nextInt(PARTS); n > 0; n--) {
      text.append(parts.get(random.nextInt(parts.size())));
    }
    return text.indexOf("\u009C") < 0 ? text.toString() : "\u0098" + text;
  }
}
