package org.samling.server.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account.Scope;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.server.web.RestProgram;

/** Records that are reviewed before they are loaded, and item mappings, as programs use them. */
class ImportReviewsTest {

  private static final String REVIEWED = "?name=own.mrk&source=own&review=true";

  private TestServer server;
  private TestLibrary library;
  private RestProgram north;
  private RestProgram south;

  @BeforeEach
  void open() {
    server = new TestServer();
    library = server.library;
    north = RestProgram.of(server, library.north, "north-desk", Scope.CATALOGUE_IMPORT);
    south = RestProgram.of(server, library.south, "south-desk", Scope.CATALOGUE_IMPORT);
  }

  @AfterEach
  void close() {
    north.close();
    south.close();
    server.close();
  }

  private static byte[] mnemonic(String... records) {
    var file = new StringBuilder();
    for (var record : records) {
      file.append("=LDR  00000nam a2200000 i 4500\n").append(record).append("\n\n");
    }
    return file.toString().getBytes(UTF_8);
  }

  private static String record(String number, String title, String... more) {
    return "=001  %s\n=245  00$a%s%s".formatted(number, title, String.join("", more));
  }

  private HttpResponse<String> post(String path, String body) {
    return north.post(path, BodyPublishers.ofString(body));
  }

  private long titled(String title) {
    return library.count(
        library.north, "select count(*) from local_record where title = '%s'".formatted(title));
  }

  @Test
  void fileIsReviewedRecordByRecordOverHttpBeforeAnythingOfItIsInTheCatalogue() {
    north.when(
        north.upload(
            mnemonic(record("1", "Before"), record("2", "Stays")), "?name=a.mrk&source=own"),
        "done");

    var path =
        north.upload(
            mnemonic(record("1", "After"), record("3", "New"), record("4", "Unwanted")), REVIEWED);
    var waiting = north.when(path, "review");

    assertThat(waiting.get("waiting").asInt()).isEqualTo(3);
    assertThat(titled("After")).isZero();
    var listed = north.ok(path + "/review?limit=2");
    assertThat(listed.get("records")).hasSize(2);
    assertThat(north.ok(path + "/review?after=" + listed.get("next").asString()).get("records"))
        .hasSize(1);
    var shown = north.ok(path + "/review/1");
    assertThat(shown.get("with").asString()).isEqualTo("own:1");
    assertThat(shown.at("/waiting/proposal/action").asString()).isEqualTo("overlay");
    assertThat(shown.get("fields").toString())
        .contains("{\"change\":\"removed\",\"text\":\"245 00 $aBefore\"}")
        .contains("{\"change\":\"added\",\"text\":\"245 00 $aAfter\"}");
    assertThat(north.ok(path + "/review/1?with=own:2").get("with").asString()).isEqualTo("own:2");
    assertThat(north.get(path + "/review/1?with=own:404").statusCode()).isEqualTo(404);
    assertThat(south.get(path + "/review").statusCode()).isEqualTo(404);
    assertThat(south.get(path + "/review/1").statusCode()).isEqualTo(404);

    assertThat(post(path + "/review/1", "{\"action\":\"add\"}").statusCode()).isEqualTo(409);
    assertThat(post(path + "/review/2", "{\"action\":\"overlay\"}").statusCode()).isEqualTo(400);
    assertThat(post(path + "/review/9", "{\"action\":\"leave\"}").statusCode()).isEqualTo(404);
    assertThat(
            north
                .ok(path + "/review/2", "{\"action\":\"overlay\",\"onto\":\"own:2\"}")
                .at("/decision/onto")
                .asString())
        .isEqualTo("own:2");
    assertThat(north.ok(path + "/review/3", "{\"action\":\"leave\"}").get("decided-by").asString())
        .isEqualTo("north-desk");
    var loaded = north.ok(path + "/load", "{}");

    assertThat(loaded.get("changed").asInt()).isOne();
    assertThat(loaded.get("left-out").asInt()).isOne();
    assertThat(titled("New")).isOne();
    assertThat(titled("Stays")).isZero();
    assertThat(titled("After")).isZero();
    assertThat(north.ok(path + "/load", "{\"proposed\":true}").get("changed").asInt()).isOne();
    assertThat(titled("After")).isOne();
    assertThat(titled("Unwanted")).isZero();
    assertThat(north.ok(path).get("state").asString()).isEqualTo("done");
    assertThat(post(path + "/load", "{}").statusCode()).isEqualTo(409);
  }

  @Test
  void itemMappingThatIsKeptIsUsedByNameOverHttp() {
    assertThat(
            north
                .ok(
                    "/rest/v1/item-mappings/our-koha",
                    """
                    {"items":"koha952","differences":{"branches":{"MAIN":"%s"},"default-category":"book",\
                    "not-for-loan":["7:*"],"subfields":{"price":[]}}}\
                    """
                        .formatted(TestLibrary.MAIN))
                .at("/differences/branches/MAIN")
                .asString())
        .isEqualTo(TestLibrary.MAIN);
    assertThat(north.ok("/rest/v1/item-mappings").get("mappings")).hasSize(1);
    assertThat(south.ok("/rest/v1/item-mappings").get("mappings")).isEmpty();
    var file =
        mnemonic(
            record(
                "i1",
                "With items",
                "\n=952  \\\\$aMAIN$pi952-1$gmuch\n=952  \\\\$aMAIN$pi952-2$72"));

    var done =
        north.when(north.upload(file, "?name=items.mrk&source=own&item-mapping=our-koha"), "done");

    assertThat(done.get("added").asInt()).isOne();
    assertThat(
            library.texts(
                library.north,
                "select barcode || ' ' || category from item where barcode like 'i952-%' order by barcode"))
        .containsExactly("i952-1 book", "i952-2 reference");
    var both = "?item-mapping=our-koha&items=koha952";
    assertThat(post("/rest/v1/imports" + both, "x").statusCode()).isEqualTo(400);
    assertThat(post("/rest/v1/imports?item-mapping=none", "x").statusCode()).isEqualTo(404);
    assertThat(
            post("/rest/v1/item-mappings/x", "{\"items\":\"koha\",\"differences\":{}}")
                .statusCode())
        .isEqualTo(400);
    assertThat(
            post(
                    "/rest/v1/item-mappings/x",
                    "{\"items\":\"koha952\",\"differences\":{\"field\":\"95\"}}")
                .statusCode())
        .isEqualTo(400);
    assertThat(north.delete("/rest/v1/item-mappings/our-koha").statusCode()).isEqualTo(204);
    assertThat(north.get("/rest/v1/item-mappings/our-koha").statusCode()).isEqualTo(404);
  }
}
