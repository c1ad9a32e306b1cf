package org.samling.z3950.pqf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.RpnStructure;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;
import org.samling.z3950.data.Term;

class PqfParserTest {

  private static PqfDecoded parse(String text) {
    return PqfParser.parse(text, Z3950Charset.UTF_8);
  }

  private static RpnStructure parsed(String text) {
    assertThat(parse(text)).as(text).isInstanceOf(PqfDecoded.Parsed.class);
    return ((PqfDecoded.Parsed) parse(text)).query().rpn();
  }

  /** With the operator between its parts, as no query is typed. */
  private static String infix(RpnStructure rpn) {
    return switch (rpn) {
      case RpnStructure.Operation(var left, var right, var operator) ->
          "(%s %s %s)".formatted(infix(left), operator.getClass().getSimpleName(), infix(right));
      case RpnStructure.ResultSetOperand(var name) -> "set " + name;
      case RpnStructure.ResultSetPlusAttributes(var name, var attributes) ->
          attributes(attributes) + "set " + name;
      case AttributesPlusTerm(var attributes, Term.General(var octets)) ->
          attributes(attributes) + octets.text(Z3950Charset.UTF_8);
      case AttributesPlusTerm(var attributes, var term) -> attributes(attributes) + term;
    };
  }

  private static String attributes(List<AttributeElement> attributes) {
    return attributes.stream()
        .map(a ->
            (a.attributeSet() == null ? "" : a.attributeSet() + " ")
                + a.attributeType()
                + "="
                + switch (a.attributeValue()) {
                  case AttributeElement.Numeric(var value) -> Long.toString(value);
                  case AttributeElement.Complex(var list, _) -> list.toString();
                }
                + " ")
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "fisk; fisk",
        "\"fisk og fugl\"; fisk og fugl",
        "\"a \\\"b\\\" \\\\c\"; a \"b\" \\c",
        "\"@and\"; @and",
        "@attr 1=4 æbler; 1=4 æbler",
        "@attr 1=4 @attr 5=1 æb; 1=4 5=1 æb",
        "@and a b; (a And b)",
        "@or @and a b @not c d; ((a And b) Or (c AndNot d))",
        "@attr 1=4 @and a @attr 5=1 b; (1=4 a And 1=4 5=1 b)",
        "@attr dan-1 1=4 a; dan-1 1=4 a",
        "@attr 1.2.840.10003.3.1 1=4 a; bib-1 1=4 a",
        "@attr 1=dc.title a; 1=[StringValue[value=dc.title]] a",
        "@set default; set default",
        "@attr 1=4 @set s; 1=4 set s",
        "@term numeric 7; Numeric[value=7]",
        "@prox 0 3 1 2 k 2 a b; (a Prox b)",
      })
  void queryBecomesOneOfType1(String pqf, String infix) {
    assertThat(infix(parsed(pqf))).isEqualTo(infix);
  }

  @Test
  void proximityHasAllThatTheStandardHas() {
    assertThat(parsed("@prox 1 3 0 2 k 2 a b"))
        .isInstanceOfSatisfying(
            RpnStructure.Operation.class,
            operation ->
                assertThat(operation.operator())
                    .isEqualTo(
                        new RpnStructure.Prox(true, 3, false, 2, new RpnStructure.KnownUnit(2))));
  }

  @Test
  void attributeSetIsBib1UnlessItIsNamed() {
    assertThat(((PqfDecoded.Parsed) parse("a")).query().attributeSet()).isEqualTo(Oid.BIB_1);
    assertThat(((PqfDecoded.Parsed) parse("@attrset gils a")).query().attributeSet())
        .isEqualTo(Oid.GILS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "; 0; unexpected end of the query: expected a term",
        "@and a; 6; unexpected end of the query: expected a term",
        "a b; 2; expected the end",
        "\"a; 0; a quote is not closed",
        "@xor a b; 0; is not one of @and",
        "@attr 1 a; 6; is not the name of a known attribute set",
        "@attr x=4 a; 6; expected a type",
        "@attr 1= a; 6; a type and a value",
        "@term date a; 6; is not one of general",
        "@term numeric x; 14; expected a number",
      })
  void whatIsNoQueryIsSaidWithItsPlace(String pqf, int position, String reason) {
    assertThat(parse(pqf == null ? "" : pqf))
        .isInstanceOfSatisfying(
            PqfDecoded.Malformed.class,
            malformed -> {
              assertThat(malformed.reason()).contains(reason);
              assertThat(malformed.position()).isEqualTo(position);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"@and ", "@not @attr 1=4 "})
  void depthIsBounded(String operator) {
    assertThat(parse(operator.repeat(1_000) + "a"))
        .isInstanceOfSatisfying(
            PqfDecoded.Malformed.class,
            malformed -> assertThat(malformed.reason()).contains("operators are nested"));
  }
}
