package org.samling.z3950.ccl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.RpnStructure;
import org.samling.z3950.data.Term;

class CclTest {

  private static String pqf(String ccl) {
    assertThat(CclParser.parse(ccl)).as(ccl).isInstanceOf(CclDecoded.Parsed.class);
    var query = ((CclDecoded.Parsed) CclParser.parse(ccl)).query();
    return switch (CclRpn.translate(query, Z3950Charset.UTF_8)) {
      case CclRpn.UnknownQualifier(var name) -> "unknown " + name;
      case CclRpn.Rpn(var rpn) -> pqf(rpn);
    };
  }

  /** A query in the prefix notation of YAZ. */
  private static String pqf(RpnStructure rpn) {
    return switch (rpn) {
      case RpnStructure.Operation(var left, var right, var operator) ->
          "%s %s %s".formatted(pqf(operator), pqf(left), pqf(right));
      case RpnStructure.ResultSetOperand(var name) -> "@set " + name;
      case RpnStructure.AttributesPlusTerm(var attributes, Term.General(var octets)) ->
          attributes.stream()
                  .map(a ->
                      "@attr %d=%d "
                          .formatted(
                              a.attributeType(),
                              ((AttributeElement.Numeric) a.attributeValue()).value()))
                  .collect(Collectors.joining())
              + "'"
              + octets.text(Z3950Charset.UTF_8)
              + "'";
      case RpnStructure.AttributesPlusTerm _, RpnStructure.ResultSetPlusAttributes _ ->
          throw new AssertionError("CCL has no such operand: " + rpn);
    };
  }

  private static String pqf(RpnStructure.Operator operator) {
    return switch (operator) {
      case RpnStructure.And() -> "@and";
      case RpnStructure.Or() -> "@or";
      case RpnStructure.AndNot() -> "@not";
      case RpnStructure.Prox prox ->
          "@prox %d %d".formatted(prox.distance(), prox.ordered() ? 1 : 0);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "fisk; 'fisk'",
        "fisk fugl; @attr 4=6 'fisk fugl'",
        "\"fisk and fugl\"; @attr 4=1 'fisk and fugl'",
        "fisk and fugl or æg not ål; @not @or @and 'fisk' 'fugl' 'æg' 'ål'",
        "fisk AND (fugl Or æg); @and 'fisk' @or 'fugl' 'æg'",
        "ti=fisk; @attr 1=4 'fisk'",
        "TI = fisk fugl; @attr 1=4 @attr 4=6 'fisk fugl'",
        "ti,au=fisk; @or @attr 1=4 'fisk' @attr 1=1003 'fisk'",
        "ti=(fisk or fugl); @or @attr 1=4 'fisk' @attr 1=4 'fugl'",
        "ti=(fisk or au=fugl); @or @attr 1=4 'fisk' @attr 1=1003 'fugl'",
        "ti=fisk and au=fugl; @and @attr 1=4 'fisk' @attr 1=1003 'fugl'",
        "fisk?; @attr 5=1 'fisk'",
        "?fisk; @attr 5=2 'fisk'",
        "?fisk?; @attr 5=3 'fisk'",
        "f#sk; @attr 5=104 'f#sk'",
        "f?k; @attr 5=104 'f?k'",
        "fisk? fugl; @attr 4=6 @attr 5=104 'fisk? fugl'",
        "ti=\"hvad?\"; @attr 1=4 @attr 4=1 'hvad?'",
        "fisk % fugl; @prox 1 0 'fisk' 'fugl'",
        "fisk %3 fugl; @prox 3 0 'fisk' 'fugl'",
        "ti=fisk !2 fugl ! æg; @prox 1 1 @prox 2 1 @attr 1=4 'fisk' @attr 1=4 'fugl' @attr 1=4 'æg'",
        "fisk % 3; @prox 1 0 'fisk' '3'",
        "date>1990; @attr 1=31 @attr 2=5 '1990'",
        "date<=1990; @attr 1=31 @attr 2=2 '1990'",
        "date<>1990; @attr 1=31 @attr 2=6 '1990'",
        "py=1990-2000; @and @attr 1=31 @attr 2=4 '1990' @attr 1=31 @attr 2=2 '2000'",
        "år=1990-; @attr 1=31 @attr 2=4 '1990'",
        "py=-2000; @attr 1=31 @attr 2=2 '2000'",
        "issn=1234-5678; @attr 1=8 '1234-5678'",
        "set=1 and fisk; @and @set 1 'fisk'",
        "set=\"my set\"; @set my set",
        "xx=fisk; unknown xx",
      })
  void queryBecomesOneOfType1(String ccl, String pqf) {
    assertThat(pqf(ccl)).isEqualTo(pqf);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "fisk and; 8",
        "and; 0",
        "(fisk; 5",
        "fisk); 4",
        "(); 1",
        "ti=; 3",
        "ti=\"fisk; 3",
        "\"\"; 0",
        "fisk % ; 6",
        "set=(fisk); 4",
        "set>1; 3",
        "fisk and set <> 1; 13",
        "fisk \"fugl\"; 5",
        "a,b; 1",
        "=; 0",
      })
  void faultIsToldWithItsPlace(String ccl, int position) {
    assertThat(CclParser.parse(ccl))
        .isInstanceOfSatisfying(
            CclDecoded.Malformed.class,
            malformed -> assertThat(malformed.position()).isEqualTo(position));
  }

  @Test
  void limitsAreKept() {
    assertThat(CclParser.parse("(".repeat(30_000))).isInstanceOf(CclDecoded.Malformed.class);
    assertThat(CclParser.parse("x".repeat(2 << 20))).isInstanceOf(CclDecoded.Malformed.class);
    assertThat(CclParser.parse("a or ".repeat(1_000) + "a"))
        .isInstanceOf(CclDecoded.Malformed.class);
    assertThat(CclParser.parse("ti,".repeat(10) + "ti=a")).isInstanceOf(CclDecoded.Malformed.class);
    assertThat(CclParser.parse("ti,".repeat(9) + "ti=a")).isInstanceOf(CclDecoded.Parsed.class);
    assertThat(pqf("a or ".repeat(999) + "a")).startsWith("@or @or");
    assertThat(pqf("(".repeat(100) + "a" + ")".repeat(100))).isEqualTo("'a'");
  }

  /** Always the same texts, since the seed is fixed. */
  @Test
  void noTextThrows() {
    var random = new Random(8777);
    var pieces = "ti au,=<>() \"?#%!3-1990 and or not set = ø".split("", -1);
    for (var round = 0; round < 20_000; round++) {
      var text = new StringBuilder();
      for (var n = random.nextInt(30); n >= 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      switch (CclParser.parse(text.toString())) {
        case CclDecoded.Malformed malformed ->
            assertThat(malformed.position()).isBetween(0, text.length());
        case CclDecoded.Parsed(var query) ->
            assertThat(CclRpn.translate(query, Z3950Charset.UTF_8)).isNotNull();
      }
    }
  }
}
