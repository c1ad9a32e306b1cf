package org.samling.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.Options;
import org.samling.core.catalogue.RecordReader.ReadResult.Accepted;
import org.samling.core.organisation.Account.Scope;
import org.samling.marc.MarcRecordReader;
import org.samling.server.TestServer;
import org.samling.server.z3950.YazClient;
import org.samling.testing.Eventually;
import tools.jackson.databind.JsonNode;

/** Authority records, and the records that follow them, as every protocol tells them. */
class AuthoritiesServedTest {

  /** As many as a page of OAI-PMH has. */
  private static final int USERS = 30;

  @AutoClose private static TestServer server;
  @AutoClose private static RestClient north;

  @BeforeAll
  static void open() {
    server = TestServer.rested();
    var records = new ArrayList<CatalogueRecord>();
    records.add(marc21("X", "a1", "z", field("100", "$aHolm, Frida"), field("400", "$aSkov, F.")));
    IntStream.rangeClosed(1, USERS)
        .mapToObj(i ->
            marc21(
                "u",
                Integer.toString(i),
                "am",
                field("100", "$aHolm, Frida,$eauthor.$0(X)a1"),
                field("245", "$aTitel " + i)))
        .forEach(records::add);
    records.addAll(
        danish(
            """
            001 00 *a68000001*b870979
            100 00 *aLund*hVera

            001 00 *a50000001*b870970*f a
            004 00 *rn*ae
            100 00 *5870979*668000001*4aut
            245 00 *aHavets bog
            """));
    server.put(server.library.north, records);
    north =
        RestClient.of(
            server,
            server.library.north,
            "north-authorities",
            Set.of(Scope.ITEMS_READ, Scope.CATALOGUE_IMPORT));
  }

  @Test
  void changedHeadingIsFoundAndToldWithAllThatUseItAndTheFormerOneAfterUndo() {
    assertThat(found("author=holm")).isEqualTo(USERS);
    var before = nextSecond();

    var changed =
        RestClient.body(
            north.post(
                "/authorities/X:a1/heading",
                "{\"heading\": \"$aBirkedal, Frida\", \"keep-former\": false}"),
            200);

    assertThat(changed.get("records").asInt()).isEqualTo(USERS);
    Eventually.holds(
        "all are found by the new heading and none by the former",
        () -> found("author=birkedal") == USERS && found("author=holm") == 0);
    Eventually.holds("nothing waits", () -> authority().get("waiting").asInt() == 0);
    var since = "verb=ListRecords&metadataPrefix=marc21&set=source-u&from=" + before;
    Eventually.holds("all are told", () -> oai(since).texts("metadata").size() == USERS);
    assertThat(oai(since).texts("metadata"))
        .allMatch(record -> record.contains("Birkedal, Frida,"));

    var undone =
        RestClient.body(north.post("/imports/" + changed.get("number") + "/undo", ""), 200);

    assertThat(undone.get("restored").asInt()).isOne();
    Eventually.holds(
        "all are found by the former heading again",
        () -> found("author=holm") == USERS && found("author=birkedal") == 0);
    Eventually.holds(
        "all are told as they were",
        () -> oai(since).texts("metadata").stream().allMatch(r -> r.contains("Holm, Frida,")));
  }

  @Test
  void authorityRecordTellsWhatItIsAndWhoUsesIt() {
    var shown = authority();
    assertThat(shown.get("name").asString()).isEqualTo("Holm, Frida");
    assertThat(shown.get("heading").asString()).isEqualTo("$aHolm, Frida");
    assertThat(shown.get("see-from").toString()).isEqualTo("[\"$aSkov, F.\"]");
    var users = RestClient.body(north.get("/authorities/X:a1/records?limit=1"), 200);
    assertThat(users.get("records").get(0).get("author").asString()).isEqualTo("Holm, Frida");
    assertThat(users.get("next").isNull()).isFalse();
    assertThat(north.get("/authorities/u:1").statusCode()).as("a title").isEqualTo(404);
    assertThat(north.post("/authorities/X:a1/heading", "{\"heading\": \"$eauthor\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void authorityRecordsAreADatabaseOfTheirOwnAndInNoOther() {
    var query = "find @attr 1=1 \"skov\"\nformat usmarc\nshow 1";
    assertThat(yaz("/north-authorities", query)).contains("Number of hits: 1", "Skov, F.");
    assertThat(yaz("/authorities", query)).contains("Number of hits: 1");
    assertThat(yaz("/south-authorities", query)).doesNotContain("Number of hits: 1");
    assertThat(yaz("/north", "find @attr 1=12 \"X:a1\"")).contains("Number of hits: 0");
    var sru =
        SruReply.of(
            north.send("GET", "/sru/north-authorities?query=dc.creator%3Dskov", null).body());
    assertThat(sru.count()).isOne();
    var rest =
        RestClient.body(north.get("/catalogue/records?in=authorities&query=skov"), 200)
            .get("records");
    assertThat(rest.get(0).get("record").asString()).isEqualTo("X:a1");
    assertThat(rest.get(0).get("title").asString()).isEqualTo("Holm, Frida");
  }

  @Test
  void linkOfDanmarc2IsResolvedInMarc21AndOpacRecords() {
    assertThat(found("author=\"lund vera\"")).isOne();
    for (var form : List.of("format usmarc", "format opac")) {
      assertThat(yaz("/north", "find @attr 1=12 \"50000001\"\n" + form + "\nshow 1"))
          .as(form)
          .contains("100 1  $a Lund, Vera");
    }
    var hit =
        RestClient.body(north.get("/catalogue/records?query=havets"), 200).get("records").get(0);
    assertThat(hit.get("author").asString()).isEqualTo("Lund, Vera");
  }

  private static JsonNode authority() {
    return RestClient.body(north.get("/authorities/X:a1"), 200);
  }

  private static long found(String query) {
    return RestClient.body(
            north.get("/catalogue/records?limit=1&query=" + URLEncoder.encode(query, UTF_8)), 200)
        .get("count")
        .asLong();
  }

  private static String yaz(String database, String commands) {
    return YazClient.run("127.0.0.1:" + server.listeners.z3950Port() + database, commands);
  }

  private static OaiReply oai(String arguments) {
    return OaiReply.of(north.send("GET", "/oai/north?" + arguments, null).body());
  }

  private static Instant nextSecond() {
    var told = Instant.parse(oai("verb=Identify").text("responseDate"));
    Eventually.holds(
        "time goes on",
        () ->
            Instant.parse(oai("verb=Identify").text("responseDate")).isAfter(told.plusSeconds(1)));
    return Instant.parse(oai("verb=Identify").text("responseDate"));
  }

  private static String field(String tag, String subfields) {
    var xml = new StringBuilder();
    Stream.of(subfields.substring(1).split("\\$", -1))
        .forEach(s ->
            xml.append(
                "<subfield code=\"%s\">%s</subfield>".formatted(s.charAt(0), s.substring(1))));
    return "<datafield tag=\"%s\" ind1=\"1\" ind2=\" \">%s</datafield>".formatted(tag, xml);
  }

  private static CatalogueRecord marc21(
      String source, String number, String kind, String... fields) {
    return read(
            RecordFormat.MARCXML,
            """
            <record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000n%s  a2200000   4500</leader>
            <controlfield tag="001">%s</controlfield><controlfield tag="003">%s</controlfield>%s</record>
            """
                .formatted(kind, number, source, String.join("", fields)))
        .getFirst();
  }

  private static List<CatalogueRecord> danish(String lines) {
    return read(RecordFormat.DANMARC2_LINE, lines);
  }

  private static List<CatalogueRecord> read(RecordFormat format, String text) {
    var results =
        new MarcRecordReader()
            .read(new ByteArrayInputStream(text.getBytes(UTF_8)), new Options(format, "x", false));
    var records = new ArrayList<CatalogueRecord>();
    while (results.hasNext()) {
      records.add(((Accepted) results.next()).record());
    }
    return records;
  }
}
