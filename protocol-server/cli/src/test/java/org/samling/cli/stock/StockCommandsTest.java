package org.samling.cli.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.TenantCommands;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.postgres.TestLibrary;
import picocli.CommandLine.ParameterException;

/** What a librarian does about the stock. */
class StockCommandsTest {

  private static final String MAIN = TestLibrary.MAIN;
  private static final String BRANCH = TestLibrary.BRANCH;

  private final TestLibrary library = new TestLibrary();

  @TempDir private Path files;

  @AfterEach
  void close() {
    library.close();
  }

  private String run(TenantCommand command, String... arguments) {
    return TenantCommands.run(command, library.store, arguments);
  }

  private String refused(TenantCommand command, String... arguments) {
    return TenantCommands.run(1, command, library.store, arguments);
  }

  private String file(String text) throws IOException {
    var file = files.resolve(UUID.randomUUID() + ".txt");
    Files.writeString(file, text);
    return file.toString();
  }

  private ItemStatus status(String barcode) {
    return library.store.inquiries().item(library.north, barcode).orElseThrow().status();
  }

  @Test
  void anOrderIsLoadedReceivedAndMadeReady() throws IOException {
    var order =
        file(
            """
            item,record,branch,category,location,price
            B-1,t:1,%s,book,Voksen > Krimi,199.95
            B-2,t:1,%s,book,,
            """
                .formatted(MAIN, BRANCH));
    assertThat(run(new StockOrderCommand(), order)).contains("2 ordered, 0 were there already");
    assertThat(run(new StockOrderCommand(), order)).contains("0 ordered, 2 were there already");
    assertThat(status("B-1")).isEqualTo(ItemStatus.ON_ORDER);

    var list = file("# kassen fra i dag\nB-1 3890\n\nB-2\n");
    assertThat(run(new StockReceiveCommand(), "--branch", MAIN, "--file", list))
        .contains("2 received");
    assertThat(run(new StockReceiveCommand(), "--branch", MAIN, "--file", list))
        .contains("2 received");
    assertThat(status("3890")).isEqualTo(ItemStatus.IN_PROCESS);

    assertThat(run(new StockReadyCommand(), "--branch", MAIN, "3890", "B-2"))
        .contains("3890", "to its shelf", "to be sent to " + BRANCH, "2 ready");
    assertThat(status("3890")).isEqualTo(ItemStatus.AVAILABLE);
  }

  @Test
  void anOrderInWhichALineIsWrongIsNotLoaded() throws IOException {
    var order =
        file(
            """
            item,record,branch,category
            B-1,t:1,%s,book
            B-2,t:1,nowhere,book
            """
                .formatted(MAIN));
    assertThat(refused(new StockOrderCommand(), order))
        .contains("line 3: there is no branch \"nowhere\"", "0 ordered; faulty lines: 1");
    assertThat(library.store.inquiries().item(library.north, "B-1")).isEmpty();
    assertThatThrownBy(() -> run(new StockOrderCommand(), file("item,titel\n")))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("it lacks branch, category, record");
  }

  @Test
  void dryRunSaysWhatWouldComeOfItAndChangesNothing() {
    assertThat(
            refused(new StockWithdrawCommand(), "--dry-run", "--reason", "slidt", "1", "nothing"))
        .contains("Ærø", "refused: item unknown", "1 would be withdrawn, 1 refused");
    assertThat(status("1")).isEqualTo(ItemStatus.AVAILABLE);

    assertThat(run(new StockWithdrawCommand(), "--reason", "slidt", "1")).contains("1 withdrawn");
    assertThat(status("1")).isEqualTo(ItemStatus.DISCARDED);
    assertThat(run(new StockRestoreCommand(), "1")).contains("1 restored");
    assertThat(status("1")).isEqualTo(ItemStatus.AVAILABLE);
  }

  @Test
  void whatIsReadySaysWhereItGoesAndNothingOfWhoWaits() throws IOException {
    run(
        new StockOrderCommand(),
        file("item,record,branch,category\nB-1,t:2,%s,book\n".formatted(MAIN)));
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

    assertThat(run(new StockReceiveCommand(), "--ready", "B-1=3890"))
        .contains("3890", "Fanø: reserved, to the hold shelf, number 1")
        .doesNotContain("Navn");
  }

  @Test
  void shelvesAreCountedFromFilesAndClosed() throws IOException {
    library.asSuperuser(
        "update item set location = 'Voksen', created_at = now() - interval '1 day', moved_at = now() - interval '1 day'");
    var count =
        run(new StockCountCommand(), "begin", "--branch", MAIN, "--location", "Voksen").strip();
    assertThat(run(new StockCountCommand(), "scan", count, file("1\n2\n3\n")))
        .contains("3 scanned, 3 of them new");
    assertThat(run(new StockCountCommand(), "scan", count, file("3\n4 1/2\n99\n")))
        .contains("3 scanned, 2 of them new");

    assertThat(run(new StockCountCommand(), "show", count))
        .contains("missing", "5 ", "unknown", "99", "3 missing", "1 unknown");
    assertThat(run(new StockCountCommand(), "show", count, "--csv"))
        .startsWith("finding,item,title,branch,location,call-number,status,parts")
        .contains("\"missing\",\"5\",\"Ærø\",\"%s\",\"Voksen\",,\"AVAILABLE\",".formatted(MAIN));
    assertThat(run(new StockCountCommand(), "show", count, "--json"))
        .contains("{\"finding\":\"missing\",\"item\":\"5\"");

    assertThat(run(new StockCountCommand(), "close", count, "--mark-missing"))
        .contains("3 marked missing, 0 taken in");
    assertThat(status("5")).isEqualTo(ItemStatus.MISSING);
    assertThat(run(new StockCountCommand(), "list")).contains(count, "3 marked missing");
    assertThatThrownBy(() -> run(new StockCountCommand(), "close", count))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("is closed");
  }

  @Test
  void whatIsOnTheShelfThoughItIsOnLoanIsTakenIn() throws IOException {
    library.submit(TestLibrary.checkout(library.north, "A", "1"));
    library.asSuperuser("update item set status = 'MISSING' where barcode = '2'");
    var count = run(new StockCountCommand(), "begin", "--branch", MAIN).strip();
    run(new StockCountCommand(), "scan", count, file("1\n2\n"));

    assertThat(run(new StockCountCommand(), "close", count, "--take-in"))
        .contains("0 marked missing, 2 taken in");
    assertThat(status("1")).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(status("2")).isEqualTo(ItemStatus.AVAILABLE);
  }

  @Test
  void weedingListIsForPeopleAndPrograms() {
    library.asSuperuser("update item set accessioned_on = date '2010-01-01'");
    assertThat(
            run(new StockWeedCommand(), "--no-loan-months", "24", "--except-category", "reference"))
        .contains("Ærø; copies: 5, came 2010-01-01, no loan known", "Candidates: 5");
    assertThat(run(new StockWeedCommand(), "--copies-over", "4", "--csv"))
        .startsWith("item,title,")
        .contains("\"2010-01-01\",,\"0\",\"5\"");
    assertThatThrownBy(() -> run(new StockWeedCommand()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("give at least one of");
  }

  @Test
  void itemsAreRelocatedByAList() throws IOException {
    var list = file("1\n2\n");
    assertThat(run(new StockRelocateCommand(), "--dry-run", "--to-branch", BRANCH, "--file", list))
        .contains("2 would be relocated");
    assertThat(status("1")).isEqualTo(ItemStatus.AVAILABLE);
    run(new StockRelocateCommand(), "--to-branch", BRANCH, "--file", list);
    assertThat(status("1")).isEqualTo(ItemStatus.IN_TRANSIT);
    assertThatThrownBy(() -> run(new StockRelocateCommand(), "1"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("give --to-branch");
  }

  @Test
  void partsAreRecorded() {
    assertThat(run(new StockPartsCommand(), "--count", "4", "--missing", "2,3", "1"))
        .contains("1 recorded");
    assertThat(library.store.inquiries().item(library.north, "1").orElseThrow().item().parts())
        .satisfies(parts -> assertThat(parts.missing()).containsExactly(2, 3));
    assertThat(refused(new StockPartsCommand(), "--count", "4", "--missing", "5", "1"))
        .contains("the parts are numbered from 1 to 4");
  }

  @Test
  void periodicalIsSubscribedReceivedAndClaimed() {
    assertThat(
            run(
                new SubscribeCommand(),
                "blad",
                "--record",
                "t:2",
                "--branch",
                MAIN,
                "--category",
                "book",
                "--unit",
                "month",
                "--first",
                "2026-01-05",
                "--volume",
                "54"))
        .contains("blad: ", "issues expected");
    assertThat(run(new IssuesCommand(), "blad", "--until", "2026-03-01"))
        .contains("2026-01-05  blad", "54 (2026) 1", "expected");

    assertThat(run(new ReceiveIssueCommand(), "blad", "b1"))
        .contains("54 (2026) 1", "received", "It goes to its shelf.");
    assertThat(run(new ReceiveIssueCommand(), "blad", "b1")).contains("already received");
    assertThat(run(new ReceiveIssueCommand(), "blad", "b2", "--issue", "2", "--in-process"))
        .contains("54 (2026) 2");
    assertThat(status("b1")).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(status("b2")).isEqualTo(ItemStatus.IN_PROCESS);
    assertThatThrownBy(() -> run(new ReceiveIssueCommand(), "blad", "b3", "--year", "1999"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("no such issue of blad is expected");

    assertThat(run(new NotPublishedCommand(), "blad", "2026-03-05")).contains("not-published");
    assertThat(run(new LateIssuesCommand(), "--claim", "--csv"))
        .contains("\"2026-04-05\"")
        .doesNotContain("2026-03-05");
    assertThat(run(new LateIssuesCommand())).contains("There are no late issues.");
  }
}
