package org.samling.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.catalogue.RecordKey;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.server.z3950.UnimarcRecords;
import org.samling.testing.Eventually;

/**
 * Harvests by OAI-PMH over HTTP, of the server as a whole. Every reply is checked against a schema.
 */
class OaiEndpointTest {

  private static final String TITLE = "oai:library.example:t:1";
  private static final String UNION = "/oai/union?";

  private static TestServer server;
  private static HttpClient client;

  @BeforeAll
  static void open() {
    server = TestServer.rested();
    client = HttpClient.newHttpClient();
    put("many", 250);
    server.put(server.library.north, UnimarcRecords.read());
    waitUntilTold("verb=ListIdentifiers&metadataPrefix=marc21&set=source-many");
  }

  @AfterAll
  static void close() {
    client.close();
    server.close();
  }

  @Test
  void repositoryTellsOfItself() {
    var reply = ask("verb=Identify");

    assertThat(reply.text("repositoryName")).isEqualTo("north");
    assertThat(reply.text("baseURL")).endsWith("/oai/north").isEqualTo(reply.text("request"));
    assertThat(reply.texts("compression")).containsExactly("gzip", "deflate");
    assertThat(Instant.parse(reply.text("earliestDatestamp")))
        .isBeforeOrEqualTo(Instant.parse(reply.text("responseDate")));
  }

  @Test
  void requestMayBePostedAsWell() {
    var posted = send(post("/oai/north", "verb=Identify"));

    assertThat(posted.statusCode()).isEqualTo(200);
    assertThat(OaiReply.of(posted.body()).text("repositoryName")).isEqualTo("north");
    assertThat(send(post("/oai/north", "{}").setHeader("content-type", "application/json")))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(415);
    assertThat(send(post("/oai/north", "verb=Identify&x=" + "x".repeat(9_000))).statusCode())
        .isEqualTo(413);
    assertThat(send(request("/oai/north").DELETE()).statusCode()).isEqualTo(405);
  }

  @Test
  void formatsAndSetsAreTold() {
    assertThat(ask("verb=ListMetadataFormats").texts("metadataPrefix"))
        .containsExactly("oai_dc", "marc21", "marcxchange", "unimarc", "mods");
    assertThat(ask("verb=ListMetadataFormats&identifier=" + TITLE).texts("metadataPrefix"))
        .contains("oai_dc", "marc21");
    assertThat(ask("verb=ListSets").texts("setSpec"))
        .contains(
            "common",
            "local",
            "format-marc21",
            "format-danmarc2",
            "format-unimarc",
            "source-t",
            "source-many");
  }

  @ParameterizedTest
  @CsvSource({
    "oai_dc, http://www.openarchives.org/OAI/2.0/oai_dc/, dc",
    "marc21, http://www.loc.gov/MARC21/slim, record",
    "marcxchange, info:lc/xmlns/marcxchange-v1, record",
    "mods, http://www.loc.gov/mods/v3, mods"
  })
  void recordIsGivenInEachFormat(String prefix, String namespace, String element) {
    var reply = ask("verb=GetRecord&metadataPrefix=%s&identifier=%s".formatted(prefix, TITLE));

    assertThat(reply.told()).containsExactly(TITLE);
    assertThat(reply.texts("setSpec")).containsExactly("common", "format-marc21", "source-t");
    assertThat(reply.document().getElementsByTagNameNS(namespace, element).getLength())
        .isEqualTo(1);
    assertThat(reply.text("metadata")).contains("Ærø");
  }

  @Test
  void unimarcIsHarvestedAsItWentInAndNothingElseIsConvertedToIt() {
    var list = ask("verb=ListRecords&metadataPrefix=unimarc");
    assertThat(list.told())
        .containsExactlyInAnyOrder(
            "oai:library.example:north/u:U1", "oai:library.example:north/u:U2");
    assertThat(list.texts("metadata"))
        .anySatisfy(record -> assertThat(record).contains("contes de la marée"));
    assertThat(ask("verb=ListIdentifiers&metadataPrefix=unimarc&set=source-many").errors())
        .containsExactly("noRecordsMatch");
    assertThat(ask("verb=GetRecord&metadataPrefix=unimarc&identifier=" + TITLE).errors())
        .containsExactly("cannotDisseminateFormat");
  }

  @Test
  void listIsTakenUpWhereItEnded() {
    var first = ask("verb=ListRecords&metadataPrefix=marc21&set=local");
    assertThat(first.told()).hasSize(100);
    var all = harvest("ListRecords", "marc21", "&set=local");

    assertThat(all).hasSizeGreaterThanOrEqualTo(250).doesNotHaveDuplicates();
    assertThat(all)
        .contains("oai:library.example:north/many:1", "oai:library.example:north/many:250");
    assertThat(harvest("ListIdentifiers", "marc21", "&set=local")).containsExactlyElementsOf(all);
  }

  @Test
  void tokenIsOfItsListOnlyAndCantBeMadeUp() {
    var token = ask("verb=ListRecords&metadataPrefix=marc21").text("resumptionToken");

    assertThat(ask("verb=ListRecords&resumptionToken=" + token).errors()).isEmpty();
    assertThat(ask("verb=ListIdentifiers&resumptionToken=" + token).errors())
        .containsExactly("badResumptionToken");
    assertThat(reply(UNION + "verb=ListRecords&resumptionToken=" + token).errors())
        .containsExactly("badResumptionToken");
    for (var made :
        List.of("", ".", "x", token.substring(1), "A" + token, token + "A", "%C3%86." + token)) {
      assertThat(ask("verb=ListRecords&resumptionToken=" + made).errors())
          .as(made)
          .containsExactly("badResumptionToken");
    }
  }

  @Test
  void tokenOutlivesTheServerThatGaveIt() {
    var token = ask("verb=ListRecords&metadataPrefix=marc21").text("resumptionToken");
    try (var other = server.anotherNode()) {
      var uri =
          URI.create(
              "http://127.0.0.1:%d/oai/north?verb=ListRecords&resumptionToken=%s"
                  .formatted(other.listeners.httpPort(), token));
      assertThat(OaiReply.of(send(HttpRequest.newBuilder(uri)).body()).errors()).isEmpty();
    }
  }

  @Test
  void changesAndDeletionsSinceTheLastHarvestAreTold() throws SQLException {
    put("later", 3);
    waitUntilTold("verb=ListIdentifiers&metadataPrefix=marc21&set=source-later");
    var before = nextSecond();
    server.put(
        server.library.north,
        List.of(TestLibrary.record(new RecordKey("later", "2"), "Rettet siden")));
    try (var owner =
            DriverManager.getConnection(
                server.library.roles.url(),
                server.library.roles.owner(),
                server.library.roles.ownerPassword().value());
        var statement = owner.createStatement()) {
      statement.execute(
          "select samling.act_as(%s); delete from samling.local_record where source = 'later' and control_number = '3'"
              .formatted(server.library.north));
    }
    var since = "verb=ListRecords&metadataPrefix=marc21&set=source-later&from=" + before;
    waitUntilTold(since);

    var changed = ask(since);
    assertThat(changed.told())
        .containsExactlyInAnyOrder(
            "oai:library.example:north/later:2", "-oai:library.example:north/later:3");
    assertThat(changed.texts("metadata")).singleElement().asString().contains("Rettet siden");
    assertThat(
            ask("verb=GetRecord&metadataPrefix=marc21&identifier=oai:library.example:north/later:3")
                .told())
        .containsExactly("-oai:library.example:north/later:3");
  }

  @ParameterizedTest
  @CsvSource({
    "'', badVerb",
    "verb=Describe, badVerb",
    "verb=Identify&verb=Identify, badVerb",
    "verb=Identify&set=common, badArgument",
    "verb=ListRecords, badArgument",
    "verb=ListRecords&metadataPrefix=marc21&from=2026-13-01, badArgument",
    "verb=ListRecords&metadataPrefix=unknown, cannotDisseminateFormat",
    "verb=GetRecord&metadataPrefix=unknown&identifier=oai:library.example:t:1, cannotDisseminateFormat",
    "verb=GetRecord&metadataPrefix=marc21&identifier=oai:library.example:t:99, idDoesNotExist",
    "verb=GetRecord&metadataPrefix=marc21&identifier=oai:other.example:t:1, idDoesNotExist",
    "verb=GetRecord&metadataPrefix=marc21&identifier=oai:library.example:south/many:1, idDoesNotExist",
    "verb=GetRecord&metadataPrefix=marc21&identifier=%FF, idDoesNotExist",
    "verb=ListMetadataFormats&identifier=x, idDoesNotExist",
    "verb=ListRecords&metadataPrefix=marc21&set=source-nobody, noRecordsMatch",
    "verb=ListRecords&metadataPrefix=marc21&set=no-set, noRecordsMatch",
    "verb=ListRecords&metadataPrefix=marc21&until=2001-01-01, noRecordsMatch",
    "verb=ListIdentifiers&metadataPrefix=marc21&from=2999-01-01, noRecordsMatch",
    "verb=ListSets&resumptionToken=x, badResumptionToken"
  })
  void errorIsTheStandards(String arguments, String code) {
    assertThat(ask(arguments).errors()).containsExactly(code);
  }

  @Test
  void catalogueThatIsNotOpenIsHarvestedByItsOwnAccountOnly() {
    var south = "/oai/south?verb=ListIdentifiers&metadataPrefix=marc21";

    assertThat(send(request(south)).statusCode()).isEqualTo(401);
    assertThat(send(request(south)).headers().firstValue("www-authenticate"))
        .hasValueSatisfying(v -> assertThat(v).startsWith("Basic "));
    for (var wrong : List.of("south-oai:wrong", "north-oai:secret", "south-ncip:secret")) {
      assertThat(send(as(wrong, south)).statusCode()).as(wrong).isEqualTo(401);
    }
    assertThat(OaiReply.of(send(as("south-oai:secret", south)).body()).told()).contains(TITLE);
    assertThat(send(request("/oai/nobody?verb=Identify")).statusCode()).isEqualTo(404);
  }

  @Test
  void unionCatalogueHasTheRecordsOfThoseWhoTakePart() {
    server.put(
        server.library.south, List.of(TestLibrary.record(new RecordKey("s", "1"), "Sydlig")));
    var local = UNION + "verb=ListIdentifiers&metadataPrefix=marc21&set=source-s";
    Eventually.holds(
        "the record is told",
        () ->
            OaiReply.of(send(as("south-oai:secret", local)).body())
                .told()
                .equals(List.of("oai:library.example:south/s:1")));

    assertThat(reply(local).errors()).containsExactly("noRecordsMatch");
    assertThat(reply(UNION + "verb=GetRecord&metadataPrefix=marc21&identifier=" + TITLE).told())
        .containsExactly(TITLE);
  }

  @Test
  void repliesArePackedWhereTheHarvesterTakesIt() throws IOException {
    var packed =
        send(
            request("/oai/north?verb=ListRecords&metadataPrefix=marc21")
                .version(HttpClient.Version.HTTP_1_1)
                .header("accept-encoding", "gzip"),
            BodyHandlers.ofByteArray());

    assertThat(packed.headers().firstValue("content-encoding")).hasValue("gzip");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertThat(OaiReply.of(new String(in.readAllBytes(), UTF_8)).told()).hasSize(100);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"oai_dc", "marc21", "marcxchange", "mods"})
  void everyPageOfEachFormatIsValid(String prefix) {
    assertThat(harvest("ListRecords", prefix, "")).contains(TITLE);
  }

  private static List<String> harvest(String verb, String prefix, String more) {
    var told = new ArrayList<String>();
    var arguments = "metadataPrefix=" + prefix + more;
    while (!arguments.isEmpty()) {
      var reply = ask("verb=" + verb + "&" + arguments);
      assertThat(reply.errors()).isEmpty();
      told.addAll(reply.told());
      var token = reply.texts("resumptionToken");
      arguments =
          token.isEmpty() || token.getFirst().isEmpty()
              ? ""
              : "resumptionToken=" + URLEncoder.encode(token.getFirst(), UTF_8);
    }
    return told;
  }

  private static void put(String source, int number) {
    server.put(
        server.library.north,
        IntStream.rangeClosed(1, number)
            .mapToObj(i ->
                TestLibrary.record(
                    new RecordKey(source, Integer.toString(i)), "Titel <" + i + "> Ærø"))
            .toList());
  }

  private static void waitUntilTold(String arguments) {
    Eventually.holds("records are told", () -> ask(arguments).errors().isEmpty());
  }

  private static Instant nextSecond() {
    var told = Instant.parse(ask("verb=Identify").text("responseDate"));
    Eventually.holds(
        "time goes on",
        () ->
            Instant.parse(ask("verb=Identify").text("responseDate")).isAfter(told.plusSeconds(1)));
    return Instant.parse(ask("verb=Identify").text("responseDate"));
  }

  private static OaiReply ask(String arguments) {
    return reply("/oai/north?" + arguments);
  }

  private static OaiReply reply(String path) {
    var response = send(request(path));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("text/xml; charset=utf-8");
    return OaiReply.of(response.body());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path));
  }

  private static HttpRequest.Builder post(String path, String form) {
    return request(path)
        .setHeader("content-type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
  }

  private static HttpRequest.Builder as(String credentials, String path) {
    return request(path)
        .header(
            "authorization",
            "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofString(UTF_8));
  }

  /** Sends a request; one that came too often is sent again when it is due, as harvesters do. */
  private static <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
    try {
      var response = client.send(request.build(), body);
      while (response.statusCode() == 503) {
        TimeUnit.SECONDS.sleep(
            Long.parseLong(response.headers().firstValue("retry-after").orElseThrow()));
        response = client.send(request.build(), body);
      }
      return response;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.listeners.httpPort() + path);
  }
}
