package org.samling.routes.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatch.State;
import org.samling.core.imports.ImportBatches;
import org.samling.postgres.Signals;
import org.samling.postgres.TestLibrary;
import org.samling.testing.ChildJvm;
import org.samling.testing.LongRun;

/** An import that is killed over and over, each time at any moment. */
class ImportKillTest {

  private static final int RECORDS = LongRun.times(15_000, 200_000);
  private static final int KILLS = LongRun.times(1, 10);

  /** How a process ends by SIGKILL. */
  private static final int KILLED = 128 + 9;

  @TempDir private Path directory;

  @Test
  void importThatIsKilledOverAndOverComesToTheSameAsOneThatIsNot() throws Exception {
    var file = SmallRecords.write(directory.resolve("killed.mrc"), "killed", RECORDS);
    var random = new Random();
    try (var library = new TestLibrary()) {
      var batches = library.store.importBatches();
      for (var kill = 1; kill <= KILLS; kill++) {
        var node = start(library, file, kill);
        try {
          await(node, batches, kill * (RECORDS / (KILLS + 1)));
          Thread.sleep(random.nextInt(60));
          Signals.send("KILL", node.pid());
          assertThat(node.waitFor()).as(log(kill)).isEqualTo(KILLED);
        } finally {
          node.destroyForcibly();
        }
      }
      var last = start(library, file, KILLS + 1);
      assertThat(last.waitFor()).as(log(KILLS + 1)).isZero();

      assertThat(batches.latest(null, 10)).as("one import, whatever happened").hasSize(1);
      var batch = latest(batches);
      assertThat(batch.state()).isEqualTo(State.DONE);
      assertThat(batch.tally().read()).isEqualTo(RECORDS);
      assertThat(batch.tally().rejected()).isEqualTo(SmallRecords.rejected(RECORDS));
      assertThat(batch.put()).isEqualTo(SmallRecords.expected(RECORDS));
      assertThat(library.count(null, "select count(*) from common_record where source = 'killed'"))
          .isEqualTo(batch.put().added());
    }
  }

  private Process start(TestLibrary library, Path file, int number) throws IOException {
    var command = ChildJvm.command(ImportNode.class, "-Xmx256m");
    command.addAll(List.of(library.roles.url(), library.roles.application(), file.toString()));
    var builder = new ProcessBuilder(command);
    builder.environment().put(ImportNode.PASSWORD, library.roles.applicationPassword().value());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve(number + ".log").toFile())
        .start();
  }

  private void await(Process node, ImportBatches batches, int records)
      throws IOException, InterruptedException {
    while (batches.latest(null, 1).stream().noneMatch(b -> b.tally().read() >= records)) {
      if (!node.isAlive()) {
        throw new IllegalStateException("the import ended by itself: " + directory);
      }
      Thread.sleep(10);
    }
  }

  private static ImportBatch latest(ImportBatches batches) {
    return batches.latest(null, 1).getFirst();
  }

  private String log(int number) throws IOException {
    return Files.readString(directory.resolve(number + ".log"));
  }
}
