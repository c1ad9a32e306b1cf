package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.RestProgram.assertProblem;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account.Scope;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;

/** Imports as the REST API of a whole server shows and undoes them. */
class RestImportsTest {

  private static final String IMPORTS = "/rest/v1/imports";

  private static final String FOLDER =
      "import: {folders: [{path: own, tenant: north, source: own}]}";

  private TestLibrary library;
  private TestServer server;
  private RestProgram desk;
  private RestProgram south;

  @BeforeEach
  void open() {
    server = TestServer.with(FOLDER);
    library = server.library;
    desk = RestProgram.of(server, library.north, "north-desk", Scope.CATALOGUE_IMPORT);
    south = RestProgram.of(server, library.south, "south-desk", Scope.CATALOGUE_IMPORT);
  }

  @AfterEach
  void close() {
    south.close();
    desk.close();
    server.close();
  }

  /** Has the server import a record, and returns the import's number. */
  private long imported() throws IOException {
    return imported("");
  }

  /** Has the server import a record with more fields, and returns the import's number. */
  private long imported(String fields) throws IOException {
    var file =
        Files.writeString(
            server.directory().resolve("own.xml"),
            """
            <collection><record><leader>00000nam a2200000 a 4500</leader>\
            <controlfield tag="001">1</controlfield>\
            <datafield tag="245" ind1="0" ind2="0"><subfield code="a">Den ene</subfield></datafield>\
            %s</record></collection>\
            """
                .formatted(fields));
    Files.move(file, server.directory().resolve("own/own.xml"), StandardCopyOption.ATOMIC_MOVE);
    var batches = library.store.importBatches();
    Eventually.holds(
        "it is imported",
        () -> batches.latest(library.north, 1).stream().anyMatch(b -> b.ended() != null));
    return batches.latest(library.north, 1).getFirst().number();
  }

  @Test
  void importsOfTheTenantsRecordsAreListedAndShown() throws IOException {
    var number = imported();

    var listed = desk.ok(IMPORTS).get("imports");
    assertThat(listed).hasSize(1);
    var one = desk.ok(IMPORTS + "/" + number);
    assertThat(one).isEqualTo(listed.get(0));
    assertThat(one.get("number").asLong()).isEqualTo(number);
    assertThat(one.get("state").asString()).isEqualTo("done");
    assertThat(one.get("file").asString()).isEqualTo("own.xml");
    assertThat(one.get("source").asString()).isEqualTo("own");
    assertThat(one.get("format").asString()).isEqualTo("auto");
    assertThat(one.get("started-by").asString()).isEqualTo("import folder");
    assertThat(one.get("read").asInt()).isEqualTo(1);
    assertThat(one.get("added").asInt()).isEqualTo(1);
    assertThat(one.get("restored").isNull()).isTrue();
    assertThat(one.get("can-be-undone").asBoolean()).isTrue();
  }

  @Test
  void repairsAreListedPageByPageAndByKind() throws IOException {
    var note = "<datafield tag=\"500\"><subfield code=\"a\">Note</subfield></datafield>";
    var path = IMPORTS + "/" + imported(note + note) + "/repairs";

    var first = desk.ok(path + "?limit=3");
    assertThat(first.get("made").asInt()).isEqualTo(4);
    assertThat(first.get("listed").asInt()).isEqualTo(4);
    assertThat(first.get("kinds").toString()).isEqualTo("{\"indicators-missing\":1}");
    assertThat(first.get("repairs")).hasSize(3);
    assertThat(first.get("repairs").get(2).toString())
        .startsWith("{\"number\":3,\"record\":1,\"offset\":12,\"key\":\"own:1\",\"field\":\"500\",")
        .contains(
            "\"occurrence\":2",
            "\"kind\":\"indicators-missing\"",
            "\"before\":\"ind1\"",
            "\"meaning\":\"fewer than two indicators, blanks added\"");
    var second = desk.ok(path + "?limit=3&after=" + first.get("next").asString());
    assertThat(second.get("repairs")).hasSize(1);
    assertThat(second.get("next").isNull()).isTrue();
    assertThat(desk.ok(path + "?kind=nul").get("repairs")).isEmpty();
    assertThat(desk.get(path + "?kind=strange").statusCode()).isEqualTo(400);
    assertThat(south.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void importIsUndone() throws IOException {
    var path = IMPORTS + "/" + imported();

    var undone = desk.ok(path + "/undo", "");
    assertThat(undone.toString())
        .isEqualTo("{\"restored\":0,\"removed\":1,\"stay\":0,\"records-that-stay\":[]}");
    var shown = desk.ok(path);
    assertThat(shown.get("state").asString()).isEqualTo("undone");
    assertThat(shown.get("removed").asInt()).isEqualTo(1);
    assertProblem(
        desk.post(path + "/undo", BodyPublishers.ofString("{\"note\": 1}")),
        400,
        "There is no member \"note\" here; there are none.");
  }

  @Test
  void importWhoseEarlierVersionsAreForgottenIsNotUndone() throws IOException {
    var number = imported();
    library.store.importBatches().forgetVersions(library.north, Duration.ZERO);

    assertProblem(
        desk.post(IMPORTS + "/" + number + "/undo", BodyPublishers.ofString("")),
        409,
        "Import %d can't be undone: the versions that it replaced are no longer kept."
            .formatted(number));
  }

  @Test
  void anotherTenantSeesAndUndoesNothingOfIt() throws IOException {
    var path = IMPORTS + "/" + imported();

    assertThat(south.ok(IMPORTS).get("imports")).isEmpty();
    assertThat(south.get(path).statusCode()).isEqualTo(404);
    assertThat(south.post(path + "/undo", BodyPublishers.ofString("")).statusCode()).isEqualTo(404);
    assertThat(desk.ok(path).get("state").asString()).isEqualTo("done");
  }

  @Test
  void whoHasNotTheScopeAndWhatIsNotThereIsTold() {
    try (var reader = RestProgram.of(server, library.north, "north-reader", Scope.OFFLINE_READ)) {
      assertProblem(
          reader.get(IMPORTS),
          403,
          "The account north-reader does not have the scope catalogue:import.");
    }
    assertProblem(desk.get(IMPORTS + "/1x"), 404, "north has no import \"1x\".");
    assertProblem(
        desk.get(IMPORTS + "?page=1"),
        400,
        "There is no parameter \"page\" here; there are records, after, limit.");
  }
}
