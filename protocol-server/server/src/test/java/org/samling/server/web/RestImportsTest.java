package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.RestProgram.account;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.organisation.Account.Scope;
import org.samling.postgres.TestLibrary;
import org.samling.server.Eventually;
import org.samling.server.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Imports as the REST API of a whole server shows and undoes them. */
class RestImportsTest {

  private static final String IMPORTS = "/rest/v1/imports";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path directory;

  private TestLibrary library;
  private TestServer server;
  private HttpClient client;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    server =
        TestServer.before(
            library,
            "import: {folders: [{path: \"%s\", tenant: north, source: own}]}"
                .formatted(directory.resolve("own")));
    client = HttpClient.newHttpClient();
    account(library, library.north, "north-desk", Set.of(Scope.CATALOGUE_IMPORT));
    account(library, library.north, "north-reader", Set.of(Scope.OFFLINE_READ));
    account(library, library.south, "south-desk", Set.of(Scope.CATALOGUE_IMPORT));
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
    library.close();
  }

  /** Has the server import a record, and returns the import's number. */
  private long imported() throws IOException {
    var file =
        Files.writeString(
            directory.resolve("own.xml"),
            """
            <collection><record><leader>00000nam a2200000 a 4500</leader>\
            <controlfield tag="001">1</controlfield>\
            <datafield tag="245" ind1="0" ind2="0"><subfield code="a">Den ene</subfield></datafield>\
            </record></collection>\
            """);
    Files.move(file, directory.resolve("own").resolve("own.xml"), StandardCopyOption.ATOMIC_MOVE);
    Eventually.holds(
        "it is imported", () -> Files.isDirectory(directory.resolve("own").resolve("done")));
    return library.store.importBatches().latest(library.north, 1).getFirst().number();
  }

  @Test
  void importsOfTheTenantsRecordsAreListedAndShown() throws IOException {
    var number = imported();

    var listed = ok(get("north-desk", IMPORTS)).get("imports");
    assertThat(listed).hasSize(1);
    var one = ok(get("north-desk", IMPORTS + "/" + number));
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
  void importIsUndone() throws IOException {
    var path = IMPORTS + "/" + imported();

    var undone = ok(post("north-desk", path + "/undo", ""));
    assertThat(undone.toString())
        .isEqualTo("{\"restored\":0,\"removed\":1,\"stay\":0,\"records-that-stay\":[]}");
    var shown = ok(get("north-desk", path));
    assertThat(shown.get("state").asString()).isEqualTo("undone");
    assertThat(shown.get("removed").asInt()).isEqualTo(1);
    assertProblem(
        post("north-desk", path + "/undo", "{\"note\": 1}"),
        400,
        "There is no member \"note\" here; there are none.");
  }

  @Test
  void importWhoseEarlierVersionsAreForgottenIsNotUndone() throws IOException {
    var number = imported();
    Eventually.holds(
        "it is over",
        () -> library.store.importBatches().latest(library.north, 1).getFirst().ended() != null);
    library.store.importBatches().forgetVersions(library.north, Duration.ZERO);

    assertProblem(
        post("north-desk", IMPORTS + "/" + number + "/undo", ""),
        409,
        "Import %d can't be undone: the versions that it replaced are not kept any more."
            .formatted(number));
  }

  @Test
  void anotherTenantSeesAndUndoesNothingOfIt() throws IOException {
    var path = IMPORTS + "/" + imported();

    assertThat(ok(get("south-desk", IMPORTS)).get("imports")).isEmpty();
    assertThat(get("south-desk", path).statusCode()).isEqualTo(404);
    assertThat(post("south-desk", path + "/undo", "").statusCode()).isEqualTo(404);
    assertThat(ok(get("north-desk", path)).get("state").asString()).isEqualTo("done");
  }

  @Test
  void whoHasNotTheScopeAndWhatIsNotThereIsTold() {
    assertProblem(
        get("north-reader", IMPORTS),
        403,
        "The account north-reader has not the scope catalogue:import.");
    assertProblem(get("north-desk", IMPORTS + "/1x"), 404, "north has no import \"1x\".");
    assertProblem(
        get("north-desk", IMPORTS + "?limit=1"),
        400,
        "There is no parameter \"limit\" here; there are records.");
  }

  private static void assertProblem(HttpResponse<String> response, int status, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(JSON.readTree(response.body()).get("detail").asString()).isEqualTo(detail);
  }

  private static JsonNode ok(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> get(String account, String path) {
    return send(request(account, path).GET());
  }

  private HttpResponse<String> post(String account, String path, String body) {
    return send(request(account, path).POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String account, String path) {
    var login = (account + ":" + account + "-1").getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.listeners.httpPort() + path))
        .header("authorization", "Basic " + Base64.getEncoder().encodeToString(login));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
