package org.samling.sru;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.sru.SruRequest.Explain;
import org.samling.sru.SruRequest.Facet;
import org.samling.sru.SruRequest.QueryType;
import org.samling.sru.SruRequest.Scan;
import org.samling.sru.SruRequest.SearchRetrieve;

class SruRequestDecoderTest {

  private static SruDecoded.Request request(String parameters) {
    var decoded = SruRequestDecoder.decode(parameters);
    assertThat(decoded).isInstanceOf(SruDecoded.Request.class);
    return (SruDecoded.Request) decoded;
  }

  @Test
  void addressAloneAsksForAnExplanation() {
    assertThat(request(""))
        .returns(SruVersion.V2_0, SruDecoded.Request::version)
        .returns(new Explain(RecordEscaping.XML), SruDecoded.Request::request);
  }

  @Test
  void searchOf12SaysAllOfItInItsOwnWords() {
    var decoded =
        request(
            "version=1.2&operation=searchRetrieve&query=a+b%C3%B8&startRecord=11&maximumRecords=0"
                + "&recordPacking=string&recordSchema=dc&resultSetTTL=60&x-info-2-auth=me&x-a=1&x-a=2"
                + "&sortKeys=title,,0+dc.date,dc,1,0,abort");

    assertThat(decoded.version()).isEqualTo(SruVersion.V1_2);
    assertThat(decoded.request())
        .isEqualTo(
            new SearchRetrieve(
                QueryType.CQL,
                "a bø",
                11,
                0,
                RecordEscaping.STRING,
                "dc",
                List.of(
                    new SruSortKey("title", null, false, false, "highValue"),
                    new SruSortKey("dc.date", "dc", true, false, "abort")),
                List.of()));
  }

  @Test
  void searchOf20NeedsNeitherVersionNorOperation() {
    var decoded =
        request(
            "query=x&queryType=searchTerms&recordXMLEscaping=string&recordPacking=packed"
                + "&facetLimit=5,10:dc.subject&facetStart=3:dc.subject&facetSort=recordCount"
                + "&httpAccept=application/sru%2Bxml&renderedBy=client&stylesheet=http://x/y.xsl");

    assertThat(decoded.version()).isEqualTo(SruVersion.V2_0);
    assertThat(decoded.request())
        .isEqualTo(
            new SearchRetrieve(
                QueryType.SEARCH_TERMS,
                "x",
                1,
                null,
                RecordEscaping.STRING,
                null,
                List.of(),
                List.of(new Facet(null, 5, 1), new Facet("dc.subject", 10, 3))));
    assertThat(decoded.warnings()).isEmpty();
  }

  @Test
  void scanIsAskedInEachVersion() {
    assertThat(request("scanClause=title=x").request()).isEqualTo(new Scan("title=x", 1, null));
    assertThat(
            request("version=1.1&operation=scan&scanClause=x&responsePosition=0&maximumTerms=7")
                .request())
        .isEqualTo(new Scan("x", 0, 7));
  }

  @ParameterizedTest
  @CsvSource({
    "version=1.3&operation=explain, V1_2, EXPLAIN, 5, 2.0",
    "version=1.2&operation=update, V1_2, EXPLAIN, 4, update",
    "operation=searchRetrieve&query=a, V1_2, SEARCH_RETRIEVE, 7, version",
    "version=1.1&query=a, V1_1, SEARCH_RETRIEVE, 7, operation",
    "version=1.1&operation=searchRetrieve, V1_1, SEARCH_RETRIEVE, 7, query",
    "version=1.1&operation=scan&scanClause=+, V1_1, SCAN, 7, scanClause",
    "query=a&Query=b, V2_0, SEARCH_RETRIEVE, 8, Query",
    "version=1.2&operation=searchRetrieve&query=a&queryType=cql, V1_2, SEARCH_RETRIEVE, 8, queryType",
    "query=a&facetCount=3, V2_0, SEARCH_RETRIEVE, 8, facetCount",
    "query=a&query=b, V2_0, SEARCH_RETRIEVE, 9, query occurs twice",
    "query=%zz, V2_0, EXPLAIN, 6, not URL-encoded: %zz",
    "query=a&startRecord=0, V2_0, SEARCH_RETRIEVE, 6, startRecord",
    "query=a&startRecord=99999999999, V2_0, SEARCH_RETRIEVE, 6, startRecord",
    "query=a&maximumRecords=-1, V2_0, SEARCH_RETRIEVE, 6, maximumRecords",
    "query=a&resultSetTTL=x, V2_0, SEARCH_RETRIEVE, 6, resultSetTTL",
    "query=a&httpAccept=application/json, V2_0, SEARCH_RETRIEVE, 6, httpAccept",
    "query=a&facetLimit=1000, V2_0, SEARCH_RETRIEVE, 6, facetLimit",
    "query=a&facetLimit=1&facetStart=2000000000, V2_0, SEARCH_RETRIEVE, 6, facetLimit",
    "query=a&facetLimit=1&facetSort=alphanumeric, V2_0, SEARCH_RETRIEVE, 6, facetSort",
    "query=a&queryType=pqf, V2_0, SEARCH_RETRIEVE, 11, pqf",
    "query=a&recordXMLEscaping=html, V2_0, SEARCH_RETRIEVE, 71, html",
    "version=1.1&operation=searchRetrieve&query=a&recordXPath=/a, V1_1, SEARCH_RETRIEVE, 72, ''",
    "version=1.1&operation=searchRetrieve&query=a&sortKeys=a%2C%2C2, V1_1, SEARCH_RETRIEVE, 90, 2",
    "scanClause=a&maximumTerms=0, V2_0, SCAN, 6, maximumTerms",
  })
  void whatIsNotUnderstoodIsToldWithItsDiagnostic(
      String parameters, SruVersion version, SruOperation operation, int code, String details) {
    var decoded = SruRequestDecoder.decode(parameters);

    assertThat(decoded).isInstanceOf(SruDecoded.Malformed.class);
    assertThat(decoded.version()).isEqualTo(version);
    assertThat(decoded.operation()).isEqualTo(operation);
    var diagnostic = ((SruDecoded.Malformed) decoded).diagnostic();
    assertThat(diagnostic.code().number()).isEqualTo(code);
    assertThat(diagnostic.details()).isEqualTo(details);
  }

  @Test
  void detailsAreNoLongerThanPeopleRead() {
    var name = URLEncoder.encode("<".repeat(50_000), StandardCharsets.UTF_8).substring(0, 100_000);
    var decoded = SruRequestDecoder.decode("query=a&" + name);

    assertThat(((SruDecoded.Malformed) decoded).diagnostic().details()).hasSizeLessThan(300);
  }
}
