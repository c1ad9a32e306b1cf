package org.samling.exchange.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.postgres.TestPatrons;

/** The folder that the server watches for files of the person registry's events. */
class RegistryFolderTest {

  private static final long PATIENCE = 120_000;

  @TempDir private Path directory;

  private RegistryLibrary running;
  private Path folder;

  @BeforeEach
  void open() throws Exception {
    running = new RegistryLibrary();
    folder = directory.resolve("person events");
    RegistryFolder.watch(running.camel(), folder, running.events());
  }

  @AfterEach
  void close() {
    running.close();
  }

  /** Puts a file into the folder in one step, as those do who know that it is watched. */
  private void put(Path file) throws IOException {
    Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
  }

  private List<String> in(String name) throws IOException {
    var inside = folder.resolve(name);
    if (!Files.isDirectory(inside)) {
      return List.of();
    }
    try (var files = Files.list(inside)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private List<String> await(String name, int files) throws Exception {
    var until = System.currentTimeMillis() + PATIENCE;
    while (in(name).size() < files && System.currentTimeMillis() < until) {
      Thread.sleep(50);
    }
    return in(name);
  }

  /** Waits until the marker of the one who takes the file is there, or is not. */
  private boolean isLocked(boolean wanted) throws Exception {
    var until = System.currentTimeMillis() + PATIENCE;
    while (System.currentTimeMillis() < until) {
      if (in(".").contains("a.jsonl.camelLock") == wanted) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }

  private long deceased() {
    return running.count(
        running.library.north, "select count(*) from patron_block where code = 'D'");
  }

  @Test
  void fileIsTakenOnceAndMovedToDoneWithItsReportAndOneWithAFaultToFailed() throws Exception {
    put(
        Files.writeString(
            directory.resolve("a.jsonl"),
            "{\"event\": \"9\", \"cpr\": \"%s\", \"kind\": \"died\"}\n"
                .formatted(TestPatrons.CPR)));
    put(RegistryLibrary.mixed(directory.resolve("b.jsonl")));
    put(Files.writeString(directory.resolve("c.txt"), "nothing of ours"));

    var done = await("done", 2);
    assertThat(done).hasSize(2);
    assertThat(done.getFirst()).endsWith("-a.jsonl");
    assertThat(done.getLast()).isEqualTo(done.getFirst() + ".report");
    assertThat(Files.readAllLines(folder.resolve("done").resolve(done.getLast())))
        .containsExactly("1 events: 1 taken, 0 already known, 0 concerned nobody, 0 faults");
    assertThat(deceased()).isEqualTo(1);

    var failed = await("failed", 2);
    assertThat(failed).hasSize(2);
    assertThat(failed.getFirst()).endsWith("-b.jsonl");
    assertThat(Files.readAllLines(folder.resolve("failed").resolve(failed.getLast())))
        .containsExactly(
            "5 events: 2 taken, 0 already known, 1 concerned nobody, 2 faults",
            "line 2: municipality must be three digits",
            "line 5: is not a single JSON object without duplicate fields");
    assertThat(in("."))
        .as("what is no file of events stays, and no marker does")
        .containsExactly("c.txt", "done", "failed");

    var processed = new ProcessedFiles(folder, Duration.ofDays(14));
    assertThat(processed.forget(Instant.now().plus(Duration.ofDays(13)))).isZero();
    assertThat(processed.forget(Instant.now().plus(Duration.ofDays(15)))).isEqualTo(4);
    assertThat(in("done")).isEmpty();
    assertThat(in("failed")).isEmpty();
  }

  @Test
  void fileThatTheStoreCannotTakeStays() throws Exception {
    running.library.close();
    put(
        Files.writeString(
            directory.resolve("a.jsonl"),
            "{\"event\": \"9\", \"cpr\": \"%s\", \"kind\": \"died\"}\n"
                .formatted(TestPatrons.CPR)));
    assertThat(isLocked(true)).as("it is tried").isTrue();
    assertThat(isLocked(false)).as("and given up").isTrue();
    running.camel().stop();
    assertThat(folder.resolve("a.jsonl")).exists();
    assertThat(in("done")).isEmpty();
    assertThat(in("failed")).isEmpty();
  }
}
