package org.samling.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Fuzzes one target. The corpus in {@code test-fixtures} is replayed in every test run and is
 * Jazzer's starting point.
 *
 * @param target a class with a public static method {@code fuzzerTestOneInput(byte[])}, for Jazzer
 * @param corpus the directory of the corpus; files that end in .md describe the others
 */
public record FuzzTests(Class<?> target, Path corpus) {

  /** The processor time of a run, in one thread. */
  private static final Duration PROCESSOR_TIME = Duration.ofMinutes(10);

  /**
   * How long Jazzer runs before its processor time is checked; each part continues from the last.
   */
  private static final int PART_SECONDS = 200;

  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final int MOST_OUTPUT = 20_000;

  /**
   * The corpus.
   *
   * @throws IOException if it can't be read
   */
  public List<Path> files() throws IOException {
    try (var files = Files.list(corpus)) {
      return files.filter(f -> !f.toString().endsWith(".md")).sorted().toList();
    }
  }

  /**
   * Creates a test for each file of the corpus.
   *
   * @param one the target's method
   * @throws IOException if the corpus can't be read
   */
  public Stream<DynamicTest> replay(FuzzTarget one) throws IOException {
    return files().stream()
        .map(file ->
            DynamicTest.dynamicTest(
                file.getFileName().toString(), () -> one.test(Files.readAllBytes(file))));
  }

  /**
   * Runs Jazzer for ten minutes of processor time, however busy the machine is, in separate
   * processes, starting from the corpus and other inputs. Fails with its output, which names what
   * it found.
   *
   * @param directory an empty directory
   * @param seeds further inputs to start from
   */
  public void run(Path directory, Collection<byte[]> seeds) throws Exception {
    var found = Files.createDirectory(directory.resolve("corpus"));
    var begin = Files.createDirectory(directory.resolve("seeds"));
    var number = 0;
    for (var seed : seeds) {
      Files.write(begin.resolve(Integer.toString(number++)), seed);
    }
    var output = directory.resolve("output").toFile();
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=org.samling.**",
                "-max_total_time=" + PART_SECONDS));
    Stream.of(found, begin, corpus).map(Path::toString).forEach(command::add);
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output);
    var taken = Duration.ZERO;
    while (taken.compareTo(PROCESSOR_TIME) < 0) {
      var process = builder.start();
      var part = Duration.ZERO;
      while (!process.waitFor(LOOK)) {
        part = process.info().totalCpuDuration().orElse(part);
      }
      assertThat(process.exitValue()).as(() -> tail(output)).isZero();
      assertThat(part).as("processor time, which must be known").isPositive();
      taken = taken.plus(part);
    }
  }

  private static String tail(File output) {
    try {
      var text = Files.readString(output.toPath());
      return text.substring(Math.max(0, text.length() - MOST_OUTPUT));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
