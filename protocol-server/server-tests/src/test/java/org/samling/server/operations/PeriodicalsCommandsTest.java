package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.ClientCommands.Ran;
import org.samling.server.TestServer;

/** Periodicals: subscribed, received, claimed. */
class PeriodicalsCommandsTest {

  private TestServer server;
  private TestLibrary library;
  private ClientCommands commands;

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

  private Ran periodicals(String... arguments) {
    return commands.run(
        Stream.concat(Stream.of("periodicals"), Stream.of(arguments)).toArray(String[]::new));
  }

  private Ran subscribe(String record, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "subscribe",
                "blad",
                "--record",
                record,
                "--branch",
                TestLibrary.MAIN,
                "--category",
                "book",
                "--unit",
                "month",
                "--first",
                "2026-01-05",
                "--volume",
                "54"));
    arguments.addAll(List.of(more));
    return periodicals(arguments.toArray(String[]::new));
  }

  private ItemStatus status(String barcode) {
    return library.store.inquiries().item(library.north, barcode).orElseThrow().status();
  }

  @Test
  void subscriptionPredictsIssuesWhichAreReceived() {
    assertThat(subscribe("t:2").done()).contains("subscription:  blad", "expected:");
    assertThat(periodicals("list-issues", "--subscription", "blad", "--until", "2026-03-01").done())
        .contains("2026-01-05", "54", "Fanø", "expected");
    assertThat(periodicals("list-issues", "--until", "2026-12-01", "--limit", "3").done())
        .contains("2026-03-05", "There are more")
        .doesNotContain("2026-04-05");

    assertThat(periodicals("receive-issue", "blad", "--item", "b1").done())
        .contains("2026-01-05", "received", "new:           yes", "destination:   shelf");
    assertThat(periodicals("receive-issue", "blad", "--item", "b1").done())
        .contains("new:           no");
    periodicals("receive-issue", "blad", "--item", "b2", "--issue", "2", "--in-process").done();
    assertThat(status("b1")).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(status("b2")).isEqualTo(ItemStatus.IN_PROCESS);

    var never = periodicals("receive-issue", "blad", "--item", "b3", "--year", "1999");
    assertThat(never.code()).isEqualTo(3);
    assertThat(never.said()).contains("No such issue of \"blad\" is expected.");
    var taken = periodicals("receive-issue", "blad", "--item", "1");
    assertThat(taken.code()).isEqualTo(4);
    assertThat(taken.said()).contains("Another item has the barcode 1.");
    assertThat(periodicals("list-issues", "--until", "2026-02-28").done())
        .contains("There are no issues.");
    assertThat(periodicals("list-issues", "--until", "2026-02-28", "--all").done()).contains("b2");
  }

  @Test
  void lateIssuesAreClaimedButForThoseThatWereNotPublished() {
    subscribe("t:2", "--skip", "7").done();
    assertThat(periodicals("mark-issue-not-published", "blad", "2026-03-05").done())
        .contains("not-published");
    assertThat(periodicals("mark-issue-not-published", "blad", "2026-03-06").code()).isEqualTo(3);
    assertThat(periodicals("list-late-issues").done())
        .contains("2026-04-05")
        .doesNotContain("2026-03-05");
    assertThat(periodicals("expect-issue", "blad", "2026-03-05").done()).contains("expected");

    assertThat(periodicals("claim-late-issues", "--output", "csv").done())
        .contains("2026-03-05", "2026-04-05")
        .doesNotContain("2026-07-05");
    assertThat(periodicals("list-late-issues").done()).contains("There are no issues.");
    assertThat(
            library.count(library.north, "select count(*) from periodical_issue where claims = 1"))
        .isPositive();
  }

  @Test
  void subscriptionThatContradictsItselfIsRefused() {
    assertThat(subscribe("t:99").code()).isEqualTo(3);
    var volumes = subscribe("t:2", "--numbering", "by-volume");
    assertThat(volumes.code()).isEqualTo(2);
    assertThat(volumes.said()).contains("Give \"issues-per-volume\" with the numbering by-volume");
    assertThat(subscribe("t:2", "--last", "2025-01-01").said())
        .contains("\"last\" is before \"first\".");
    assertThat(subscribe("t:2", "--skip", "13").code()).isEqualTo(2);
    assertThat(subscribe("t:2", "--skip", "1,2,3,4,5,6,7,8,9,10,11,12").said())
        .contains("At least one month must have an issue.");
    assertThat(library.store.periodicals().list(library.north)).isEmpty();
  }

  @Test
  void subscriptionsOfAnotherTenantAreUnknown() {
    subscribe("t:2").done();
    var south = new ClientCommands(server, "south");
    assertThat(south.run("periodicals", "receive-issue", "blad", "--item", "b1").code())
        .isEqualTo(3);
    assertThat(south.run("periodicals", "list-issues", "--until", "2026-12-01").done())
        .contains("There are no issues.");
  }
}
