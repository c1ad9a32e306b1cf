package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.ClientCommands.Ran;
import org.samling.server.TestServer;

/** Counts of shelves at the command line. */
class StockCountsCommandsTest {

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

  private String begun(String... more) {
    var all =
        Stream.concat(
                Stream.of("stock-counts", "begin", "--branch", TestLibrary.MAIN), Stream.of(more))
            .toArray(String[]::new);
    commands.run(all).done();
    return library.store.stockCounts().list(library.north, null, 1).getFirst().id().toString();
  }

  private Ran scan(String count, String lines) throws IOException {
    var file = files.resolve("scans.txt");
    Files.writeString(file, lines);
    return commands.run("stock-counts", "add-scans", count, "--scans", "@" + file);
  }

  private ItemStatus status(String barcode) {
    return library.store.inquiries().item(library.north, barcode).orElseThrow().status();
  }

  @Test
  void shelvesAreCountedFromFilesAndClosed() throws IOException {
    library.asSuperuser(
        "update item set location = 'Voksen', created_at = now() - interval '1 day', moved_at = now() - interval '1 day'");
    var count = begun("--location", "Voksen");
    assertThat(scan(count, "1\n2\n3\n").done()).contains("read:  3", "new:   3");
    assertThat(scan(count, "# the second shelf\n3\n4 1/2\n\n99\n").done())
        .contains("read:  3", "new:   2");

    assertThat(commands.run("stock-counts", "show", count).done())
        .contains("sums.missing:", "sums.unknown:", "missing", "unknown", "99");
    assertThat(commands.run("stock-counts", "show", count, "--output", "csv").done())
        .contains("missing,5,Ærø,%s,Voksen,,AVAILABLE,".formatted(TestLibrary.MAIN));

    assertThat(commands.run("stock-counts", "close", count, "--mark-missing").done())
        .contains("marked-missing:  3", "taken-in:        0");
    assertThat(status("5")).isEqualTo(ItemStatus.MISSING);
    assertThat(commands.run("stock-counts", "list").done()).contains(count);
    var again = commands.run("stock-counts", "close", count);
    assertThat(again.code()).isEqualTo(4);
    assertThat(again.said()).contains("is closed");
  }

  @Test
  void whatIsOnTheShelfThoughItIsOnLoanIsTakenIn() throws IOException {
    library.submit(TestLibrary.checkout(library.north, "A", "1"));
    library.asSuperuser("update item set status = 'MISSING' where barcode = '2'");
    var count = begun();
    scan(count, "1\n2\n").done();

    assertThat(commands.run("stock-counts", "close", count, "--take-in").done())
        .contains("marked-missing:  0", "taken-in:        2");
    assertThat(status("1")).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(status("2")).isEqualTo(ItemStatus.AVAILABLE);
  }
}
