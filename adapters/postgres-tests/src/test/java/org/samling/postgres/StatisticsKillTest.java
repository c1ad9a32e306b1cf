package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.statistics.Measure;
import org.samling.testing.ChildJvm;
import org.samling.testing.OnlyInLongRuns;

/** Nodes that count are killed ({@code kill -9}) at any moment: every event is counted once. */
@OnlyInLongRuns // in every run StatisticsTest breaks counting off
class StatisticsKillTest {

  private static final int ITEMS = 400;
  private static final int ROUNDS = 2;
  private static final int NODES = 2;
  private static final int KILLS = 5;

  /** How a process ends by SIGKILL. */
  private static final int KILLED = 128 + 9;

  private final StatisticsFixture fixture = new StatisticsFixture();
  private final TestLibrary library = fixture.library;
  private final Random random = new Random();

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // JUnit sets the directory
  StatisticsKillTest() {}

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void everyEventIsCountedOnceWhoeverIsKilled() throws Exception {
    library.addStock(ITEMS, ITEMS / 2);
    for (var round = 0; round < ROUNDS; round++) {
      for (var i = 0; i < ITEMS; i++) {
        fixture.lend("2%09d".formatted(i / 2), "3%09d".formatted(i));
      }
      for (var i = 0; i < ITEMS; i++) {
        fixture.giveBack("3%09d".formatted(i));
      }
    }
    var nodes = new ArrayList<Process>();
    try {
      for (var i = 0; i < NODES; i++) {
        nodes.add(start());
      }
      for (var kill = 0; kill < KILLS; kill++) {
        var before = position();
        var since = Instant.now();
        // Somewhere in the work; where all is counted already the kill falls into an empty page.
        while (position().equals(before) && !isAllCounted()) {
          assertThat(since).as(this::logs).isAfter(Instant.now().minusSeconds(60));
          Thread.sleep(10);
        }
        Thread.sleep(random.nextInt(300));
        var victim = random.nextInt(NODES);
        Signals.send("KILL", nodes.get(victim).pid());
        assertThat(nodes.get(victim).waitFor()).isEqualTo(KILLED);
        nodes.set(victim, start());
      }
    } finally {
      for (var node : nodes) {
        node.getOutputStream().close();
        assertThat(node.waitFor(2, TimeUnit.MINUTES)).isTrue();
      }
    }
    fixture.countAll();
    assertThat(fixture.counts())
        .containsOnly(
            entry(Measure.LOAN, (long) ITEMS * ROUNDS),
            entry(Measure.RETURN, (long) ITEMS * ROUNDS));
  }

  private Process start() throws IOException {
    var command = ChildJvm.command(CountingNode.class, "-Xmx128m");
    command.addAll(
        List.of(library.roles.url(), library.roles.application(), library.north.toString()));
    var builder = new ProcessBuilder(command);
    builder.environment().put(CountingNode.PASSWORD, library.roles.applicationPassword().value());
    builder
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve(random.nextInt() + ".log").toFile());
    return builder.start();
  }

  /** What the nodes said, for a failure. */
  private String logs() {
    var text = new StringBuilder("nobody counts any more: ");
    try (var logs = Files.newDirectoryStream(directory, "*.log")) {
      for (var log : logs) {
        text.append(log.getFileName()).append('\n').append(Files.readString(log));
      }
    } catch (IOException e) {
      text.append(e);
    }
    return text.toString();
  }

  private List<String> position() {
    return library.texts(
        library.north, "select xid || ' ' || id from outbox_position where reader = 'statistics'");
  }

  private boolean isAllCounted() {
    return library.count(
            library.north,
            """
            select count(*) from outbox o
            left join outbox_position p on p.tenant_id = o.tenant_id and p.reader = 'statistics'
            where p.xid is null or (o.xid, o.id) > (p.xid, p.id)
            """)
        == 0;
  }
}
