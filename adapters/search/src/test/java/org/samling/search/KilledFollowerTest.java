package org.samling.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.testing.ChildJvm;

class KilledFollowerTest {

  private static final int KILLS = Boolean.getBoolean("samling.long") ? 4 : 2;

  /** So many changes a process makes at least, and at most, before it is killed. */
  private static final int LEAST = 100;

  private static final int MOST = 1_000;

  /** How a process ends by SIGKILL. */
  private static final int KILLED = 128 + 9;

  @TempDir private Path directory;
  @TempDir private Path anew;
  @TempDir private Path logs;

  @Test
  void indexOfAFollowerThatWasKilledInTheMiddleCatchesUpAndEqualsOneMadeAnew()
      throws IOException, InterruptedException {
    var random = new Random();
    var changes = 0;
    for (var i = 0; i < KILLS; i++) {
      changes = followAndKill(changes, LEAST + random.nextInt(MOST - LEAST));
    }

    var records = FollowerNode.catalogue(changes);
    try (var catalogue = LuceneCatalogue.open(directory, records, CatalogueFixture.SETTINGS)) {
      assertThat(catalogue.state().position()).as("a commit that holds").isNotNull();
      catalogue.catchUp();
      assertThat(records.fullReadCount()).as("it goes on, and is not made anew").isZero();
    }
    try (var catalogue = LuceneCatalogue.open(anew, records, CatalogueFixture.SETTINGS)) {
      catalogue.catchUp();
    }
    var caughtUp = IndexContents.of(directory);
    assertThat(caughtUp.documents()).isGreaterThan(1_000);
    assertThat(caughtUp).isEqualTo(IndexContents.of(anew));
  }

  /** Follows from some changes on, kills the follower, and tells how many changes there are. */
  private int followAndKill(int from, int changes) throws IOException, InterruptedException {
    var log = Files.createTempFile(logs, "node", ".log");
    var command = ChildJvm.command(FollowerNode.class, "-Xmx256m");
    command.addAll(List.of(directory.toString(), Integer.toString(from)));
    var node = new ProcessBuilder(command).redirectError(log.toFile()).start();
    try (var told = new BufferedReader(new InputStreamReader(node.getInputStream(), UTF_8))) {
      var last = from;
      var isKilled = false;
      for (var line = told.readLine(); line != null; line = told.readLine()) {
        last = Integer.parseInt(line);
        if (last >= from + changes && !isKilled) {
          isKilled = true;
          kill(node.pid());
        }
      }
      assertThat(node.waitFor()).as(Files.readString(log)).isEqualTo(KILLED);
      return last;
    } finally {
      node.destroyForcibly();
    }
  }

  private static void kill(long process) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-KILL", Long.toString(process)).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }
}
