package org.samling.exchange.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long files of the person registry's events are kept. */
class ProcessedFilesTest {

  @TempDir private Path folder;

  private void put(String... names) throws IOException {
    for (var name : names) {
      var file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
  }

  private List<String> all() throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void processedAndRejectedFilesGoWithTheirReportsAfterTheirDaysAndNothingElseDoes()
      throws Exception {
    put(
        "done/20261101-120000-000-a.jsonl",
        "done/20261101-120000-000-a.jsonl.report",
        "failed/20261101-120000-001-b.jsonl",
        "failed/20261101-120000-001-b.jsonl.report",
        "done/20261101-120001-000-c.jsonl",
        "done/notes.txt",
        "done/20261341-120000-000-d.jsonl",
        "20261101-120000-000-waits.jsonl");
    var processed = new ProcessedFiles(folder, Duration.ofDays(14));
    var now = LocalDateTime.parse("2026-11-15T12:00:00.500").atZone(ZoneId.systemDefault());

    assertThat(processed.forget(now.toInstant())).isEqualTo(4);
    assertThat(all())
        .containsExactly(
            "20261101-120000-000-waits.jsonl",
            "done/20261101-120001-000-c.jsonl",
            "done/20261341-120000-000-d.jsonl",
            "done/notes.txt");
    assertThat(
            new ProcessedFiles(folder.resolve("none"), Duration.ofDays(14)).forget(now.toInstant()))
        .isZero();
  }
}
