package org.samling.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.server.TestServer;
import org.samling.server.z3950.YazClient;
import org.samling.testing.Kiosk;

/**
 * Searches by SRU over HTTP, of the server as a whole. The catalogue of north is open and that of
 * south is not; both have items of t:1 (Ærø) and t:2 (Fanø).
 */
class SruEndpointTest {

  private static TestServer server;
  private static HttpClient client;

  @BeforeAll
  static void open() {
    server = TestServer.rested();
    client = HttpClient.newHttpClient();
    server.put(
        server.library.north,
        List.of(
            record("n:1", "Ålborg og omegn", "Jensen, Jens", 1999, "Byer"),
            record("n:2", "Aalborg før og nu", "Hansen, Hans", 2010, "Byer"),
            record("n:3", "Fisk & fugl", "Jensen, Jens", 1980, "Dyr")));
  }

  @AfterAll
  static void close() {
    client.close();
    server.close();
  }

  private static CatalogueRecord record(
      String key, String title, String author, int year, String subject) {
    return new CatalogueRecord(
        RecordKey.parse(key),
        RecordFormat.MARC21,
        Bytes.of(UUID.randomUUID().toString().getBytes(UTF_8)),
        new MarcContent(
            "00000nam a2200000 a 4500",
            List.of(
                new ControlField("001", RecordKey.parse(key).number()),
                new ControlField("008", "260101s%d    dk            000 0 dan d".formatted(year)),
                new DataField("100", '1', ' ', List.of(new Subfield('a', author))),
                new DataField("245", '1', '0', List.of(new Subfield('a', title))),
                new DataField("650", ' ', '4', List.of(new Subfield('a', subject))))),
        new BriefRecord(title, author, null, List.of()));
  }

  @Test
  void addressAloneExplainsWhatCanBeAsked() {
    var reply = ask("north", "");

    assertThat(reply.root()).isEqualTo(SruReply.OASIS + "sruResponse explainResponse");
    assertThat(reply.text("title")).isEqualTo("north");
    assertThat(reply.text("database")).isEqualTo("sru/north");
    assertThat(reply.text("port")).isEqualTo(Integer.toString(server.listeners.httpPort()));
    assertThat(reply.texts("name")).contains("serverChoice", "title", "creator", "isbn");
    assertThat(reply.diagnostics()).isEmpty();
    assertThat(ask("north", "version=1.1&operation=explain").root())
        .isEqualTo(SruReply.SRW + " explainResponse");
  }

  /** What explain tells is what is answered. */
  @Test
  void everyIndexCanBeAskedWithEveryRelationThatExplainTells() {
    var explain = ask("north", "");
    var asked = 0;
    for (var index : explain.elements("index")) {
      var names = index.getElementsByTagNameNS("*", "name");
      var supported = index.getElementsByTagNameNS("*", "supports");
      for (var n = 0; n < names.getLength(); n++) {
        var set = names.item(n).getAttributes().getNamedItem("set").getTextContent();
        var name = set + "." + names.item(n).getTextContent();
        for (var r = 0; r < (n == 0 ? supported.getLength() : 1); r++) {
          var relation = supported.item(r).getTextContent();
          var term = relation.equals("within") ? "\"1999 2000\"" : "1999";
          var reply = search("north", "%s %s %s".formatted(name, relation, term));
          assertThat(reply.diagnostics()).as(name + relation).isEmpty();
          asked++;
        }
        if (index.getAttribute("scan").equals("true")) {
          assertThat(ask("north", "scanClause=" + encoded(name + "=a")).diagnostics()).isEmpty();
        }
        if (index.getAttribute("sort").equals("true")) {
          assertThat(search("north", "a sortBy " + name).diagnostics()).isEmpty();
        }
      }
    }
    assertThat(asked).isGreaterThan(200);
  }

  @ParameterizedTest
  @CsvSource({
    "version=1.1&operation=searchRetrieve, http://www.loc.gov/zing/srw/ searchRetrieveResponse, text/xml",
    "version=1.2&operation=searchRetrieve, http://www.loc.gov/zing/srw/ searchRetrieveResponse, text/xml",
    "version=2.0, http://docs.oasis-open.org/ns/search-ws/sruResponse searchRetrieveResponse, application/xml",
    "x-none=, http://docs.oasis-open.org/ns/search-ws/sruResponse searchRetrieveResponse, application/xml"
  })
  void bookIsFoundInEachVersionWithWhereItStandsNow(String version, String root, String type) {
    var response = send(request("/sru/north?" + version + "&query=" + encoded("dc.title=ærø")));
    var reply = SruReply.of(response.body());

    assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith(type);
    assertThat(reply.root()).isEqualTo(root);
    assertThat(reply.count()).isEqualTo(1);
    assertThat(reply.titles()).containsExactly("Ærø");
    assertThat(reply.texts("recordSchema")).containsExactly("info:srw/schema/1/marcxml-v1.1");
    assertThat(reply.elements("datafield"))
        .anySatisfy(f -> assertThat(f.getAttribute("tag")).isEqualTo("852"));
    assertThat(reply.diagnostics()).isEmpty();
  }

  @Test
  void lentBookIsToldAsLentAtOnce() {
    try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
      assertThat(kiosk.ask("11NN20260101    120000                  AO|AAA|AB2|AC|"))
          .startsWith("121");
      assertThat(search("north", "dc.title=ærø").xml()).contains("On loan until");
    }
    assertThat(search("all", "dc.title=ærø").xml()).doesNotContain("On loan until");
  }

  @ParameterizedTest
  @CsvSource({
    "marcxml, http://www.loc.gov/MARC21/slim, record",
    "info:srw/schema/1/marcxml-v1.1, http://www.loc.gov/MARC21/slim, record",
    "dc, http://www.openarchives.org/OAI/2.0/oai_dc/, dc",
    "mods, http://www.loc.gov/mods/v3, mods",
    "marcxchange, info:lc/xmlns/marcxchange-v1, record"
  })
  void recordIsGivenInEachSchema(String schema, String namespace, String element) {
    var reply = ask("north", "query=fisk&recordSchema=" + encoded(schema));

    assertThat(reply.document().getElementsByTagNameNS(namespace, element).getLength())
        .isEqualTo(1);
    var packed =
        ask("north", "query=fisk&recordXMLEscaping=string&recordSchema=" + encoded(schema));
    assertThat(packed.document().getElementsByTagNameNS(namespace, element).getLength()).isZero();
    assertThat(packed.text("recordData")).startsWith("<").contains(namespace);
  }

  @Test
  void danishLettersAreFoundAsTheyAreSpelledEitherWay() {
    assertThat(search("north", "dc.title=ålborg").titles())
        .containsExactlyInAnyOrder("Ålborg og omegn", "Aalborg før og nu");
    assertThat(search("north", "dc.title adj \"aalborg og\"").titles())
        .containsExactly("Ålborg og omegn");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "dc.creator=jensen and dc.date<1990; n3",
        "dc.creator=jensen not dc.date<1990; n1",
        "dc.title=aalborg or dc.title=fisk; n1 n2 n3",
        "dc.title=alb?rg or dc.title=aalb?rg; n1 n2",
        "dc.title any \"fisk omegn\"; n1 n3",
        "dc.title=\"fisk fugl\" and dc.subject==dyr; n3",
        "fugl prox/distance<=2 fisk; n3",
        "fugl prox/ordered fisk; ''",
        "rec.id any \"1 2\" and dc.creator=*; n1 n2",
        "dc.date within \"1990 2000\"; n1",
        "dc.date <> 1999 and dc.creator=jensen; n3"
      })
  void queryFindsWhatItSays(String cql, String records) {
    var found =
        search("north", cql).elements("controlfield").stream()
            .filter(f -> f.getAttribute("tag").equals("001"))
            .map(f -> "n" + f.getTextContent())
            .sorted()
            .toList();
    assertThat(String.join(" ", found)).isEqualTo(records);
  }

  @Test
  void orderIsThatOfTheQueryOrOfTheParameter() {
    var all = "dc.creator=*";
    assertThat(search("north", all + " sortBy dc.title").titles())
        .containsExactly("Fisk & fugl", "Aalborg før og nu", "Ålborg og omegn");
    assertThat(search("north", all + " sortBy dc.date/sort.descending").titles())
        .containsExactly("Aalborg før og nu", "Ålborg og omegn", "Fisk & fugl");
    assertThat(
            ask(
                    "north",
                    "version=1.1&operation=searchRetrieve&sortKeys=dc.date,,1&query="
                        + encoded(all))
                .titles())
        .containsExactly("Fisk & fugl", "Ålborg og omegn", "Aalborg før og nu");
    var both = ask("north", "sortKeys=title&query=" + encoded(all + " sortBy dc.date"));
    assertThat(both.titles()).first().isEqualTo("Fisk & fugl");
    assertThat(both.diagnostics()).containsExactly(94);
  }

  @Test
  void listIsReadByPages() {
    var first = ask("north", "query=dc.creator%3D*&maximumRecords=2");
    assertThat(first.elements("recordPosition")).hasSize(2);
    assertThat(first.text("nextRecordPosition")).isEqualTo("3");
    var last = ask("north", "query=dc.creator%3D*&startRecord=3&maximumRecords=2");
    assertThat(last.texts("recordPosition")).containsExactly("3");
    assertThat(last.elements("nextRecordPosition")).isEmpty();
    var none = ask("north", "query=dc.creator%3D*&maximumRecords=0");
    assertThat(none.count()).isEqualTo(3);
    assertThat(none.elements("record")).isEmpty();
    var beyond = ask("north", "query=dc.creator%3D*&startRecord=4");
    assertThat(beyond.count()).isEqualTo(3);
    assertThat(beyond.diagnostics()).containsExactly(61);
  }

  @Test
  void whatWasAskedIsRepeatedWithHowItWasUnderstood() {
    var reply = ask("north", "startRecord=1&query=" + encoded("title = \"</zs:x>\" or fisk"));

    assertThat(reply.texts("query")).contains("title = \"</zs:x>\" or fisk");
    assertThat(reply.texts("index")).containsExactly("title", "cql.serverChoice");
    assertThat(reply.text("startRecord")).isEqualTo("1");
  }

  @Test
  void termsAreListedInFilingOrder() {
    var reply = ask("north", "scanClause=" + encoded("dc.title=a") + "&maximumTerms=20");
    assertThat(reply.root()).isEqualTo(SruReply.OASIS + "scan scanResponse");
    assertThat(reply.texts("displayTerm"))
        .containsSubsequence("Fanø", "Fisk & fugl", "Ærø", "Aalborg før og nu", "Ålborg og omegn");
    assertThat(reply.texts("whereInList")).first().isEqualTo("first");
    assertThat(reply.texts("whereInList")).last().isEqualTo("last");

    var before =
        ask(
            "north",
            "version=1.2&operation=scan&responsePosition=2&maximumTerms=2&scanClause="
                + encoded("dc.title=ærø"));
    assertThat(before.texts("displayTerm")).containsExactly("Fisk & fugl", "Ærø");
    assertThat(before.texts("whereInList")).containsOnly("inner");
    var after =
        ask("north", "responsePosition=0&maximumTerms=1&scanClause=" + encoded("dc.title=ærø"));
    assertThat(after.texts("displayTerm")).containsExactly("Aalborg før og nu");
    assertThat(ask("north", "scanClause=a&maximumTerms=501").diagnostics()).containsExactly(121);
    assertThat(ask("north", "scanClause=a&maximumTerms=2&responsePosition=4").diagnostics())
        .containsExactly(120);
  }

  @Test
  void valuesAreCountedAndEachFindsItsRecords() {
    var reply =
        ask("north", "query=dc.creator%3D*&maximumRecords=0&facetLimit=10:dc.creator,5:dc.subject");
    assertThat(reply.texts("index")).contains("dc.creator", "dc.subject");
    assertThat(reply.texts("actualTerm"))
        .containsExactly("Jensen, Jens", "Hansen, Hans", "Byer", "Dyr");
    assertThat(reply.texts("count")).containsExactly("2", "1", "2", "1");
    var terms = reply.elements("term").stream().filter(t -> t.getPrefix() != null).toList();
    assertThat(terms).hasSize(4);
    for (var term : terms) {
      var query = term.getElementsByTagNameNS("*", "query").item(0).getTextContent();
      var count = term.getElementsByTagNameNS("*", "count").item(0).getTextContent();
      assertThat(search("north", query).count()).as(query).isEqualTo(Integer.parseInt(count));
    }
    assertThat(ask("north", "query=a&facetLimit=3:dc.title").diagnostics()).containsExactly(16);
    assertThat(ask("north", "query=dc.creator%3D*&facetLimit=3").texts("facetDisplayLabel"))
        .containsExactly("Author", "Subject", "Year of publication", "Language", "Material");
  }

  @Test
  void catalogueThatIsNotOpenIsSearchedWithItsAccountOfZ3950() {
    assertThat(send(request("/sru/south")).statusCode()).isEqualTo(401);
    assertThat(send(request("/sru/south")).headers().firstValue("www-authenticate"))
        .hasValueSatisfying(c -> assertThat(c).startsWith("Basic"));
    assertThat(send(as("south-z3950:secret", "/sru/south?query=fan%C3%B8")).statusCode())
        .isEqualTo(200);
    assertThat(send(as("south-z3950:wrong", "/sru/north?query=fan%C3%B8")).statusCode())
        .isEqualTo(401);
    assertThat(send(as("south-kiosk:secret", "/sru/south?query=fan%C3%B8")).statusCode())
        .isEqualTo(401);
    assertThat(send(as("north-z3950:secret", "/sru/south?query=fan%C3%B8")).statusCode())
        .isEqualTo(401);
    assertThat(SruReply.of(send(as("south-z3950:secret", "/sru/Default")).body()).text("title"))
        .isEqualTo("south");
    assertThat(send(request("/sru/nowhere")).statusCode()).isEqualTo(404);
  }

  @Test
  void whoGuessesPasswordsHasToWaitAndWhoDoesNotLogInHasNot() throws Exception {
    try (var other = TestServer.ofItsOwn();
        var once = HttpClient.newHttpClient()) {
      var statuses = new ArrayList<Integer>();
      for (var i = 0; i < 25; i++) {
        statuses.add(status(once, other, "south-z3950:guess" + i));
      }
      assertThat(statuses).startsWith(401).endsWith(429);
      assertThat(status(once, other, "south-z3950:secret")).isEqualTo(429);
      assertThat(status(once, other, null)).isEqualTo(200);
    }
  }

  private static int status(HttpClient once, TestServer of, @Nullable String credentials)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d/sru/north?query=x".formatted(of.listeners.httpPort())));
    if (credentials != null) {
      request.header(
          "authorization",
          "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
    }
    return once.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  @Test
  void requestMayBePostedAsWell() {
    var posted = send(post("query=" + encoded("dc.title=ærø")));
    assertThat(SruReply.of(posted.body()).count()).isEqualTo(1);
    assertThat(send(post("q").setHeader("content-type", "text/plain")).statusCode()).isEqualTo(415);
    assertThat(send(request("/sru/north").DELETE()).statusCode()).isEqualTo(405);
    var named = request("/sru/north?query=a").setHeader("accept", "application/sru+xml");
    assertThat(send(named).headers().firstValue("content-type").orElseThrow())
        .startsWith("application/sru+xml");
  }

  @ParameterizedTest
  @CsvSource({
    "text/xml; charset=utf-8, http://schemas.xmlsoap.org/soap/envelope/",
    "application/soap+xml, http://www.w3.org/2003/05/soap-envelope",
  })
  void soapIsToldThatItIsNotSupportedInItsOwnLanguage(String type, String namespace) {
    var answer = send(post("<soap/>").setHeader("content-type", type));
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).asString().contains(namespace, "Fault", "SOAP is not supported");
  }

  @Test
  void stylesheetIsNamedBeforeTheResponse() {
    assertThat(ask("north", "query=fisk&stylesheet=" + encoded("/show.xsl?a=1&b=\"2")).xml())
        .contains(
            "<?xml-stylesheet type=\"text/xsl\" href=\"/show.xsl?a=1&amp;b=&quot;2\"?>"
                + "<zs:searchRetrieveResponse");
    assertThat(ask("north", "stylesheet=http://x/y.xsl").xml())
        .contains("href=\"http://x/y.xsl\"?><zs:explainResponse");
    assertThat(ask("north", "query=fisk&stylesheet=javascript:alert(1)"))
        .satisfies(reply -> assertThat(reply.xml()).doesNotContain("xml-stylesheet"))
        .satisfies(reply -> assertThat(reply.xml()).contains("info:srw/diagnostic/1/110"));
  }

  @Test
  void severalWordsAfterAnEqualsSignAreAPhrase() {
    assertThat(search("north", "dc.title=\"aalborg og\"").titles())
        .isEqualTo(search("north", "dc.title adj \"aalborg og\"").titles())
        .isNotEmpty();
    assertThat(search("north", "dc.title=\"og aalborg\"").count()).isZero();
    assertThat(search("north", "dc.title all \"og aalborg\"").count()).isPositive();
    assertThat(ask("north", "").xml())
        .contains(
            "<supports type=\"relation\">all</supports>",
            "<supports type=\"relation\">any</supports>",
            "<default type=\"relation\">=</default>");
  }

  @ParameterizedTest
  @CsvSource({
    "query=, 7",
    "query=a&operation=scan, 7",
    "query=a b, 10",
    "query=(a, 13",
    "query=marc.x=a, 15",
    "query=dc.x=a, 16",
    "query=a&recordSchema=ead, 66",
    "query=a&recordXMLEscaping=x, 71",
    "query=a&sortKeys=dc.subject, 88",
    "query=a&y=1, 8",
    "query=a&version=3.0, 5"
  })
  void whatCantBeDoneIsToldWithItsDiagnostic(String parameters, int code) {
    assertThat(ask("north", parameters.replace(" ", "%20")).diagnostics()).containsExactly(code);
  }

  @Test
  void hostileQueryCostsADiagnostic() {
    assertThat(send(post("query=" + "x".repeat(2 << 20))).statusCode()).isEqualTo(413);
    assertThat(SruReply.of(send(post("query=" + "(".repeat(100_000))).body()).diagnostics())
        .containsExactly(12);
    assertThat(SruReply.of(send(post("query=" + "(".repeat(30_000))).body()).diagnostics())
        .containsExactly(13);
    var deep = "(a or b not (".repeat(49) + "c" + "))".repeat(49);
    assertThat(SruReply.of(send(post("query=" + encoded(deep))).body()).diagnostics()).isEmpty();
    for (var query :
        List.of("<x>&amp;]]>", "\uFFFF", "\"\uD800\"", "a%00b", "&#0;", "a and \u202E")) {
      assertThat(ask("north", "query=" + encoded(query)).root()).contains("Response");
    }
    assertThat(ask("north", "query=%ff%fe").root()).contains("Response");
    for (var control : List.of("query=%00", "x-%00=1", "query=a%0b")) {
      assertThat(send(request("/sru/north?" + control)).statusCode()).isEqualTo(400);
    }
    assertThat(ask("north", "query=" + encoded("title=*a* and title=?*?*?*?*?*b")).root())
        .contains("Response");
  }

  @Test
  void curlScriptOfTheDocumentWorks() {
    assertThat(
            run(
                "curl",
                "-s",
                "http://127.0.0.1:%d/sru/north?query=dc.title%%3Dfisk&recordSchema=dc"
                    .formatted(server.listeners.httpPort())))
        .contains("<zs:numberOfRecords>1</zs:numberOfRecords>", "Fisk &amp; fugl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"get 1.1", "get 1.2", "post 1.1", "get 2.0", "post 2.0"})
  void yazClientSearchesAndScans(String method) {
    var output =
        YazClient.run(
            "-",
            """
            close
            sru %s
            open http://127.0.0.1:%d/sru/north
            querytype cql
            find dc.title=fisk
            show 1
            scan dc.title=fisk
            find dc.colour=fisk
            """
                .formatted(method, server.listeners.httpPort()));
    assertThat(output).contains("Number of hits: 1", "Fisk &amp; fugl", "info:srw/diagnostic/1/16");
  }

  @Test
  void zoomShellSearches() throws IOException {
    var script = Files.createTempFile(Path.of("target"), "zoom", ".txt");
    Files.writeString(
        script,
        """
        set sru get
        set sru_version 1.2
        set preferredRecordSyntax xml
        connect http://127.0.0.1:%d/sru/north
        search cql:dc.creator=jensen
        show 0 1
        quit
        """
            .formatted(server.listeners.httpPort()));
    assertThat(run("sh", "-c", "zoomsh < " + script)).contains("2 hits", "<subfield");
    Files.delete(script);
  }

  /** Runs a program that {@code ./samling verify} installs where it can. */
  private static String run(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      Assumptions.assumeFalse(
          process.exitValue() == 127, "SKIPPED: %s is not installed".formatted(command[0]));
      return output;
    } catch (IOException e) {
      return Assumptions.abort("SKIPPED: %s is not installed".formatted(command[0]));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SruReply ask(String database, String parameters) {
    var response = send(request("/sru/" + database + "?" + parameters));
    assertThat(response.statusCode()).isEqualTo(200);
    return SruReply.of(response.body());
  }

  private static SruReply search(String database, String cql) {
    return ask(database, "query=" + encoded(cql));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:%d%s".formatted(server.listeners.httpPort(), path)));
  }

  private static HttpRequest.Builder post(String form) {
    return request("/sru/north")
        .setHeader("content-type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
  }

  private static HttpRequest.Builder as(String credentials, String path) {
    return request(path)
        .header(
            "authorization",
            "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
  }

  /** Sends a request; one that came too often is sent again when it is due. */
  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      var response = client.send(request.build(), BodyHandlers.ofString(UTF_8));
      while (response.statusCode() == 503) {
        TimeUnit.SECONDS.sleep(
            Long.parseLong(response.headers().firstValue("retry-after").orElseThrow()));
        response = client.send(request.build(), BodyHandlers.ofString(UTF_8));
      }
      return response;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
