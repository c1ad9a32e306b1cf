package org.samling.sru;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.samling.cql.DiagnosticCode;
import org.samling.sru.SruResponse.FacetCounts;
import org.samling.sru.SruResponse.FacetTerm;
import org.samling.sru.SruResponse.Failure;
import org.samling.sru.SruResponse.RecordEntry;
import org.samling.sru.SruResponse.ScanResult;
import org.samling.sru.SruResponse.SearchResult;
import org.samling.sru.SruResponse.Suggested;
import org.samling.sru.SruResponse.SurrogateDiagnostic;
import org.samling.sru.SruResponse.Term;
import org.samling.sru.SruResponse.WhereInList;

class SruResponseEncoderTest {

  private static final SearchResult FOUND =
      new SearchResult(
          2,
          List.of(
              new RecordEntry(1, "info:srw/schema/1/dc-v1.1", "<dc xmlns=\"u\">&amp;</dc>"),
              new SurrogateDiagnostic(2, new SruDiagnostic(DiagnosticCode.RECORD_TOO_LARGE, "1"))),
          RecordEscaping.XML,
          OptionalLong.of(3),
          null,
          List.of(
              new FacetCounts(
                  "Subjects", "dc.subject", "==", List.of(new FacetTerm("Øer", "q", 2)))),
          List.of(),
          List.of(new SruDiagnostic(DiagnosticCode.STYLESHEETS_NOT_SUPPORTED, "")));

  private static String written(SruVersion version, SruResponse response, String... parameters) {
    var bytes =
        SruResponseEncoder.encode(
            version,
            parameters.length == 0 ? Map.of() : Map.of(parameters[0], parameters[1]),
            response);
    var text = new String(bytes, UTF_8);
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    } catch (Exception e) {
      throw new AssertionError(text, e);
    }
    return text.replaceFirst("^<\\?xml version=[\"']1.0[\"'] encoding=[\"']UTF-8[\"']\\?>", "");
  }

  @Test
  void recordsOf11And12StandInTheirNamespaces() {
    assertThat(written(SruVersion.V1_1, FOUND))
        .isEqualTo(
            "<zs:searchRetrieveResponse xmlns:zs=\"http://www.loc.gov/zing/srw/\">"
                + "<zs:version>1.1</zs:version><zs:numberOfRecords>2</zs:numberOfRecords>"
                + "<zs:records><zs:record><zs:recordSchema>info:srw/schema/1/dc-v1.1</zs:recordSchema>"
                + "<zs:recordPacking>xml</zs:recordPacking>"
                + "<zs:recordData><dc xmlns=\"u\">&amp;</dc></zs:recordData>"
                + "<zs:recordPosition>1</zs:recordPosition></zs:record>"
                + "<zs:record><zs:recordSchema>info:srw/schema/1/diagnostics-v1.1</zs:recordSchema>"
                + "<zs:recordPacking>xml</zs:recordPacking><zs:recordData>"
                + "<diag:diagnostic xmlns:diag=\"http://www.loc.gov/zing/srw/diagnostic/\">"
                + "<diag:uri>info:srw/diagnostic/1/70</diag:uri><diag:details>1</diag:details>"
                + "<diag:message>Record too large to send</diag:message></diag:diagnostic>"
                + "</zs:recordData><zs:recordPosition>2</zs:recordPosition></zs:record></zs:records>"
                + "<zs:nextRecordPosition>3</zs:nextRecordPosition><zs:diagnostics>"
                + "<diag:diagnostic xmlns:diag=\"http://www.loc.gov/zing/srw/diagnostic/\">"
                + "<diag:uri>info:srw/diagnostic/1/110</diag:uri>"
                + "<diag:message>Stylesheets not supported</diag:message></diag:diagnostic>"
                + "</zs:diagnostics></zs:searchRetrieveResponse>");
  }

  @Test
  void recordsOf20HaveFacetsAndAPrecision() {
    assertThat(written(SruVersion.V2_0, FOUND))
        .startsWith(
            "<zs:searchRetrieveResponse xmlns:zs=\"http://docs.oasis-open.org/ns/search-ws/sruResponse\">")
        .contains("<zs:recordXMLEscaping>xml</zs:recordXMLEscaping>")
        .contains(
            "<diag:diagnostic xmlns:diag=\"http://docs.oasis-open.org/ns/search-ws/diagnostic\">")
        .endsWith(
            "<zs:resultCountPrecision>info:srw/vocabulary/resultCountPrecision/1/exact</zs:resultCountPrecision>"
                + "<fr:facetedResults xmlns:fr=\"http://docs.oasis-open.org/ns/search-ws/facetedResults\">"
                + "<fr:facets><fr:facet><fr:facetDisplayLabel>Subjects</fr:facetDisplayLabel>"
                + "<fr:index>dc.subject</fr:index><fr:relation>==</fr:relation><fr:terms><fr:term>"
                + "<fr:actualTerm>Øer</fr:actualTerm><fr:query>q</fr:query><fr:count>2</fr:count>"
                + "</fr:term></fr:terms></fr:facet></fr:facets></fr:facetedResults>"
                + "</zs:searchRetrieveResponse>");
  }

  @Test
  void suggestionsStandInExtraData() {
    var found =
        new SearchResult(
            0,
            List.of(),
            RecordEscaping.XML,
            OptionalLong.empty(),
            null,
            List.of(),
            List.of(
                new Suggested("hobiten", "hobbitten", "dc.title = hobbitten", 2),
                new Suggested("x", null, null, 1)),
            List.of());
    assertThat(written(SruVersion.V1_2, found))
        .contains(
            "<zs:extraResponseData><sug:suggestions"
                + " xmlns:sug=\"urn:x-samling:sru-suggestions:1\"><sug:suggestion>"
                + "<sug:word>hobiten</sug:word><sug:instead>hobbitten</sug:instead>"
                + "<sug:query>dc.title = hobbitten</sug:query>"
                + "<sug:numberOfRecords>2</sug:numberOfRecords></sug:suggestion>"
                + "<sug:suggestion><sug:word>x</sug:word>"
                + "<sug:numberOfRecords>1</sug:numberOfRecords></sug:suggestion>");
  }

  @Test
  void recordMayStandAsText() {
    var found =
        new SearchResult(
            1,
            List.of(new RecordEntry(1, "s", "<a>&lt;</a>")),
            RecordEscaping.STRING,
            OptionalLong.empty(),
            null,
            List.of(),
            List.of(),
            List.of());
    assertThat(written(SruVersion.V1_2, found))
        .contains("<zs:recordData>&lt;a>&amp;lt;&lt;/a></zs:recordData>");
  }

  @Test
  void whatWasAskedIsRepeatedAndCanBreakNothing() {
    var failed =
        Failure.of(
            SruOperation.SEARCH_RETRIEVE,
            new SruDiagnostic(DiagnosticCode.QUERY_SYNTAX_ERROR, "]]><x a='\u0001'/>"));
    assertThat(written(SruVersion.V1_1, failed, "query", "</zs:query>\u0000\uFFFF<!--"))
        .contains("<zs:query>&lt;/zs:query>\uFFFD\uFFFD&lt;!--</zs:query>")
        .contains("<diag:details>]]&gt;&lt;x a='\uFFFD'/></diag:details>");
  }

  @Test
  void termsOf20HaveANamespaceOfTheirOwn() {
    var scanned = new ScanResult(List.of(new Term("aaro", 3, "Årø", WhereInList.ONLY)), List.of());
    assertThat(written(SruVersion.V2_0, scanned, "scanClause", "a"))
        .isEqualTo(
            "<zs:scanResponse xmlns:zs=\"http://docs.oasis-open.org/ns/search-ws/scan\">"
                + "<zs:version>2.0</zs:version><zs:terms><zs:term><zs:value>aaro</zs:value>"
                + "<zs:numberOfRecords>3</zs:numberOfRecords><zs:displayTerm>Årø</zs:displayTerm>"
                + "<zs:whereInList>only</zs:whereInList></zs:term></zs:terms>"
                + "<zs:echoedScanRequest><zs:version>2.0</zs:version><zs:scanClause>a</zs:scanClause>"
                + "</zs:echoedScanRequest></zs:scanResponse>");
  }
}
