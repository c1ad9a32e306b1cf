package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.RestClient.body;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import tools.jackson.databind.JsonNode;

/** What a desk finds, changes and takes back, over HTTP as a library's own program does it. */
class RestDeskTest {

  private TestServer server;
  private RestClient desk;
  private RestClient stranger;

  @BeforeEach
  void open() {
    server = new TestServer();
    desk = RestClient.of(server, server.library.north, "north-web", Set.of(Scope.values()));
    stranger = RestClient.of(server, server.library.south, "south-web", Set.of(Scope.values()));
  }

  @AfterEach
  void close() {
    desk.close();
    stranger.close();
    server.close();
  }

  private JsonNode done(String path, String body) {
    return body(desk.post(path, body), 200);
  }

  private static void refused(HttpResponse<String> answer, int status, String reason) {
    var problem = body(answer, status);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(problem.get("reason").asString()).isEqualTo(reason);
    assertThat(problem.get("why").get("rule").asString()).isNotEmpty();
  }

  private static void unfit(HttpResponse<String> answer, String detail) {
    assertThat(body(answer, 400).get("detail").asString()).isEqualTo(detail);
  }

  private void lend(String patron, String item) {
    done("/loans", "{\"patron\": \"%s\", \"item\": \"%s\"}".formatted(patron, item));
  }

  private String wait(String patron) {
    var placed = desk.post("/patrons/" + patron + "/holds", "{\"record\": \"t:1\"}");
    return body(placed, 201).get("number").asString();
  }

  private Origin origin() {
    return new Origin(
        server.library.north,
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        "test",
        TestLibrary.MAIN,
        Instant.now().plusSeconds(60));
  }

  // Patrons

  @Test
  void patronsAreFoundByNameInPagesAndEachThatIsShownIsNoted() {
    var first = body(desk.get("/patrons?name=Navn&limit=2"), 200);
    assertThat(first.get("patrons"))
        .extracting(patron -> patron.get("patron").asString())
        .containsExactly("A", "B");
    assertThat(first.get("patrons").get(0).toString())
        .isEqualTo(
            "{\"patron\":\"A\",\"name\":\"Navn, A\",\"category\":\"adult\",\"branch\":\"DK-799700\",\"birth-date\":null}");
    var last =
        body(desk.get("/patrons?name=Navn&limit=2&after=" + first.get("next").asString()), 200);
    assertThat(last.get("patrons"))
        .extracting(patron -> patron.get("patron").asString())
        .containsExactly("C", "X");
    assertThat(last.get("next").isNull()).isTrue();
    assertThat(body(desk.get("/patrons?name=b%20nav"), 200).get("patrons")).hasSize(1);
    assertThat(body(desk.get("/patrons?name=avn"), 200).get("patrons")).isEmpty();
    assertThat(body(desk.get("/patrons/X/access-log"), 200).get("read").toString())
        .contains("\"who\":\"north-web\"", "\"operation\":\"find-patrons\"");
  }

  @Test
  void whoseAddressIsProtectedIsFoundWithoutIt() {
    var protection =
        new PatronCommand.RegisterProtection(origin(), new PatronName.Identifier("A"), true);
    assertThat(server.library.submit(protection)).isInstanceOf(PatronOutcome.Changed.class);
    assertThat(body(desk.get("/patrons?name=Navn%20A"), 200).get("patrons").get(0).propertyNames())
        .containsExactly("patron", "name", "category", "branch", "birth-date");
  }

  @Test
  void nameThatIsNoneIsRefusedAndOthersPatronsAreNotFound() {
    var detail = "\"name\" must be the beginnings of words of a name, 2 to 100 characters.";
    unfit(desk.get("/patrons"), detail);
    unfit(desk.get("/patrons?name=N"), detail);
    unfit(desk.get("/patrons?name=" + "n".repeat(101)), detail);
    unfit(
        desk.get("/patrons?name=Navn&after=x"),
        "\"after\" must be the value of \"next\" on the previous page.");
    server.library.addSchool();
    assertThat(body(desk.get("/patrons?name=Navn"), 200).get("patrons")).hasSize(5);
    assertThat(body(stranger.get("/patrons?name=Navn"), 200).get("patrons")).hasSize(4);
  }

  @Test
  void personBecomesAPatronOnceWhereTheLibraryHasSaidInWhichCategory() {
    var person =
        "{\"identifier\": \"010190-0001\", \"name\": \"Ibsen, Åse\", \"pin\": \"4711\", \"birth-date\": \"1990-01-01\"}";
    assertThat(body(desk.post("/patrons", person), 409).get("detail").asString())
        .contains("patron.category-new");
    server.library.set(Setting.PATRON_CATEGORY_NEW, "adult");
    var made = done("/patrons", person);
    assertThat(made.get("new").asBoolean()).isTrue();
    var again = done("/patrons", person);
    assertThat(again.get("new").asBoolean()).isFalse();
    assertThat(again.get("patron")).isEqualTo(made.get("patron"));
    var patron = body(desk.get("/patrons/" + made.get("patron").asString()), 200);
    assertThat(patron.get("name").asString()).isEqualTo("Ibsen, Åse");
    assertThat(patron.get("birth-date").asString()).isEqualTo("1990-01-01");
    assertThat(body(desk.post("/patrons", person.replace("Ibsen", "Juul")), 409).toString())
        .contains("Somebody else is a patron by this identifier.")
        .doesNotContain("0001");
    unfit(desk.post("/patrons", "{\"identifier\": \"N-1\"}"), "\"name\" is missing.");
    unfit(
        desk.post("/patrons", person.replace("1990", "+99999")),
        "\"birth-date\" must be a day such as 2026-11-25.");
  }

  @Test
  void cardThatIsBlockedMakesNobodyAPatronAnew() {
    server.library.set(Setting.PATRON_CATEGORY_NEW, "adult");
    server.library.submit(
        new PatronCommand.BlockIdentifier(origin(), new PatronName.Identifier("X"), "stolen"));
    var answer = desk.post("/patrons", "{\"identifier\": \"X\", \"name\": \"Anden, En\"}");
    assertThat(body(answer, 409).get("detail").asString())
        .isEqualTo("The card of this identifier is blocked, or not valid today.");
    assertThat(body(desk.get("/patrons?name=Navn%20X"), 200).get("patrons")).hasSize(1);
  }

  // Who waits

  @Test
  void queueTellsWhoWaitsInOrderInPagesAndIsNoted() {
    for (var item : List.of("2", "3", "4", "5")) {
      lend("B", item);
    }
    var ready = wait("A");
    done("/returns", "{\"item\": \"1\"}");
    var waits = wait("C");
    var queue = body(desk.get("/titles/t:1/queue"), 200).get("queue");
    assertThat(queue).hasSize(2);
    assertThat(queue.get(0).get("number").asString()).isEqualTo(ready);
    assertThat(queue.get(0).get("state").asString()).isEqualTo("ready");
    assertThat(queue.get(0).get("item").asString()).isEqualTo("1");
    assertThat(queue.get(0).get("place").isNull()).isTrue();
    assertThat(queue.get(1).get("patron").asString()).isEqualTo("C");
    assertThat(queue.get(1).get("name").asString()).isEqualTo("Navn, C");
    assertThat(queue.get(1).get("place").asInt()).isOne();
    assertThat(queue.get(1).get("pickup").asString()).isEqualTo(TestLibrary.MAIN);

    var first = body(desk.get("/titles/t:1/queue?limit=1"), 200);
    assertThat(first.get("next").asString()).isEqualTo(ready);
    var second = body(desk.get("/titles/t:1/queue?limit=1&after=" + ready), 200);
    assertThat(second.get("queue").get(0).get("number").asString()).isEqualTo(waits);
    assertThat(body(desk.get("/patrons/C/access-log"), 200).get("read").toString())
        .contains("\"operation\":\"list-queue\"");

    assertThat(desk.get("/titles/t:none/queue").statusCode()).isEqualTo(404);
    assertThat(desk.get("/titles/nothing/queue").statusCode()).isEqualTo(400);
    assertThat(body(stranger.get("/titles/t:1/queue"), 200).get("queue"))
        .as("another tenant's queue for the same common title")
        .isEmpty();
  }

  // Holds

  @Test
  void holdIsShownWithItsPlaceAndChangedInWhatIsNamedOnly() {
    var path = "/patrons/A/holds/" + wait("A");
    assertThat(body(desk.get(path), 200).get("place").asInt()).isOne();
    var moved = done(path, "{\"pickup\": \"%s\"}".formatted(TestLibrary.BRANCH));
    assertThat(moved.get("pickup").asString()).isEqualTo(TestLibrary.BRANCH);
    assertThat(moved.get("expires").isNull()).isTrue();
    done(path, "{\"expires\": \"2099-01-01\"}");
    var shown = body(desk.get(path), 200);
    assertThat(shown.get("pickup").asString()).isEqualTo(TestLibrary.BRANCH);
    assertThat(shown.get("expires").asString()).isEqualTo("2099-01-01T22:59:59Z");

    refused(desk.post(path, "{\"pickup\": \"nowhere\"}"), 409, "branch-unknown");
    unfit(desk.post(path, "{}"), "Give \"pickup\" or \"expires\".");
    unfit(
        desk.post(path, "{\"expires\": \"soon\"}"),
        "\"expires\" must be a day such as 2026-11-25.");
    var others = path.replace("/A/", "/B/");
    refused(desk.post(others, "{\"expires\": \"2099-01-01\"}"), 404, "not-held");
    assertThat(desk.get(others).statusCode()).isEqualTo(404);
    assertThat(desk.get("/patrons/A/holds/x").statusCode()).isEqualTo(404);
    assertThat(stranger.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void holdThatIsPausedLetsOthersGoFirstUntilItIsResumed() {
    for (var item : List.of("1", "2", "3", "4", "5")) {
      lend("B", item);
    }
    var path = "/patrons/A/holds/" + wait("A");
    var today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));
    assertThat(done(path + "/pause", "").get("state").asString()).isEqualTo("waiting");
    assertThat(body(desk.get(path), 200).get("paused-from").asString()).isEqualTo(today.toString());
    assertThat(queued().get("paused").asBoolean()).isTrue();
    assertThat(done("/returns", "{\"item\": \"1\"}").get("destination").asString())
        .isEqualTo("shelf");

    done(path, "{\"expires\": \"2099-01-01\"}");
    assertThat(body(desk.get(path), 200).get("paused-from").isNull())
        .as("another change leaves the pause")
        .isFalse();
    body(desk.delete(path + "/pause"), 200);
    assertThat(body(desk.get(path), 200).get("paused-from").isNull()).isTrue();
    assertThat(queued().get("paused").asBoolean()).isFalse();
    assertThat(done("/returns", "{\"item\": \"2\"}").get("destination").asString())
        .isEqualTo("hold-shelf");

    unfit(
        desk.post(path + "/pause", "{\"from\": \"2026-12-02\", \"until\": \"2026-12-01\"}"),
        "\"until\" must be the first day of the pause, 2026-12-02, or later.");
    refused(desk.delete(path.replace("/A/", "/B/") + "/pause"), 404, "not-held");
  }

  @Test
  void returnSaysWhereAHoldIsReadyAndWhatIsSetAsideIsShelvedByItself() {
    wait("A");
    var ready = done("/returns", "{\"item\": \"1\"}");
    assertThat(ready.get("shelf").asInt()).isOne();
    assertThat(ready.get("pickup-until").isNull()).isFalse();

    server.library.set(Setting.HOLD_SHELVE_AT_CHECKIN, "false");
    wait("B");
    var bound = done("/returns", "{\"item\": \"2\"}");
    assertThat(bound.get("destination").asString()).isEqualTo("hold-shelf");
    assertThat(bound.get("shelf").isNull()).isTrue();
    var list = body(desk.get("/hold-shelf"), 200).get("shelf");
    assertThat(list)
        .extracting(entry -> entry.get("item").asString())
        .as("what is to be shelved is first")
        .containsExactly("2", "1");
    assertThat(list.get(0).get("shelf").isNull()).isTrue();
    assertThat(list.get(0).get("patron").asString()).isEqualTo("B");

    var shelved = done("/hold-shelf", "{\"item\": \"2\"}");
    assertThat(shelved.get("state").asString()).isEqualTo("ready");
    assertThat(shelved.get("shelf").asInt()).isEqualTo(2);
    assertThat(done("/hold-shelf", "{\"item\": \"2\"}")).as("shelved again").isEqualTo(shelved);
    refused(desk.post("/hold-shelf", "{\"item\": \"3\"}"), 409, "not-set-aside");
    refused(desk.post("/hold-shelf", "{\"item\": \"none\"}"), 404, "item-unknown");
    assertThat(body(desk.get("/hold-shelf?branch=" + TestLibrary.BRANCH), 200).get("shelf"))
        .isEmpty();
    unfit(
        desk.get("/hold-shelf?branch=nowhere"),
        "\"branch\" must be the code of a branch of north.");
    assertThat(body(stranger.get("/hold-shelf"), 200).get("shelf")).isEmpty();
  }

  private JsonNode queued() {
    return body(desk.get("/titles/t:1/queue"), 200).get("queue").get(0);
  }

  // Fees

  @Test
  void feeIsForgivenInPartAndThenAsAWholeWithAReason() {
    var charge = "{\"amount\": \"20.00\", \"type\": \"damage\"}";
    var fee = done("/patrons/A/fees", charge).get("number").asString();
    var path = "/patrons/A/fees/" + fee + "/forgiving";
    assertThat(done(path, "{\"amount\": \"5.00\", \"reason\": \"half torn\"}").toString())
        .isEqualTo(
            "{\"number\":\"%s\",\"forgiven\":\"5.00\",\"open\":\"15.00\",\"owed\":\"15.00\"}"
                .formatted(fee));
    refused(desk.post(path, "{\"amount\": \"15.01\", \"reason\": \"x\"}"), 409, "amount-too-high");
    unfit(desk.post(path, "{}"), "\"reason\" is missing.");
    unfit(desk.post(path, "{\"reason\": \" \"}"), "\"reason\" is missing.");
    unfit(
        desk.post(path, "{\"reason\": \"%s\"}".formatted("x".repeat(201))),
        "\"reason\" must be a text of at most 200 characters.");
    unfit(
        desk.post(path, "{\"amount\": \"0.00\", \"reason\": \"x\"}"),
        "\"amount\" must be more than 0.");

    var all = "{\"reason\": \"not theirs\"}";
    var given = desk.post(path, all, "Idempotency-Key", "f-1");
    assertThat(body(given, 200).get("forgiven").asString()).isEqualTo("15.00");
    assertThat(desk.post(path, all, "Idempotency-Key", "f-1").body()).isEqualTo(given.body());
    refused(desk.post(path, all), 409, "nothing-owed");
    assertThat(body(desk.get("/patrons/A"), 200).get("owed").asString()).isEqualTo("0.00");
    refused(desk.post(path.replace("/A/", "/B/"), all), 404, "fee-unknown");
    assertThat(desk.post("/patrons/A/fees/x/forgiving", all).statusCode()).isEqualTo(404);
    refused(stranger.post(path, all), 404, "fee-unknown");
  }

  @Test
  void whoMayChargeFeesMayNotForgiveThemByThat() {
    server
        .library
        .store
        .libraryRegister()
        .putScopes(server.library.north, "north-web", Set.of(Scope.FEES_CHARGE));
    var path = "/patrons/A/fees/" + UUID.randomUUID() + "/forgiving";
    assertThat(body(desk.post(path, "{\"reason\": \"x\"}"), 403).get("detail").asString())
        .isEqualTo("The account north-web does not have the scope fees:forgive.");
  }

  // Loans

  @Test
  void loanAndReturnThatWereJustMadeAreTakenBack() {
    lend("A", "1");
    refused(
        desk.post("/loans/undo", "{\"item\": \"1\", \"patron\": \"B\"}"),
        409,
        "not-on-loan-to-patron");
    var undone = done("/loans/undo", "{\"item\": \"1\", \"patron\": \"A\"}");
    assertThat(undone.get("due").isNull()).isTrue();
    assertThat(body(desk.get("/patrons/A/loans"), 200).get("loans")).isEmpty();
    refused(desk.post("/loans/undo", "{\"item\": \"1\"}"), 409, "not-on-loan");

    lend("A", "1");
    done("/returns", "{\"item\": \"1\"}");
    var goesOn = done("/returns/undo", "{\"item\": \"1\"}");
    assertThat(goesOn.get("due").isNull()).isFalse();
    assertThat(body(desk.get("/patrons/A/loans"), 200).get("loans")).hasSize(1);
    refused(desk.post("/returns/undo", "{\"item\": \"1\"}"), 409, "no-return");
    refused(desk.post("/returns/undo", "{\"item\": \"none\"}"), 404, "item-unknown");
    unfit(desk.post("/loans/undo", "{}"), "\"item\" is missing.");
    refused(stranger.post("/loans/undo", "{\"item\": \"1\"}"), 409, "not-on-loan");
  }

  @Test
  void loanIsAskedBackAndNoLonger() {
    lend("A", "1");
    var before = body(desk.get("/items/1"), 200).get("due");
    var recalled = done("/items/1/recall", "");
    assertThat(Instant.parse(recalled.get("due").asString()))
        .isBefore(Instant.parse(before.asString()));
    assertThat(body(desk.get("/items/1"), 200).get("recalled").isNull()).isFalse();
    assertThat(body(desk.delete("/items/1/recall"), 200).get("due")).isEqualTo(before);
    assertThat(body(desk.get("/items/1"), 200).get("recalled").isNull()).isTrue();
    refused(desk.post("/items/2/recall", ""), 409, "not-on-loan");
    refused(desk.delete("/items/none/recall"), 404, "item-unknown");
  }

  @Test
  void whatThePatronSaysWasReturnedStaysTheirsUntilItIsFound() {
    lend("A", "1");
    done("/patrons/A/loans/1/claim", "");
    var loan = body(desk.get("/patrons/A/loans"), 200).get("loans").get(0);
    assertThat(loan.get("claimed-returned").asBoolean()).isTrue();
    refused(desk.post("/patrons/B/loans/1/claim", ""), 409, "not-on-loan-to-patron");
    refused(desk.post("/patrons/nobody/loans/1/claim", ""), 404, "patron-unknown");
    done("/returns", "{\"item\": \"1\"}");
    assertThat(body(desk.get("/patrons/A/loans"), 200).get("loans")).isEmpty();
  }

  @Test
  void dueDateIsSetByHand() {
    lend("A", "1");
    var path = "/patrons/A/loans/1/due-date";
    assertThat(done(path, "{\"day\": \"2099-01-31\"}").get("due").asString())
        .isEqualTo("2099-01-31T22:59:59Z");
    refused(desk.post(path, "{\"day\": \"2020-01-31\"}"), 409, "due-before-loan");
    unfit(desk.post(path, "{}"), "\"day\" is missing.");
    unfit(
        desk.post(path, "{\"day\": \"9999-01-31\"}"), "\"day\" must be a day such as 2026-11-25.");
    refused(
        desk.post("/patrons/A/loans/2/due-date", "{\"day\": \"2099-01-31\"}"),
        409,
        "not-on-loan-to-patron");
  }

  @Test
  void lostItemIsLostAndFoundWhenItIsTakenBack() {
    lend("A", "1");
    assertThat(done("/items/1/loss", "").get("loan").isNull()).isFalse();
    var loan = body(desk.get("/patrons/A/loans"), 200).get("loans").get(0);
    assertThat(loan.get("lost").asBoolean()).isTrue();
    assertThat(body(desk.get("/patrons/A/fees"), 200).get("fees")).isNotEmpty();
    done("/returns", "{\"item\": \"1\"}");
    assertThat(body(desk.get("/items/1"), 200).get("status").asString()).isEqualTo("available");
    assertThat(done("/items/2/loss", "").get("loan").isNull()).as("not on loan").isTrue();
    refused(desk.post("/items/none/loss", ""), 404, "item-unknown");
  }

  @Test
  void loanThatWasMadeElsewhereIsRecordedAgainstNoRule() {
    var made = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
    var loan =
        "{\"patron\": \"X\", \"item\": \"1\", \"made\": \"%s\", \"due\": \"2099-05-01T12:00:00Z\"}"
            .formatted(made);
    refused(desk.post("/loans", "{\"patron\": \"X\", \"item\": \"1\"}"), 409, "patron-blocked");
    assertThat(done("/loans/recording", loan).get("due").asString()).startsWith("2099-05-01");
    assertThat(body(desk.get("/patrons/X/loans"), 200).get("loans")).hasSize(1);
    refused(desk.post("/loans/recording", loan.replace("\"1\"", "\"none\"")), 404, "item-unknown");
    unfit(
        desk.post("/loans/recording", loan.replace("2099-05", "2020-05")),
        "\"due\" must not be before \"made\".");
    server
        .library
        .store
        .libraryRegister()
        .putScopes(server.library.north, "north-web", Set.of(Scope.CIRCULATION));
    assertThat(desk.post("/loans/recording", loan).statusCode()).isEqualTo(403);
  }

  @Test
  void whatAMachineNotesOfAnItemIsKeptUntilItNotesAnother() {
    assertThat(done("/items/1/properties", "{\"properties\": \"torn\"}").toString())
        .isEqualTo("{\"item\":\"1\",\"title\":\"Ærø\",\"properties\":\"torn\"}");
    assertThat(body(desk.get("/items/1"), 200).get("properties").asString()).isEqualTo("torn");
    done("/items/1/properties", "");
    assertThat(body(desk.get("/items/1"), 200).get("properties").isNull()).isTrue();
    unfit(
        desk.post("/items/1/properties", "{\"properties\": \"%s\"}".formatted("x".repeat(256))),
        "\"properties\" must be a text of at most 255 characters.");
    refused(desk.post("/items/none/properties", ""), 404, "item-unknown");
  }

  @Test
  void barcodeThatLooksLikeAPersonsNumberIsTakenAsItIs() {
    var item = NewItem.plain("0101901234", TestLibrary.TITLE, TestLibrary.MAIN, "book");
    server.library.store.itemRegister().putItems(server.library.north, List.of(item));
    lend("A", "0101901234");
    done("/returns", "{\"item\": \"0101901234\"}");
    assertThat(body(desk.get("/patrons/A/loans"), 200).get("loans")).isEmpty();
  }

  @Test
  void agenciesAreToldWithTheirBranches() {
    assertThat(body(desk.get("/agencies"), 200).toString())
        .isEqualTo(
            "{\"agencies\":[{\"agency\":\"DK-799700\",\"number\":\"799700\",\"kind\":\"public\",\"name\":\"Library\","
                + "\"branches\":[{\"branch\":\"DK-799700\",\"name\":\"Main\"},{\"branch\":\"DK-799701\",\"name\":\"Branch\"}]}]}");
  }
}
