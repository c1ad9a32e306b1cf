package org.samling.sip2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.sip2.Sip2Code.FeeType;
import org.samling.sip2.Sip2Code.Language;

class Sip2ValueTest {

  @Test
  void onlyAYesIsAYes() {
    assertThat(new Sip2Flag("Y").isYes()).isTrue();
    assertThat(new Sip2Flag("y").isYes()).isTrue();
    for (var odd : new String[] {"N", "U", "", " ", "1", "J", "YY"}) {
      assertThat(new Sip2Flag(odd).isYes()).as(odd).isFalse();
    }
    assertThat(Sip2Flag.of(true)).isEqualTo(Sip2Flag.YES);
    assertThat(Sip2Flag.of(false)).isEqualTo(Sip2Flag.NO);
  }

  @Test
  void numbersKeepWhatStoodOnTheWire() {
    assertThat(new Sip2Number(" 80").value()).hasValue(80);
    assertThat(new Sip2Number("0012").value()).hasValue(12);
    assertThat(new Sip2Number("xxx").value()).isEmpty();
    assertThat(new Sip2Number("    ").value()).isEmpty();
    assertThat(new Sip2Number("-1").value()).isEmpty();
    assertThat(new Sip2Number("9999999999").value()).isEmpty();
    assertThat(new Sip2Number("xxx").wire()).isEqualTo("xxx");
    assertThatIllegalArgumentException().isThrownBy(() -> Sip2Number.of(-1));
  }

  @ParameterizedTest
  @CsvSource({
    "12.50, 12.50",
    "'12,5', 12.5",
    "1000, 1000",
    "' 3.00', 3.00",
    "-2.00, -2.00",
    ".5, 0.5"
  })
  void amountsAreReadWithPointOrComma(String wire, BigDecimal amount) {
    assertThat(new Sip2Amount(wire).value().orElseThrow()).isEqualByComparingTo(amount);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "kr. 5",
        "1.000,00",
        "1e9",
        "--1",
        "1-",
        ".",
        "11111111111111111",
        "USD2.50"
      })
  void whatIsNoAmountGivesNone(String wire) {
    assertThat(new Sip2Amount(wire).value()).isEmpty();
  }

  @Test
  void amountsAreWrittenWithTwoDecimals() {
    assertThat(Sip2Amount.of(new BigDecimal("1234.5")).wire()).isEqualTo("1234.50");
    assertThat(Sip2Amount.of(new BigDecimal("0.005")).wire()).isEqualTo("0.01");
    assertThat(Sip2Amount.of(new BigDecimal("1E+3")).wire()).isEqualTo("1000.00");
  }

  @Test
  void codesTellWhatTheStandardKnowsAndKeepWhatItDoesNot() {
    assertThat(Sip2Code.read(Language.ALL, "009")).isEqualTo(Sip2Code.of(Language.DANISH));
    assertThat(Sip2Code.of(Language.DANISH).is(Language.DANISH)).isTrue();
    assertThat(Sip2Code.of(FeeType.OVERDUE)).hasToString("04 overdue");
    var odd = Sip2Code.read(Language.ALL, "9xx");
    assertThat(odd.value()).isNull();
    assertThat(odd.wire()).isEqualTo("9xx");
    assertThat(odd.is(Language.DANISH)).isFalse();
  }

  @Test
  void languagesHaveTheNumbersOfTheStandard() {
    assertThat(Language.ENGLISH.wire()).isEqualTo("001");
    assertThat(Language.SWEDISH.wire()).isEqualTo("006");
    assertThat(Language.NORWEGIAN.wire()).isEqualTo("012");
    assertThat(Language.ICELANDIC.wire()).isEqualTo("025");
  }

  @Test
  void aSummaryTellsEveryListAskedFor() {
    assertThat(Sip2Summary.of(Sip2Summary.Item.FINE_ITEMS).wire()).isEqualTo("   Y      ");
    assertThat(Sip2Summary.NONE.requested()).isEmpty();
    assertThat(new Sip2Summary("y N Y").requested())
        .containsExactly(Sip2Summary.Item.HOLD_ITEMS, Sip2Summary.Item.RECALL_ITEMS);
  }

  @Test
  void patronStatusIsFourteenColumns() {
    var flags =
        new PatronStatusFlags(
            Set.of(
                PatronStatusFlags.Flag.CARD_REPORTED_LOST,
                PatronStatusFlags.Flag.TOO_MANY_ITEMS_BILLED));
    assertThat(flags.wire()).isEqualTo("    Y        Y");
    assertThat(PatronStatusFlags.read(flags.wire())).isEqualTo(flags);
    assertThat(flags.has(PatronStatusFlags.Flag.CARD_REPORTED_LOST)).isTrue();
    assertThat(PatronStatusFlags.NONE.wire()).isEqualTo(" ".repeat(14));
  }

  @Test
  void supportedMessagesAreSixteenColumns() {
    assertThat(SupportedMessages.ALL.wire()).isEqualTo("Y".repeat(16));
    assertThat(SupportedMessages.read("NNNNNNY").set())
        .containsExactly(SupportedMessages.Message.LOGIN);
    assertThat(SupportedMessages.read("Y".repeat(20))).isEqualTo(SupportedMessages.ALL);
    assertThat(SupportedMessages.ALL.has(SupportedMessages.Message.HOLD)).isTrue();
  }

  @Test
  void secretsMaskThemselves() {
    assertThat(new Sip2Secret("4711")).hasToString("****");
    assertThat(new Sip2ExtraField("AD", "4711")).hasToString("AD=****");
    assertThat(new Sip2ExtraField("co", "4711")).hasToString("co=****");
    assertThat(new Sip2ExtraField("ZZ", "4711")).hasToString("ZZ=4711");
    assertThat(new Sip2ExtraField("ZZ", "0101990000")).hasToString("ZZ=**********");
  }

  @ParameterizedTest
  @CsvSource({
    "3112990000, **********",
    "311299-0000, ***********",
    "311299 0000, ***********",
    "7112990000, **********",
    "CPR:0101700001!, CPR:**********!",
    "0000000000, 0000000000",
    "3213990000, 3213990000",
    "31129900001, 31129900001",
    "D0012345, D0012345",
    "'', ''"
  })
  void whatLooksLikeACprNumberIsMasked(String value, String printed) {
    assertThat(new Sip2PatronId(value)).hasToString(printed);
    assertThat(new Sip2PatronId(value).wire()).isEqualTo(value);
  }
}
