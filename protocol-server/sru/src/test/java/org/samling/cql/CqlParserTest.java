package org.samling.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.cql.CqlNode.Operation;
import org.samling.cql.CqlNode.Operator;
import org.samling.cql.CqlNode.Prefix;
import org.samling.cql.CqlNode.Relation;
import org.samling.cql.CqlNode.SearchClause;

class CqlParserTest {

  private static CqlQuery parsed(String cql) {
    assertThat(CqlParser.parse(cql)).isInstanceOf(CqlDecoded.Parsed.class);
    return ((CqlDecoded.Parsed) CqlParser.parse(cql)).query();
  }

  private static CqlFault fault(String cql) {
    assertThat(CqlParser.parse(cql)).as(cql).isInstanceOf(CqlDecoded.Malformed.class);
    return ((CqlDecoded.Malformed) CqlParser.parse(cql)).fault();
  }

  private static SearchClause clause(String term) {
    return new SearchClause(List.of(), "cql.serverChoice", new Relation("=", List.of()), term);
  }

  /** Each is written as it is understood; the other way round it is the same query again. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "dinosaur | cql.serverChoice = dinosaur",
        "\"complete dinosaur\" | cql.serverChoice = \"complete dinosaur\"",
        "\"\" | cql.serverChoice = \"\"",
        "\"a \\\"quoted\\\" word\" | cql.serverChoice = \"a \\\"quoted\\\" word\"",
        "\"a \\\\\" | cql.serverChoice = \"a \\\\\"",
        "title=dinosaur | title = dinosaur",
        "title==\"complete dinosaur\" | title == \"complete dinosaur\"",
        "date>=1998 | date >= 1998",
        "date<=1998 | date <= 1998",
        "date<>1998 | date <> 1998",
        "title any fish | title any fish",
        "title CQL.ANY fish | title CQL.ANY fish",
        "dc.title exact/stem/respectCase fish | dc.title exact/stem/respectCase fish",
        "a =/rel.algorithm=cori/boost>2 b | a =/rel.algorithm=cori/boost>2 b",
        "a = b =/x c | ",
        "a and b or c not d | cql.serverChoice = a and cql.serverChoice = b or cql.serverChoice = c not cql.serverChoice = d",
        "a AND (b Or c) | cql.serverChoice = a and (cql.serverChoice = b or cql.serverChoice = c)",
        "((a)) | cql.serverChoice = a",
        "(a and b) and c | cql.serverChoice = a and cql.serverChoice = b and cql.serverChoice = c",
        "a prox/unit=word/distance>3/ordered b | cql.serverChoice = a prox/unit=word/distance>3/ordered cql.serverChoice = b",
        "a and/rel.combine=sum b | cql.serverChoice = a and/rel.combine=sum cql.serverChoice = b",
        "\"and\" or \"OR\" | cql.serverChoice = \"and\" or cql.serverChoice = \"OR\"",
        "title = and | title = \"and\"",
        "title = sortby | title = \"sortby\"",
        "and and and | cql.serverChoice = \"and\" and cql.serverChoice = \"and\"",
        "> dc = \"info:srw/cql-context-set/1/dc-v1.1\" dc.title = x | > dc = info:srw/cql-context-set/1/dc-v1.1 dc.title = x",
        "> \"u:1\" title = x | > u:1 title = x",
        "> a = \"u\" > b = \"v\" x and y | > a = u > b = v cql.serverChoice = x and cql.serverChoice = y",
        "(> a = \"u\" x) and y | (> a = u cql.serverChoice = x) and cql.serverChoice = y",
        "x or (> \"u\" y) | cql.serverChoice = x or (> u cql.serverChoice = y)",
        "> a = u (> b = v x) | > a = u > b = v cql.serverChoice = x",
        "a sortby title | cql.serverChoice = a sortBy title",
        "a or b SORTBY dc.date/sort.descending/x=y title | cql.serverChoice = a or cql.serverChoice = b sortBy dc.date/sort.descending/x=y title",
        "'a\tb' | ",
        "naïve*^? | cql.serverChoice = naïve*^?",
        "\"a<b\" | cql.serverChoice = \"a<b\"",
        "x \"=>\" y | x \"=>\" y",
      })
  void queryIsUnderstoodAndWrittenAgain(String cql, @Nullable String canonical) {
    if (canonical == null) {
      assertThat(fault(cql).code()).isEqualTo(DiagnosticCode.QUERY_SYNTAX_ERROR);
      return;
    }
    var query = parsed(cql);
    var written = CqlWriter.write(query);

    assertThat(
            written.replace(
                "\"info:srw/cql-context-set/1/dc-v1.1\"", "info:srw/cql-context-set/1/dc-v1.1"))
        .isEqualTo(canonical);
    assertThat(parsed(written)).isEqualTo(query);
  }

  @Test
  void operatorsBindAlikeFromLeftToRight() {
    assertThat(parsed("a or b and c").root())
        .isEqualTo(
            new Operation(
                List.of(),
                Operator.AND,
                List.of(),
                new Operation(List.of(), Operator.OR, List.of(), clause("a"), clause("b")),
                clause("c")));
  }

  @Test
  void prefixHoldsInAllThatFollows() {
    assertThat(parsed("> a = \"u\" x and y").root().prefixes())
        .containsExactly(new Prefix("a", "u"));
    var operation = (Operation) parsed("(> \"u\" x) and y").root();
    assertThat(operation.prefixes()).isEmpty();
    assertThat(operation.left().prefixes()).containsExactly(new Prefix(null, "u"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        " '' | 10 | 2",
        "a and | 10 | 5",
        "a b | 10 | 2",
        "harry potter and x | 10 | 17",
        "title = | 10 | 7",
        "title any | 10 | 6",
        "title =/ x = | 10 | 12",
        "a = b c | 10 | 6",
        "= b | 10 | 0",
        "a and or = | 10 | 10",
        "a sortby | 10 | 8",
        "a sortby title) | 13 | 14",
        "a sortby title and b = | 10 | 21",
        "( a | 13 | 0",
        "a ) | 13 | 2",
        "() | 10 | 1",
        "(a b) | 10 | 3",
        "> a = | 10 | 5",
        "> | 10 | 1",
        "\"a | 14 | 0",
        "a = \"b\\\" | 14 | 4",
        "a /x | 10 | 2",
      })
  void faultIsToldWithItsPlace(String cql, int code, int position) {
    var fault = fault(cql.strip().equals("''") ? "  " : cql);
    assertThat(fault.code().number()).as(fault.details()).isEqualTo(code);
    assertThat(fault.position()).as(fault.details()).isEqualTo(position);
    assertThat(fault.details()).isNotBlank();
  }

  @Test
  void limitsAreKept() {
    assertThat(fault("(".repeat(32_000)).code()).isEqualTo(DiagnosticCode.UNSUPPORTED_PARENTHESES);
    assertThat(fault("(".repeat(101) + "a" + ")".repeat(101)).details()).contains("100");
    assertThat(parsed("(".repeat(100) + "a" + ")".repeat(100)).root()).isEqualTo(clause("a"));
    assertThat(fault("(".repeat(100_000)).code())
        .isEqualTo(DiagnosticCode.TOO_MANY_CHARACTERS_IN_QUERY);
    assertThat(fault("x".repeat(2 << 20)).code())
        .isEqualTo(DiagnosticCode.TOO_MANY_CHARACTERS_IN_QUERY);
    assertThat(fault("a or ".repeat(1_000) + "a").code())
        .isEqualTo(DiagnosticCode.TOO_MANY_BOOLEAN_OPERATORS);
    var most = CqlWriter.write(parsed("a or ".repeat(999) + "a"));
    assertThat(CqlWriter.write(parsed(most.replace("cql.serverChoice = ", "")))).isEqualTo(most);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\", "a\\b", "\\ø"})
  void onlyWhatMeansSomethingCanBeEscaped(String written) {
    assertThat(CqlTerm.of(written)).isInstanceOf(CqlTerm.InvalidEscape.class);
  }

  @Test
  void termSaysWhatIsMaskedAndWhatIsNot() {
    assertThat(CqlTerm.of("^a\\*b*c\\\\?"))
        .isEqualTo(
            new CqlTerm.ValidTerm(
                new CqlTerm(
                    List.of(
                        CqlTerm.Mask.ANCHOR,
                        new CqlTerm.Text("a*b"),
                        CqlTerm.Mask.ANY,
                        new CqlTerm.Text("c\\"),
                        CqlTerm.Mask.ONE))));
    assertThat(CqlTerm.of(CqlTerm.escaped("a*?^\\b")))
        .isEqualTo(new CqlTerm.ValidTerm(new CqlTerm(List.of(new CqlTerm.Text("a*?^\\b")))));
  }

  @Test
  void queryIsWrittenAsXcqlAsTheSchemaOfEachVersionSpellsIt() throws XMLStreamException {
    var query = parsed("> p = \"u\" a =/x>1 \"<b>\" and/y c sortBy d/z");
    assertThat(xcql(query, false))
        .isEqualTo(
            "<triple xmlns=\"http://www.loc.gov/zing/cql/xcql/\">"
                + "<prefixes><prefix><name>p</name><identifier>u</identifier></prefix></prefixes>"
                + "<boolean><value>and</value><modifiers><modifier><type>y</type></modifier></modifiers></boolean>"
                + "<leftOperand><searchClause><index>a</index><relation><value>=</value>"
                + "<modifiers><modifier><type>x</type><comparison>&gt;</comparison><value>1</value></modifier></modifiers>"
                + "</relation><term>&lt;b></term></searchClause></leftOperand>"
                + "<rightOperand><searchClause><index>cql.serverChoice</index><relation><value>=</value></relation>"
                + "<term>c</term></searchClause></rightOperand></triple>"
                + "<sortKeys xmlns=\"http://www.loc.gov/zing/cql/xcql/\"><key><index>d</index>"
                + "<modifiers><modifier><type>z</type></modifier></modifiers></key></sortKeys>");
    assertThat(xcql(parsed("a"), true))
        .isEqualTo(
            "<xcql xmlns=\"http://docs.oasis-open.org/ns/search-ws/xcql\"><triple><searchClause>"
                + "<index>cql.serverChoice</index><relation><value>=</value></relation>"
                + "<term>a</term></searchClause></triple></xcql>");
    assertThat(xcql(parsed("> p = \"u\" p.a = x and (> p = \"v\" > q = \"w\" q.b = y)"), true))
        .as("the schema of SRU 2.0 has prefixes before the parts only")
        .startsWith(
            "<xcql xmlns=\"http://docs.oasis-open.org/ns/search-ws/xcql\"><prefixes>"
                + "<prefix><name>p</name><identifier>u</identifier></prefix>"
                + "<prefix><name>q</name><identifier>w</identifier></prefix>"
                + "</prefixes><triple><Boolean>");
    assertThat(xcql(parsed("a or b"), true))
        .contains("<triple><Boolean><value>or</value></Boolean>");
  }

  private static String xcql(CqlQuery query, boolean is20) throws XMLStreamException {
    var text = new StringWriter();
    var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
    xml.writeStartElement("x");
    if (is20) {
      XcqlWriter.write20(xml, query);
    } else {
      XcqlWriter.write(xml, query);
    }
    xml.writeEndElement();
    xml.close();
    return text.toString().replaceFirst("^<x>", "").replaceFirst("</x>$", "");
  }
}
