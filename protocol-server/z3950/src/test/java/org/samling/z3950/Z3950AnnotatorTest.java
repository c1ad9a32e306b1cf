package org.samling.z3950;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.z3950.ber.BerLimits;

/** What {@link FixtureTest} can't show: damage, and data that could spoil the page. */
class Z3950AnnotatorTest {
  private static final Z3950Annotator ANNOTATOR =
      new Z3950Annotator(new Z3950Codec(new BerLimits(250, 16, 64)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "B6 03 82 01 61 | searchRequest: malformed at byte 0: smallSetUpperBound [13] is missing",
        "B7 03 82 01 61 | searchResponse: malformed at byte 0: resultCount [23] is missing",
        "BF 30 00       | close: malformed at byte 0: closeReason [211] is missing",
        "47 45 54       | not an APDU: malformed at byte 0: the length of [APPLICATION 7] extends beyond the end"
      })
  void damageIsExplainedForTheSideThatSentIt(String hex, String explanation) {
    assertThat(ANNOTATOR.annotate(new Z3950Frame(Fixture.bytes(hex)))).startsWith(explanation);
  }

  @Test
  void whatIsTooMuchIsNamed() {
    assertThat(ANNOTATOR.annotate(new Z3950Frame(new byte[251])))
        .isEqualTo("not an APDU: more than 250 BYTES\n");
  }

  @Test
  void controlCharactersCannotFakeALine() {
    var close = new Close(null, CloseReason.FINISHED, "a\n  closeReason: SHUTDOWN\u0085b");
    var codec = new Z3950Codec(BerLimits.DEFAULT);
    assertThat(new Z3950Annotator(codec).annotate(codec.encode(close)))
        .isEqualTo(
            """
            close
              closeReason: FINISHED
              diagnosticInformation: "a\uFFFD  closeReason: SHUTDOWN\uFFFDb"
            """);
  }
}
