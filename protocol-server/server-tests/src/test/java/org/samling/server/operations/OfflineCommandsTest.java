package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.OfflineTransactions.TransactionFilter;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.OfflineCommand.OfflineCheckin;
import org.samling.core.circulation.command.OfflineCommand.OfflineCheckout;
import org.samling.core.circulation.command.Origin;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.ClientCommands.Ran;
import org.samling.server.TestServer;

/** What machines did while they were offline, at the command line. */
class OfflineCommandsTest {

  private TestServer server;

  @BeforeEach
  void open() {
    server = new TestServer();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Origin origin() {
    return new Origin(
        server.library.north,
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        "north-kiosk",
        TestLibrary.MAIN,
        Instant.now().plusSeconds(60));
  }

  private void lent(String patron, String item) {
    var key = CommandKey.of(Duration.ZERO, patron, item).hex();
    server.library.submit(
        new OfflineCheckout(origin(), key, patron, item, Instant.now().minusSeconds(3600), null));
  }

  private Ran offline(String... arguments) {
    return new ClientCommands(server)
        .run(
            Stream.concat(Stream.of("offline-transactions"), Stream.of(arguments))
                .toArray(String[]::new));
  }

  @Test
  void whereThereIsNothingThatIsSaid() {
    assertThat(offline("list").done()).contains("transactions: none");
    assertThat(offline("list", "--only-conflicts").done()).contains("transactions: none");
  }

  @Test
  void eachTransactionIsShownWithWhatBecameOfItAndHowManyThereAre() {
    lent("A", "1");
    lent("X", "2");
    lent("0101901234", "3");
    server.library.submit(
        new OfflineCheckin(
            origin(),
            CommandKey.of(Duration.ZERO, "4").hex(),
            "4",
            Instant.now().minusSeconds(60),
            null));
    assertThat(offline("list").done())
        .containsPattern("checkout +north-kiosk +DK-799700 +1 +A +done")
        .containsPattern("2 +X +broke-rules +patron-blocks")
        .containsPattern("3 +\\*{6}-\\*{4}|3 +\\*{10}")
        .containsPattern("conflict +PATRON_UNKNOWN")
        .containsPattern("checkin +north-kiosk +DK-799700 +4 +waiting")
        .containsPattern("counts.done: +1")
        .containsPattern("counts.broke-rules: +1")
        .containsPattern("counts.waiting: +1")
        .containsPattern("counts.conflict: +1")
        .doesNotContain("0101901234");
    assertThat(offline("list", "--only-conflicts").done()).doesNotContain(" A ");
    assertThat(offline("list", "--account", "other").done()).contains("transactions: none");
    assertThat(offline("list", "--output", "csv", "--since", "2020-01-01").done())
        .startsWith("number,done,told,message,account,branch,item,patron,result,reason,rules,")
        .contains("checkout,north-kiosk,DK-799700,2,X,broke-rules,,");
    assertThat(offline("list", "--output", "json").done())
        .contains("\"item\" : \"2\"", "\"result\" : \"broke-rules\"");
  }

  @Test
  void whatSomebodyHasSeenToIsNoConflictAnyMore() {
    lent("A", "none");
    var told =
        server
            .library
            .store
            .offlineTransactions()
            .list(server.library.north, new TransactionFilter(null, null, null, true), null, 10)
            .getFirst()
            .id()
            .toString();
    assertThat(offline("settle", told, "--note", "a new label").done()).contains("Done.");
    assertThat(offline("list", "--only-conflicts").done()).contains("transactions: none");
    assertThat(offline("list").done()).contains("a new label");
    var again = offline("settle", told);
    assertThat(again.code()).isEqualTo(3);
    assertThat(again.said()).contains("There is no unsettled transaction");
  }

  @Test
  void whatIsMissingIsNamed() {
    var nothing = offline("settle");
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.said()).contains("NUMBER");
    var nowhere = offline("list", "--branch", "nowhere");
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.said()).contains("north has no branch \"nowhere\"");
  }
}
