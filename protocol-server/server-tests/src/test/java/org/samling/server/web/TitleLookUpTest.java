package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.RestProgram.assertProblem;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.ill.Institution;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.partners.HoldAgreement.Lending;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A title is typed, and it is found in the catalogues of other libraries: another Samling over
 * Z39.50, with a copy on the shelf, and over SRU, where all are lent; one that is not there, and
 * one that answers when it is told to.
 */
class TitleLookUpTest {

  private static final String REQUESTS = "/rest/v1/ill-requests";
  private static final String WANTED = "{\"patron\": \"A\", \"title\": \"%s\"%s}";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Semaphore CALLED = new Semaphore(0);
  private static final Semaphore MAY_HANG_UP = new Semaphore(1);

  private static TestServer far;
  private static ServerSocket slow;
  private static TestLibrary library;
  private static TestServer server;
  private static RestProgram desk;

  @BeforeAll
  static void open() throws IOException {
    far = TestServer.rested();
    far.put(null, List.of(TestLibrary.record(TestLibrary.TITLE, "Sult")));
    for (var item : List.of("1", "2", "3", "4", "5")) {
      far.library.submit(TestLibrary.checkout(far.library.south, "A", item));
    }
    slow = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(TitleLookUpTest::hangUp);
    library = new TestLibrary();
    // Nobody answers there, so that requests stay with their first lender.
    library
        .store
        .illPartners()
        .put(
            library.north,
            Stream.of("200", "300", "400", "500", "600")
                .map(number -> TestPartners.iso18626("DK-710" + number, 9))
                .toList());
    server =
        TestServer.before(
            library,
            """
            remote: {targets: [{name: sru, address: "http://127.0.0.1:%d/sru/south", user: south-z3950, password: secret, element-set: marcxml, library: DK-710300, distance: 1, cost: 0}, {name: zoom, address: "127.0.0.1:%d/north", library: DK-710200, distance: 90, cost: 5000}, {name: gone, address: "127.0.0.1:1/x", library: DK-710400}, {name: slow, address: "127.0.0.1:%d/x", timeout: 2m, library: DK-710500}, {name: stranger, address: "127.0.0.1:1/x", library: DK-999999}]}
            ill: {internal-addresses: true}
            """
                .formatted(
                    far.listeners.httpPort(), far.listeners.z3950Port(), slow.getLocalPort()));
    server.put(null, List.of(TestLibrary.record(TestLibrary.TITLE, "Babettes bog")));
    desk =
        RestProgram.of(
            server, library.north, "north-desk", Scope.ILL_READ, Scope.ILL_HANDLE, Scope.HOLDS);
  }

  @AfterAll
  static void close() throws IOException {
    desk.close();
    server.close();
    library.close();
    slow.close();
    far.close();
  }

  /** Hangs up on whoever calls, once it may. */
  private static void hangUp() {
    while (!slow.isClosed()) {
      try (var _ = slow.accept()) {
        CALLED.release();
        MAY_HANG_UP.acquire();
        MAY_HANG_UP.release();
      } catch (IOException | InterruptedException _) {
        // It ends with the test.
      }
    }
  }

  private static HttpResponse<String> place(String title, String more) {
    return desk.post(REQUESTS, BodyPublishers.ofString(WANTED.formatted(title, more)));
  }

  private static JsonNode placed(String title, String more) {
    var answer = place(title, more);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return JSON.readTree(answer.body());
  }

  private static JsonNode shown(JsonNode request) {
    return desk.ok(REQUESTS + "/" + request.get("number").asLong());
  }

  private static JsonNode done(String path, String body, int status) {
    var answer = desk.post(path, BodyPublishers.ofString(body));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  @Test
  void titleAloneIsLookedForInAllCataloguesAndAskedForWhereACopyIsOnTheShelf() {
    var request = placed("Sult", ", \"us\": \"DK-710100\"");
    assertThat(request.get("state").asString()).isEqualTo("sent");
    assertThat(request.get("library").asString()).isEqualTo("DK-710200");
    var shown = shown(request);
    assertThat(shown.get("lenders").findValuesAsString("library"))
        .containsExactly("DK-710200", "DK-710300");
    var found = shown.get("found");
    assertThat(found.findValuesAsString("availability"))
        .as("by OPAC records, and by ISO 20775")
        .containsExactly("available", "unavailable");
    assertThat(found.findValuesAsString("match")).containsExactly("title", "title");
    assertThat(found.get(0).get("record").asString()).isEqualTo("remote:1");
    assertThat(found.get(0).get("holdings").asString()).contains(TestLibrary.MAIN);
    assertThat(found.get(0).get("cost").asString()).isEqualTo("50.00");
    assertThat(found.get(0).get("after").isNull()).isTrue();
    assertThat(found.get(1).get("after").asString()).isEqualTo("availability");
    assertThat(shown.get("catalogues").findValuesAsString("catalogue"))
        .as("all but that of a library that can't be asked")
        .containsExactlyInAnyOrder("zoom", "sru", "gone", "slow");
    assertThat(shown.get("catalogues").toString())
        .contains("gone: Connect failed", "slow: Connection lost");
    assertThat(shown.get("events").get(0).get("note").asString()).contains("gone: Connect failed");
  }

  @Test
  void titleThatIsHereIsHeldInsteadUnlessStaffSayOtherwise() {
    var own = "Babettes bog";
    assertProblem(
        place(own, ""),
        409,
        "Babettes bog can be had by a hold on t:1: copies here: 5, on the shelf: 5. Place a hold, or ask other libraries all the same with \"despite-own\".");
    var record = JSON.readTree(place(own, "").body()).get("own").get(0).get("record").asString();
    assertThat(done("/rest/v1/patrons/B/holds", "{\"record\": \"" + record + "\"}", 201))
        .isNotNull();
    var request = placed(own, ", \"despite-own\": true");
    assertThat(request.get("state").asString()).isEqualTo("requested");
    assertThat(shown(request).get("events").get(0).get("note").asString())
        .contains("can also be had by a hold on t:1");
    assertThat(placed(own, ", \"lenders\": [\"DK-710400\"]").get("state").asString())
        .as("who names libraries has said so")
        .isEqualTo("sent");
  }

  @Test
  void titleThatAPartnerLendsIsHeldInstead() {
    try (var both = new TestServer()) {
      var home = both.library.north;
      var supplier = both.library.south;
      var store = both.library.store;
      var lacked = new RecordKey("t", "9");
      both.put(null, List.of(TestLibrary.record(lacked, "Samsø")));
      store
          .itemRegister()
          .putItems(supplier, List.of(NewItem.plain("901", lacked, TestLibrary.MAIN, "book")));
      store
          .patronRegister()
          .putPatrons(
              supplier,
              List.of(
                  new NewPatron(
                      Institution.card("north"),
                      "north",
                      new Membership("adult", TestLibrary.MAIN, "000"),
                      null,
                      Contact.NONE,
                      null,
                      List.of(),
                      Particulars.of(PatronKind.LIBRARY, List.of(), null))));
      both.index.catchUp();
      var agreements = store.holdAgreements();
      assertThat(agreements.offer(home, supplier, 10, 1, "anna")).isTrue();
      try (var program = RestProgram.of(both, home, "north-ill", Scope.ILL_READ)) {
        assertThat(own(program)).as("offered only").isEmpty();
        var offered = agreements.of(supplier).getFirst();
        assertThat(
                agreements.accept(
                    supplier, offered, new Lending(TestLibrary.MAIN, List.of()), "bo"))
            .isTrue();
        assertThat(own(program).findValuesAsString("record")).containsExactly("t:9");
        assertThat(own(program).findValuesAsString("partner")).containsExactly("south");
      }
    }
  }

  private static JsonNode own(RestProgram program) {
    var answer =
        program.post("/rest/v1/ill-look-ups", BodyPublishers.ofString("{\"title\": \"Samsø\"}"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).get("own");
  }

  @Test
  void titleThatIsFoundNowhereStaysWithStaffUntilTheyNameALibrary() {
    var request = placed("Findes ikke", "");
    var path = REQUESTS + "/" + request.get("number").asLong();
    assertThat(request.get("state").asString()).isEqualTo("requested");
    assertThat(request.get("library").isNull()).isTrue();
    assertThat(request.get("can-become").toString()).isEqualTo("[\"cancelled\"]");
    assertThat(shown(request).get("lenders")).isEmpty();
    assertThat(shown(request).get("events").get(0).get("note").asString())
        .startsWith("found in no catalogue, so nobody was asked");
    var sent = done(path + "/rota", "{\"lenders\": [\"DK-710400\"]}", 200);
    assertThat(sent.get("state").asString()).isEqualTo("sent");
    assertThat(sent.get("library").asString()).isEqualTo("DK-710400");
    assertThat(shown(request).get("lenders").get(0).get("by").asString()).isEqualTo("north-desk");
    assertThat(done(path + "/answer", "{\"state\": \"cancelled\"}", 200)).isNotNull();
  }

  @Test
  void rotaIsChangedBehindThoseThatWereAsked() {
    var request = placed("Sult", "");
    var path = REQUESTS + "/" + request.get("number").asLong() + "/rota";
    done(path, "{\"lenders\": [\"DK-710400\", \"DK-710300\"], \"asked\": 1}", 200);
    assertThat(lenders(request)).containsExactly("DK-710200", "DK-710400", "DK-710300");
    assertProblem(
        desk.post(path, BodyPublishers.ofString("{\"lenders\": [\"DK-710400\"], \"asked\": 2}")),
        409,
        "The rota can't be changed: the request is sent, other libraries were asked meanwhile, or it would have more than 50 libraries.");
    assertProblem(
        desk.post(path, BodyPublishers.ofString("{\"lenders\": [\"DK-710400\", \"DK-888888\"]}")),
        400,
        "There is no library \"DK-888888\" to ask; \"list-libraries\" has those there are.");
    done(path, "{}", 200);
    assertThat(lenders(request)).as("nobody else").containsExactly("DK-710200");
    done(path.replace("/rota", "/answer"), "{\"state\": \"unfilled\"}", 200);
    done(path, "{\"lenders\": [\"DK-710600\"]}", 200);
    var next = done(path.replace("/rota", "/answer"), "{\"state\": \"sent\"}", 200);
    assertThat(next.get("library").asString()).isEqualTo("DK-710600");
    done(path.replace("/rota", "/answer"), "{\"state\": \"cancelled\"}", 200);
    assertThat(
            desk.post(path, BodyPublishers.ofString("{\"lenders\": [\"DK-710400\"]}")).statusCode())
        .isEqualTo(409);
  }

  private static List<String> lenders(JsonNode request) {
    return shown(request).get("lenders").findValuesAsString("library");
  }

  @Test
  void lookUpAsksNobodyAndTellsWhoAskedForTheSameBefore() {
    var title = "Asked for twice";
    var first = placed(title, "");
    var before = library.count(library.north, "select count(*) from ill_request");
    var found =
        done(
            "/rest/v1/ill-look-ups",
            "{\"patron\": \"A\", \"title\": \"asked FOR twice\", \"author\": \"Anybody\"}",
            200);
    assertThat(library.count(library.north, "select count(*) from ill_request")).isEqualTo(before);
    assertThat(found.get("lenders")).isEmpty();
    assertThat(found.get("own")).isEmpty();
    assertThat(found.get("asked-before").get(0).get("number").asLong())
        .isEqualTo(first.get("number").asLong());
    assertThat(found.get("asked-before").get(0).get("same-patron").asBoolean()).isTrue();
    var again =
        JSON.readTree(
            desk.post(
                    REQUESTS,
                    BodyPublishers.ofString(WANTED.formatted(title, "").replace("\"A\"", "\"B\"")))
                .body());
    assertThat(shown(again).get("events").get(0).get("note").asString())
        .contains("asked for before: request %d, requested".formatted(first.get("number").asLong()))
        .doesNotContain("by the same patron");
    assertProblem(
        desk.post("/rest/v1/ill-look-ups", BodyPublishers.ofString("{\"author\": \"Hamsun\"}")),
        400,
        "Give \"title\", \"isbn\", \"issn\" or \"record-number\".");
  }

  @Test
  void requestThatComesAgainWithItsKeyIsOneHoweverItsTitleStandsByThen() {
    var body = BodyPublishers.ofString(WANTED.formatted("Bought meanwhile", ""));
    var first = desk.post(REQUESTS, body, "idempotency-key", "title-1");
    server.put(null, List.of(TestLibrary.record(TestLibrary.OTHER_TITLE, "Bought meanwhile")));
    var second = desk.post(REQUESTS, body, "idempotency-key", "title-1");
    assertThat(second.statusCode()).as(second.body()).isEqualTo(202);
    assertThat(JSON.readTree(second.body()).get("number"))
        .isEqualTo(JSON.readTree(first.body()).get("number"));
    assertThat(desk.post(REQUESTS, body, "idempotency-key", "title-2").statusCode())
        .as("another request")
        .isEqualTo(409);
  }

  @Test
  void noTransactionIsOpenWhileOtherCataloguesAreWaitedFor() throws InterruptedException {
    MAY_HANG_UP.acquire();
    CompletableFuture<JsonNode> waiting;
    try {
      CALLED.drainPermits();
      waiting = CompletableFuture.supplyAsync(() -> placed("Sult", ", \"note\": \"slow\""));
      CALLED.acquire();
      Eventually.holds(
          "no transaction is open",
          () ->
              library.count(
                      null,
                      "select count(*) from pg_stat_activity where datname = current_database()"
                          + " and state like 'idle in transaction%'")
                  == 0);
      assertThat(waiting).isNotDone();
    } finally {
      MAY_HANG_UP.release();
    }
    assertThat(waiting.join().get("state").asString()).isEqualTo("sent");
  }
}
