package org.samling.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.Work;
import org.samling.core.organisation.Account.Scope;
import org.samling.marc.MarcRecordMaker;
import org.samling.server.TestServer;
import org.samling.server.z3950.YazClient;
import tools.jackson.databind.JsonNode;

/** Searches by relevance, of the server as a whole. */
class RankedSearchTest {

  @AutoClose private static TestServer server;
  @AutoClose private static RestClient north;

  @BeforeAll
  static void open() {
    server = TestServer.rested();
    server.put(
        server.library.north,
        List.of(
            record("1", "Den anden verdenskrig", "Hansen, Ib", 2015, "Verden"),
            record("2", "Krig", "Jensen, Jens", 1990, "Soldater"),
            record("3", "Fred", "Jensen, Jens", 2020, "Krig"),
            record("4", "Hobbitten", "Tolkien, J.R.R.", 1975, "Drager")));
    server.put(server.library.south, List.of(record("5", "Hobbitton", "Syd, Søren", 2001, "Byer")));
    north = RestClient.of(server, server.library.north, "north-web", Set.of(Scope.ITEMS_READ));
  }

  private static CatalogueRecord record(
      String number, String title, String author, int year, String subject) {
    return new MarcRecordMaker()
        .make(
            new Work(
                new RecordKey("n", number),
                new Work.Title(title),
                author,
                List.of(),
                Work.Imprint.of(year),
                null,
                "dan",
                new Work.Subject(null, List.of(subject), Work.Audience.ADULT),
                Work.Material.BOOK));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static JsonNode search(String query, String more) {
    return RestClient.body(north.get("/catalogue/records?query=" + encoded(query) + more), 200);
  }

  private static List<String> titles(JsonNode found) {
    var titles = new ArrayList<String>();
    found.get("records").forEach(record -> titles.add(record.get("title").asString()));
    return titles;
  }

  @Test
  void wordsAreFoundInOtherFormsTheMostRelevantFirst() {
    var found = search("krig", "");
    assertThat(titles(found)).containsExactly("Krig", "Fred", "Den anden verdenskrig");
    assertThat(found.get("count").asInt()).isEqualTo(3);
    assertThat(titles(search("krig", "&sort=latest")))
        .containsExactly("Fred", "Den anden verdenskrig", "Krig");
    assertThat(titles(search("title=krig", ""))).containsExactly("Krig");
  }

  @Test
  void aSearchComesInPagesWithFacetsByWhichItIsNarrowed() {
    var first = search("krig", "&limit=2&facets=1&sort=title");
    assertThat(titles(first)).containsExactly("Den anden verdenskrig", "Fred");
    var author = first.get("facets").get(0);
    assertThat(author.get("facet").asString()).isEqualTo("author");
    var value = author.get("values").get(0);
    assertThat(value.get("display").asString()).isEqualTo("Jensen, Jens");
    assertThat(value.get("count").asInt()).isEqualTo(2);
    var next = "&limit=2&sort=title&after=" + first.get("next").asString();
    assertThat(titles(search("krig", next))).containsExactly("Krig");
    assertThat(search("krig", next).get("next").isNull()).isTrue();
    assertThat(titles(search("krig", "&author=" + encoded(value.get("term").asString()))))
        .containsExactly("Krig", "Fred");
    assertThat(north.get("/catalogue/records?query=" + encoded("title=(krig")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void aSearchTellsWhatIsAvailable() {
    var found = search("rec.identifier=t:1", "").get("records").get(0);
    assertThat(found.get("items").asInt()).isPositive();
    assertThat(found.get("available").asInt()).isBetween(1, found.get("items").asInt());
  }

  @Test
  void aSearchThatFindsLittleSuggestsAnotherFromTheTenantsOwnRecords() {
    var other = search("hobiten", "").get("suggestions").get(0);
    assertThat(other.get("query").asString()).isEqualTo("hobbitten");
    assertThat(other.get("count").asInt()).isOne();
    assertThat(search("hobitton", "").get("suggestions").toString()).doesNotContain("hobbitton");
    var extra = sru("dc.title = hobiten");
    assertThat(extra.texts("instead")).containsExactly("hobbitten");
    assertThat(extra.texts("suggestion")).hasSize(1);
    assertThat(sru(extra.texts("query").getLast()).count()).isOne();
  }

  private static SruReply sru(String query) {
    return SruReply.of(north.send("GET", "/sru/north?query=" + encoded(query), null).body());
  }

  @Test
  void explainTellsWhyARecordStandsWhereItStands() {
    var explained = RestClient.body(north.get("/catalogue/explanation?query=krig&record=n:1"), 200);
    assertThat(explained.get("place").asInt()).isEqualTo(3);
    assertThat(explained.get("parts").toString())
        .contains("\"reason\":\"compound\"", "\"field\":\"title\"");
    assertThat(north.get("/catalogue/explanation?query=krig&record=n:4").statusCode())
        .isEqualTo(404);
  }

  @Test
  void aClientThatAsksForRelevanceGetsItAndOthersSearchExactly() {
    assertThat(sru("cql.serverChoice = krig").count()).isEqualTo(2);
    assertThat(sru("cql.serverChoice =/cql.relevant krig").titles())
        .containsExactly("Krig /", "Fred /", "Den anden verdenskrig /");
    assertThat(sru("cql.serverChoice =/relevant krig sortBy dc.date/sort.descending").titles())
        .containsExactly("Fred /", "Den anden verdenskrig /", "Krig /");
    var address = "127.0.0.1:" + server.listeners.z3950Port() + "/north";
    assertThat(YazClient.run(address, "find @attr 1=1016 krig")).contains("Number of hits: 2");
    var ranked = YazClient.run(address, "find @attr 1=1016 @attr 2=102 krig\nshow 1+3");
    assertThat(ranked).contains("Number of hits: 3");
    assertThat(ranked.indexOf("Den anden verdenskrig")).isGreaterThan(ranked.indexOf("Fred"));
  }
}
