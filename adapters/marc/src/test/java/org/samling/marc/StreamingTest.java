package org.samling.marc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samling.core.catalogue.RecordFormat;

class StreamingTest {

  private static final int RECORDS = Boolean.getBoolean("samling.long") ? 200_000 : 10_000;

  @ParameterizedTest
  @EnumSource(names = {"MARC21", "MARCXML", "MARC_IN_JSON", "DANMARC2_LINE"})
  void manyRecordsAreReadInASmallHeap(RecordFormat format)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                GeneratedFile.class.getName(),
                format.name(),
                String.valueOf(RECORDS))
            .redirectErrorStream(true)
            .start();
    try (var out = process.inputReader()) {
      var printed = out.readAllAsString();
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(printed.strip()).isEqualTo(RECORDS + " accepted, 0 rejected");
    } finally {
      process.destroyForcibly();
    }
  }
}
