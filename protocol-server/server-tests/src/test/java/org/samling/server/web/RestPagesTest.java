package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.RestProgram.assertProblem;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.OfflineCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.imports.ImportBatch.FilePrint;
import org.samling.core.imports.ImportBatch.Order;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import tools.jackson.databind.JsonNode;

/** Lists over REST go on where a page ended, whatever became of their entries meanwhile. */
class RestPagesTest {

  private static final String IMPORTS = "/rest/v1/imports";
  private static final String COUNTS = "/rest/v1/stock-counts";
  private static final String OFFLINE = "/rest/v1/offline-transactions";
  private static final String SETS = "/rest/v1/sets";
  private static final String BOOKINGS = "/rest/v1/bookings";
  private static final String ACCESSES = "/rest/v1/patrons/A/access-log";

  private TestServer server;
  private TestLibrary library;
  private RestProgram desk;

  @BeforeEach
  void open() {
    server = new TestServer();
    library = server.library;
    desk =
        RestProgram.of(
            server,
            library.north,
            "north-desk",
            Scope.CATALOGUE_IMPORT,
            Scope.STOCK_COUNT,
            Scope.OFFLINE_READ,
            Scope.BOOKINGS_READ,
            Scope.BOOKINGS_PLACE,
            Scope.PATRONS_READ,
            Scope.PATRONS_BLOCK,
            Scope.PRIVACY);
  }

  @AfterEach
  void close() {
    desk.close();
    server.close();
  }

  /** The page behind one. */
  private JsonNode behind(String path, JsonNode page) {
    return desk.ok(path + "?limit=2&after=" + page.get("next").asString());
  }

  /** All pages, of two entries each. */
  private List<JsonNode> pages(String path) {
    var pages = new ArrayList<>(List.of(desk.ok(path + "?limit=2")));
    while (!pages.getLast().get("next").isNull()) {
      pages.add(behind(path, pages.getLast()));
    }
    return pages;
  }

  /** Names of all entries, page by page. */
  private List<String> walked(String path, String list, String name) {
    var pages = pages(path);
    assertThat(pages).allSatisfy(page -> assertThat(page.get(list)).hasSizeBetween(1, 2));
    return pages.stream().flatMap(page -> names(page, list, name).stream()).toList();
  }

  private static List<String> names(JsonNode page, String list, String name) {
    var names = new ArrayList<String>();
    page.get(list).forEach(entry -> names.add(entry.get(name).asString()));
    return names;
  }

  private Origin origin() {
    return new Origin(
        library.north,
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        "test",
        TestLibrary.MAIN,
        Instant.now().plusSeconds(60));
  }

  private String importOf(String file) {
    var order =
        new Order(library.north, "test", file, new FilePrint(1, "0".repeat(64)), "local", null);
    return Long.toString(library.store.importBatches().begin(order).number());
  }

  @Test
  void importsThatBeganMeanwhileMoveNoPage() {
    var begun = List.of(importOf("a"), importOf("b"), importOf("c"), importOf("d"));
    var first = desk.ok(IMPORTS + "?limit=2");
    var later = importOf("e");
    assertThat(names(first, "imports", "number")).containsExactly(begun.get(3), begun.get(2));
    var second = behind(IMPORTS, first);
    assertThat(names(second, "imports", "number")).containsExactly(begun.get(1), begun.get(0));
    assertThat(second.get("next").isNull()).isTrue();
    assertThat(walked(IMPORTS, "imports", "number")).hasSize(5).startsWith(later);
  }

  private String count() {
    return desk.ok(COUNTS, "{\"branch\": \"%s\"}".formatted(TestLibrary.MAIN))
        .get("number")
        .asString();
  }

  @Test
  void countThatEndsMeanwhileIsNotPassedOver() {
    var ended = count();
    desk.ok(COUNTS + "/" + ended + "/closing", "{}");
    var a = count();
    var b = count();
    var c = count();
    var d = count();
    assertThat(walked(COUNTS, "counts", "number")).containsExactly(d, c, b, a, ended);
    var first = desk.ok(COUNTS + "?limit=2");
    desk.ok(COUNTS + "/" + d + "/closing", "{}");
    desk.ok(COUNTS + "/" + b + "/closing", "{}");
    var second = behind(COUNTS, first);
    assertThat(names(second, "counts", "number")).containsExactly(a, d);
    assertThat(names(behind(COUNTS, second), "counts", "number")).containsExactly(b, ended);
  }

  private void lent(String item, @Nullable Instant when) {
    library.submit(
        new OfflineCommand.OfflineCheckout(
            origin(),
            CommandKey.of(Duration.ZERO, item, String.valueOf(when)).hex(),
            "A",
            item,
            when,
            null));
  }

  @Test
  void whatWasDoneOfflineIsToldInOneOrderAndCountedWholeOnEachPage() {
    var then = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(1));
    lent("1", then);
    lent("2", null);
    lent("3", then);
    lent("4", then.minusSeconds(60));
    lent("5", null);
    var whole = desk.ok(OFFLINE);
    assertThat(names(whole, "transactions", "item")).containsExactly("2", "5", "4", "1", "3");
    assertThat(whole.get("complete").asBoolean()).isTrue();
    var first = desk.ok(OFFLINE + "?limit=2");
    assertThat(first.get("complete").asBoolean()).isFalse();
    assertThat(behind(OFFLINE, first).get("counts")).isEqualTo(whole.get("counts"));
    assertThat(walked(OFFLINE, "transactions", "item")).containsExactly("2", "5", "4", "1", "3");
  }

  @Test
  void setsGoOnByTheirBarcodes() {
    List.of("S-2", "S-3", "S-1")
        .forEach(set ->
            library.submit(
                new SetCommand.PutSet(
                    origin(), set, "Klassesæt", List.of(set.substring(2)), List.of())));
    assertThat(walked(SETS, "sets", "set")).containsExactly("S-1", "S-2", "S-3");
  }

  @Test
  void bookingsOfOneDayAreToldOnceEach() {
    library.set(Setting.BOOKING_ONLY_GROUPS, "false");
    var from = LocalDate.now(ZoneId.of("Europe/Copenhagen")).plusDays(30);
    for (var day : List.of(from, from, from, from.minusDays(1))) {
      desk.ok(
          BOOKINGS,
          "{\"patron\": \"A\", \"titles\": [\"t:1\"], \"copies\": 1, \"from\": \"%s\", \"until\": \"%s\"}"
              .formatted(day, from.plusDays(20)));
    }
    var whole = desk.ok(BOOKINGS);
    assertThat(whole.get("complete").asBoolean()).isTrue();
    assertThat(whole.get("bookings").get(0).get("from").asString())
        .isEqualTo(from.minusDays(1).toString());
    assertThat(desk.ok(BOOKINGS + "?limit=3").get("complete").asBoolean()).isFalse();
    assertThat(walked(BOOKINGS, "bookings", "booking"))
        .hasSize(4)
        .isEqualTo(names(whole, "bookings", "booking"));
  }

  @Test
  void whoReadAndWhatWasDoneGoOnTogether() {
    for (var list : List.of("", "/loans", "/holds", "/fees")) {
      desk.ok("/rest/v1/patrons/A" + list);
    }
    for (var code : List.of("excluded", "extended-exclusion", "blocked-by-kiosk")) {
      desk.ok("/rest/v1/patrons/A/blocks", "{\"code\": \"%s\"}".formatted(code));
    }
    var read = new ArrayList<String>();
    var done = new ArrayList<String>();
    for (var page : pages(ACCESSES)) {
      assertThat(page.get("complete").asBoolean()).isEqualTo(page.get("next").isNull());
      read.addAll(names(page, "read", "operation"));
      done.addAll(names(page, "done", "at"));
    }
    read.remove("list-accesses"); // that the log is read is noted in it
    assertThat(read).contains("show-patron", "list-loans", "list-holds", "list-fees");
    assertThat(read).doesNotHaveDuplicates();
    assertThat(done).hasSize(3);
    assertThat(done).isEqualTo(names(desk.ok(ACCESSES), "done", "at"));
  }

  @ParameterizedTest
  @ValueSource(strings = {COUNTS, OFFLINE, BOOKINGS, ACCESSES})
  void placeThatNoPageToldIsRefused(String path) {
    for (var place : List.of("x", "eA", "Cg", "AA")) {
      assertProblem(
          desk.get(path + "?after=" + place),
          400,
          "\"after\" must be the value of \"next\" on the previous page.");
    }
    assertProblem(desk.get(IMPORTS + "?after=x"), 400, "\"after\" must be a number from 1 up.");
  }
}
