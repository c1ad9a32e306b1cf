package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;

/** The commands that explain a loan, renewal, return or hold. */
class ExplanationCommandsTest {

  private TestServer server;
  private ClientCommands commands;

  @BeforeEach
  void open() {
    server = new TestServer();
    commands = new ClientCommands(server);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void lend(String patron, String item) {
    server.library.submit(
        new LoanCommand.Checkout(
            new Origin(
                server.library.north,
                CommandKey.of(Duration.ZERO, UUID.randomUUID()),
                "test",
                TestLibrary.MAIN,
                Instant.now().plusSeconds(60)),
            patron,
            item,
            false,
            null));
  }

  private ItemStatus status(String item) {
    return server.library.store.inquiries().item(server.library.north, item).orElseThrow().status();
  }

  @Test
  void loanIsExplainedWithEveryRuleAndNotMade() {
    assertThat(commands.run("loans", "explain-check-out", "--patron", "A", "--item", "1").done())
        .containsPattern("granted: +yes")
        .containsPattern("why.rule: +loan-period")
        .containsPattern("why.level: +item category book")
        .containsPattern("no +patron-blocked +patron-blocks")
        .containsPattern("maximum-loans +max-loans +patron category adult +50 +0 loans");
    assertThat(status("1")).isEqualTo(ItemStatus.AVAILABLE);
  }

  @Test
  void refusalNamesItsReasonAndTheBrokenRule() {
    lend("B", "1");
    assertThat(commands.run("loans", "explain-check-out", "--patron", "X", "--item", "R").done())
        .containsPattern("granted: +no")
        .containsPattern("reason: +patron-blocked")
        .containsPattern("yes +patron-blocked +patron-blocks");
    assertThat(commands.run("loans", "explain-renewal", "--patron", "A", "--item", "1").done())
        .containsPattern("reason: +not-on-loan-to-patron");
    assertThat(commands.run("loans", "explain-renewal", "--patron", "B", "--item", "1").done())
        .containsPattern("granted: +yes");
  }

  @Test
  void returnNamesWhereTheItemWouldGoAndNobody() {
    lend("A", "1");
    var said =
        commands
            .run("loans", "explain-check-in", "--item", "1", "--branch", TestLibrary.BRANCH)
            .done();
    assertThat(said)
        .containsPattern("returned.destination: +home")
        .containsPattern("returned.branch: +" + TestLibrary.MAIN)
        .containsPattern("returned.was-on-loan: +yes")
        .doesNotContain("Navn");
    assertThat(status("1")).isEqualTo(ItemStatus.ON_LOAN);
    assertThat(commands.run("loans", "explain-check-in", "--item", "none").done())
        .containsPattern("reason: +item-unknown");
  }

  @Test
  void holdIsExplainedWithItsPlaceInTheQueue() {
    assertThat(commands.run("holds", "explain", "--patron", "A", "--record", "t:1").done())
        .containsPattern("granted: +yes")
        .containsPattern("position: +1");
    assertThat(
            commands
                .run("holds", "explain", "--patron", "A", "--item", "1", "--pickup", "nowhere")
                .done())
        .containsPattern("reason: +branch-unknown");
    var account = server.library.store.inquiries().patron(server.library.north, "A");
    assertThat(account.orElseThrow().holds()).isEmpty();
  }

  @Test
  void whoAsksAboutAPatronIsInTheirAccessLog() {
    commands.run("loans", "explain-check-out", "--patron", "A", "--item", "1").done();
    var store = server.library.store;
    var patron = store.deskLists().patron(server.library.north, "A").orElseThrow();
    Eventually.holds(
        "who asked is written down",
        () ->
            store.accessLog().reads(server.library.north, patron.id(), 100).stream()
                .anyMatch(read -> read.access().operation().equals("explain-check-out")));
  }

  @Test
  void whatCannotBeAskedIsSaid() {
    var nowhere =
        commands.run(
            "loans", "explain-check-out", "--patron", "A", "--item", "1", "--branch", "DK-1");
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.said()).contains("\"branch\" must be the code of a branch of north.");
    var nothing = commands.run("holds", "explain", "--patron", "A");
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.said()).contains("Give \"record\" or \"item\".");
    var malformed = commands.run("holds", "explain", "--patron", "A", "--record", "x");
    assertThat(malformed.code()).isEqualTo(2);
    assertThat(malformed.said()).contains("A title must be given as source:number");
    var without = commands.run("loans", "explain-renewal", "--patron", "A");
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.said()).contains("--item");
  }
}
