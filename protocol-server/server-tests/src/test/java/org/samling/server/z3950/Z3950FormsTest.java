package org.samling.server.z3950;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.server.TestServer;
import org.samling.testing.Kiosk;
import org.samling.z3950.SetBounds;
import org.samling.z3950.Z3950Request.PresentRequest;
import org.samling.z3950.Z3950Request.SearchRequest;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.PresentResponse;
import org.samling.z3950.Z3950Response.SearchResponse;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.CompSpec;
import org.samling.z3950.data.NamePlusRecord.RetrievalRecord;
import org.samling.z3950.data.Query;
import org.samling.z3950.data.Records.ResponseRecords;
import org.samling.z3950.data.RpnQuery;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;
import org.samling.z3950.data.Term;

/** The forms in which records are given, asked for by the real yaz-client and as DBC's does. */
class Z3950FormsTest {

  private static TestServer server;

  @BeforeAll
  static void open() {
    server = TestServer.rested();
    server.put(null, List.of(TestRecords.book("c:1", "Blixen, Karen", "Æblehaven på Ø", 1999)));
    server.put(null, UnimarcRecords.read());
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static String yaz(String database, String commands) {
    return YazClient.run("127.0.0.1:" + server.listeners.z3950Port() + "/" + database, commands);
  }

  @Test
  void opacRecordTellsWhereEachItemStandsNow() {
    assertThat(yaz("north", "find @attr 1=4 fanø\nformat opac\nshow 1"))
        .contains("245 00 $a Fanø", "localLocation: DK-799700", "availableNow: 1", "itemId: 6")
        .doesNotContain("852 ");
    try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
      kiosk.ask("11NN20260101    120000                  AO|AAA|AB6|AC|");
      assertThat(yaz("north", "find @attr 1=4 fanø\nformat opac\nshow 1"))
          .contains("availableNow: 0", "availabiltyDate: 20", "publicNote: On loan until 20");
      kiosk.ask("09N20260101    12000020260101    120000AP|AO|AB6|AC|");
    }
    assertThat(yaz("north", "find @attr 1=4 fanø\nformat opac\nelements B\nshow 1"))
        .contains("availableNow: 1", "245 00 $a Fanø");
  }

  @Test
  void unionCatalogueHasNoHoldings() {
    assertThat(yaz("all", "find @attr 1=4 æblehaven\nformat opac\nshow 1"))
        .contains("245 10 $a Æblehaven på Ø")
        .doesNotContain("availableNow");
  }

  @Test
  void sutrsIsTextForPeople() {
    assertThat(yaz("north", "find @attr 1=4 fanø\nformat sutrs\nshow 1"))
        .contains("Title: Fan\\XC3\\XB8", "Number: 2", "Copy: DK-799700, Voksen, Available");
    assertThat(yaz("all", "find @attr 1=4 æblehaven\nformat sutrs\nelements f1\nshow 1"))
        .contains("blehaven p", "Author: Blixen, Karen")
        .doesNotContain("Copy:");
  }

  @Test
  void danmarc2IsInLatin1WithItsEscapes() {
    assertThat(yaz("all", "find @attr 1=4 æblehaven\nformat danmarc\nshow 1"))
        .contains("Record type: Danmarc");
  }

  @Test
  void unimarcComesAsItWentInAndAsMarc21() {
    var find = "find @attr 1=4 marée\n";
    assertThat(yaz("all", find + "format unimarc\nshow 1"))
        .contains("Record type: Unimarc", "210    $a Paris $c Éditions du Phare", "700  1 $3 A7");
    assertThat(yaz("all", find + "format unimarc\nelements B\nshow 1"))
        .contains("200 1  $a", "700  1 $3 A7")
        .doesNotContain("995 ");
    assertThat(yaz("all", find + "format usmarc\nshow 1"))
        .contains("Record type: USmarc", "100 1  $a Lenoir, Anne");
    assertThat(yaz("all", find + "format xml\nelements unimarcxchange\nshow 1"))
        .contains("info:lc/xmlns/marcxchange-v2", "format=\"UNIMARC\"", "contes de la marée");
  }

  @Test
  void recordOfAnotherFormatIsNotAvailableInUnimarc() {
    assertThat(yaz("all", "find @attr 1=4 æblehaven\nformat unimarc\nshow 1"))
        .contains("[238]", "the record is in MARC21, and there is no conversion to UNIMARC");
    assertThat(sru("title=æblehaven", "unimarc")).contains("info:srw/diagnostic/1/67");
  }

  @Test
  void sruGivesUnimarcAsItWentIn() {
    assertThat(sru("title=marée", "unimarcxchange"))
        .contains("info:lc/xmlns/marcxchange-v2", "contes de la marée", "Éditions du Phare")
        .doesNotContain("info:srw/diagnostic");
  }

  private static String sru(String query, String schema) {
    var uri =
        "http://127.0.0.1:%d/sru/all?recordSchema=%s&query=%s"
            .formatted(server.listeners.httpPort(), schema, URLEncoder.encode(query, UTF_8));
    try (var client = HttpClient.newHttpClient()) {
      return client
          .sendAsync(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString(UTF_8))
          .join()
          .body();
    }
  }

  @Test
  void xmlIsInTheSchemaThatIsAskedFor() {
    var find = "find @attr 1=4 æblehaven\nformat xml\n";
    assertThat(yaz("all", find + "elements marcxchange\nshow 1"))
        .contains("info:lc/xmlns/marcxchange-v1", "Æblehaven");
    assertThat(yaz("all", find + "elements http://www.loc.gov/mods/v3\nshow 1"))
        .contains("http://www.loc.gov/mods/v3", "Æblehaven");
    assertThat(yaz("all", find + "elements dc\nshow 1"))
        .contains("<dc:title>Æblehaven på Ø</dc:title>");
    assertThat(yaz("all", find + "elements urn:nowhere\nshow 1"))
        .contains("[25] Specified element set name not valid", "urn:nowhere");
  }

  @Test
  void holdingsComeAsDbcAsksForThem() {
    var found = holdings("2", "B3");
    assertThat(found)
        .contains(
            "<n:holdingsStructure xmlns:n=\"http://www.loc.gov/z3950/agency/defns/HoldingsSchema8\">",
            "<bibItemInfo-1 targetItemId-3=\"2\"",
            "servicePolicy-109=\"1\"",
            "expectedDispatchDate-111=\"20")
        .containsOnlyOnce("<bibView-11 ");
    assertThat(holdings("2", "B1")).contains("numberOfCopies-14").doesNotContain("bibView-11");
    assertThat(holdings("2", "B2")).contains("bibView-11").doesNotContain("servicePolicy-109");
  }

  /** DBC's own request: by number with structure 103, and the schema by its object identifier. */
  private static String holdings(String number, String elementSet) {
    try (var client = new Z3950Client(server.listeners.z3950Port()).init()) {
      var found =
          client.ask(
              new SearchRequest(
                  null,
                  SetBounds.NO_RECORDS,
                  true,
                  "default",
                  List.of("north"),
                  null,
                  null,
                  null,
                  new Query.Rpn(
                      new RpnQuery(
                          Oid.BIB_1,
                          new AttributesPlusTerm(
                              List.of(AttributeElement.of(4, 103), AttributeElement.of(1, 12)),
                              new Term.General(new Octets(number.getBytes(UTF_8)))))),
                  List.of()));
      assertThat(found)
          .isInstanceOfSatisfying(
              SearchResponse.class, response -> assertThat(response.resultCount()).isEqualTo(1));
      var presented =
          client.ask(
              new PresentRequest(
                  null,
                  "default",
                  1,
                  1,
                  List.of(),
                  new CompSpec(
                      false,
                      new CompSpec.Specification(
                          new CompSpec.SchemaOid(Oid.HOLDINGS_SCHEMA_4),
                          new CompSpec.ElementSetName(elementSet)),
                      List.of(),
                      List.of()),
                  Oid.XML,
                  null,
                  null,
                  null));
      return new String(first(presented), UTF_8);
    }
  }

  @Test
  void iso20775TellsTheSame() {
    assertThat(yaz("north", "find @attr 1=4 fanø\nformat xml\nelements iso20775\nshow 1"))
        .contains(
            "<holdings xmlns=\"info:ofi/fmt:xml:xsd:iso20775\">",
            "<copiesCount>",
            "<availableCount>",
            "<availabilityStatus>1</availabilityStatus>");
  }

  @Test
  void recordsAreInTheCharacterSetThatInitAgreedOn() {
    assertThat(
            YazClient.run(
                "",
                """
                negcharset ISO-8859-1
                open 127.0.0.1:%d/all
                marccharset ISO-8859-1
                displaycharset UTF-8
                find @attr 1=12 c:1
                show 1
                """
                    .formatted(server.listeners.z3950Port())))
        .contains("Æblehaven på Ø");
  }

  private static byte[] first(Z3950Response response) {
    assertThat(response).isInstanceOf(PresentResponse.class);
    var records = (ResponseRecords) Objects.requireNonNull(((PresentResponse) response).records());
    return ((RetrievalRecord) records.records().getFirst().record()).external().content().bytes();
  }
}
