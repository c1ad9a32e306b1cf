package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.Account.Scope;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.ClientCommands.Ran;
import org.samling.server.TestServer;
import org.samling.server.web.RestProgram;

/** What a librarian does about the stock. */
class StockCommandsTest {

  private static final String MAIN = TestLibrary.MAIN;
  private static final String BRANCH = TestLibrary.BRANCH;

  private TestServer server;
  private TestLibrary library;
  private ClientCommands commands;

  @TempDir private Path files;

  @BeforeEach
  void open() {
    server = new TestServer();
    library = server.library;
    commands = new ClientCommands(server);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Ran stock(String... arguments) {
    return commands.run(
        Stream.concat(Stream.of("stock"), Stream.of(arguments)).toArray(String[]::new));
  }

  private String file(String text) throws IOException {
    var file = files.resolve(UUID.randomUUID() + ".txt");
    Files.writeString(file, text);
    return "@" + file;
  }

  private ItemStatus status(String barcode) {
    return library.store.inquiries().item(library.north, barcode).orElseThrow().status();
  }

  private static String order(String item, String record, String branch) {
    return "{\"item\": \"%s\", \"record\": \"%s\", \"branch\": \"%s\", \"category\": \"book\"}"
        .formatted(item, record, branch);
  }

  @Test
  void orderIsLoadedReceivedAndMadeReady() throws IOException {
    var orders =
        file(
            """
            [{"item": "B-1", "record": "t:1", "branch": "%s", "category": "book",
              "location": "Voksen > Krimi", "call-number": "", "price": "199.95"}, %s]
            """
                .formatted(MAIN, order("B-2", "t:1", BRANCH)));
    assertThat(stock("order", "--orders", orders, "--dry-run").done()).contains("ordered:  2");
    assertThat(library.store.inquiries().item(library.north, "B-1")).isEmpty();
    assertThat(stock("order", "--orders", orders).done()).contains("ordered:  2", "known:    0");
    assertThat(stock("order", "--orders", orders).done()).contains("ordered:  0", "known:    2");
    assertThat(status("B-1")).isEqualTo(ItemStatus.ON_ORDER);
    assertThat(
            library.text(
                library.north, "select price || ' ' || location from item where barcode = 'B-1'"))
        .isEqualTo("19995 Voksen > Krimi");

    var list = file("\uFEFF# kassen fra i dag\nB-1 3890\n\nB-2\n");
    assertThat(stock("receive", "--branch", MAIN, "--items", list).done()).contains("done:     2");
    assertThat(stock("receive", "--branch", MAIN, "--items", list).done()).contains("done:     2");
    assertThat(status("3890")).isEqualTo(ItemStatus.IN_PROCESS);

    var ready = stock("ready", "--branch", MAIN, "--items", "3890,B-2").done();
    assertThat(ready.lines().filter(line -> line.startsWith("3890")))
        .singleElement()
        .asString()
        .contains("Ærø", "yes", "shelf", MAIN);
    assertThat(ready.lines().filter(line -> line.startsWith("B-2")))
        .singleElement()
        .asString()
        .contains("home", BRANCH);
    assertThat(status("3890")).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(status("B-2")).isEqualTo(ItemStatus.IN_TRANSIT);
  }

  @Test
  void ordersOfWhichOneIsWrongAreNotLoaded() {
    var ran =
        stock(
            "order",
            "--orders",
            order("B-1", "t:1", MAIN),
            "--orders",
            order("B-2", "t:1", "nowhere"));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.said())
        .contains(
            "Nothing was ordered; faulty orders: 1."
                + " Number 2, B-2: north has no branch \"nowhere\".");
    assertThat(library.store.inquiries().item(library.north, "B-1")).isEmpty();

    var unknown = stock("order", "--orders", order("B-1", "t:99", MAIN));
    assertThat(unknown.code()).isEqualTo(3);
    assertThat(unknown.said()).contains("the record t:99 of item B-1 is not in the catalogue");
    var misspelt = stock("order", "--orders", "{\"item\": \"B-1\", \"titel\": \"t:1\"}");
    assertThat(misspelt.code()).isEqualTo(2);
    assertThat(misspelt.said()).contains("item, record, branch, category");
  }

  @Test
  void dryRunSaysWhatWouldComeOfItAndChangesNothing() {
    var dry = stock("withdraw", "--dry-run", "--reason", "slidt", "--items", "1,nothing").done();
    assertThat(dry).contains("done:     1", "refused:  1", "Ærø", "item-unknown");
    assertThat(status("1")).isEqualTo(ItemStatus.AVAILABLE);

    assertThat(stock("withdraw", "--reason", "slidt", "--items", "1").done())
        .contains("done:     1");
    assertThat(status("1")).isEqualTo(ItemStatus.DISCARDED);
    assertThat(stock("restore", "--items", "1").done()).contains("done:     1");
    assertThat(status("1")).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(stock("withdraw", "--reason", " ", "--items", "1").code()).isEqualTo(2);
  }

  @Test
  void whatTheRulesRefuseIsToldWithTheRule() {
    library.submit(TestLibrary.checkout(library.north, "A", "1"));
    assertThat(stock("withdraw", "--reason", "slidt", "--items", "1", "--output", "json").done())
        .contains(
            "\"refused\" : 1", "\"reason\" : \"item-in-use\"", "\"rule\" : \"item-on-shelf\"");
  }

  @Test
  void whatIsReadySaysWhereItGoesAndNothingOfWhoWaits() {
    stock("order", "--orders", order("B-1", "t:2", MAIN)).done();
    library.submit(
        new HoldCommand.PlaceHold(
            new Origin(
                library.north,
                CommandKey.of(Duration.ZERO, UUID.randomUUID()),
                "test",
                MAIN,
                Instant.now().plusSeconds(60)),
            "A",
            TestLibrary.OTHER_TITLE,
            null,
            HoldCommand.HoldOptions.at(MAIN, Instant.now(), null)));

    assertThat(stock("receive", "--ready", "--items", "B-1=3890", "--output", "json").done())
        .contains(
            "\"item\" : \"3890\"",
            "\"title\" : \"Fanø\"",
            "\"destination\" : \"hold-shelf\"",
            "\"shelf\" : 1")
        .doesNotContain("Navn");
    assertThat(stock("receive", "--items", "B-1=1=2").code()).isEqualTo(2);
  }

  @Test
  void repeatedRequestReceivesAndMakesReadyOnce() {
    stock("order", "--orders", order("B-1", "t:1", MAIN)).done();
    var receipt = BodyPublishers.ofString("{\"items\": [\"B-1\"], \"ready\": true}");
    try (var desk = RestProgram.of(server, library.north, "north-desk", Scope.STOCK_MANAGE)) {
      var first = desk.post("/rest/v1/stock/receipts", receipt, "Idempotency-Key", "box-1");
      assertThat(first.body()).contains("\"destination\":\"shelf\"");
      assertThat(status("B-1")).isEqualTo(ItemStatus.AVAILABLE);
      assertThat(desk.post("/rest/v1/stock/receipts", receipt, "Idempotency-Key", "box-1").body())
          .isEqualTo(first.body());
    }
    try (var reader = RestProgram.of(server, library.north, "north-reader", Scope.STOCK_COUNT)) {
      assertThat(reader.post("/rest/v1/stock/receipts", receipt).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void weedingListIsForPeopleAndPrograms() {
    library.asSuperuser("update item set accessioned_on = date '2010-01-01'");
    assertThat(stock("weed", "--no-loan-months", "24", "--except-categories", "reference").done())
        .contains("accession", "2010-01-01", "Ærø");
    assertThat(stock("weed", "--copies-over", "4", "--output", "csv").done())
        .startsWith("item,title,author,branch,")
        .contains(",2010-01-01,,0,5");
    assertThat(stock("weed", "--copies-over", "1", "--limit", "2").done())
        .contains("There are more");
    var none = stock("weed");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.said()).contains("Give at least one of");
    assertThat(stock("weed", "--copies-over", "1", "--category", "film").said())
        .contains("north has no item category \"film\"");
  }

  @Test
  void itemsAreRelocatedByAList() throws IOException {
    var list = file("1\n2\n");
    assertThat(stock("relocate", "--dry-run", "--to-branch", BRANCH, "--items", list).done())
        .contains("done:     2");
    assertThat(status("1")).isEqualTo(ItemStatus.AVAILABLE);
    stock("relocate", "--to-branch", BRANCH, "--items", list).done();
    assertThat(status("1")).isEqualTo(ItemStatus.IN_TRANSIT);
    stock("relocate", "--to-location", "", "--items", "3").done();
    assertThat(library.store.inquiries().item(library.north, "3").orElseThrow().item().location())
        .isNull();

    var nowhere = stock("relocate", "--items", "1");
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.said()).contains("Give \"to-branch\", \"to-location\" or both.");
    assertThat(stock("relocate", "--items", "@" + files.resolve("none")).said())
        .contains("can't be read");
  }

  @Test
  void partsAreRecorded() {
    assertThat(stock("record-parts", "--count", "4", "--missing", "2,3", "--items", "1").done())
        .contains("done:     1");
    assertThat(library.store.inquiries().item(library.north, "1").orElseThrow().item().parts())
        .satisfies(parts -> assertThat(parts.missing()).containsExactly(2, 3));
    var fifth = stock("record-parts", "--count", "4", "--missing", "5", "--items", "1");
    assertThat(fifth.code()).isEqualTo(2);
    assertThat(fifth.said()).contains("\"missing\" must be numbers of parts, from 1 to 4.");
  }

  @Test
  void itemsOfAnotherTenantAreUnknown() {
    stock("relocate", "--to-branch", BRANCH, "--items", "1").done();
    assertThat(library.store.inquiries().item(library.south, "1").orElseThrow().status())
        .isEqualTo(ItemStatus.AVAILABLE);
    stock("order", "--orders", order("B-1", "t:1", MAIN)).done();
    assertThat(new ClientCommands(server, "south").run("stock", "receive", "--items", "B-1").done())
        .contains("refused:  1", "item-unknown");
  }
}
