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
 * Fuzzing of one target: the corpus, which lies in {@code test-fixtures}, is replayed in every test
 * run and is where Jazzer begins.
 *
 * @param target a class with a public static method {@code fuzzerTestOneInput(byte[])}, for Jazzer
 * @param corpus the directory of the corpus; files that end with .md tell of the others
 */
public record Fuzzing(Class<?> target, Path corpus) {

  /** What a run takes of a processor, in one thread. */
  private static final Duration PROCESSOR_TIME = Duration.ofMinutes(10);

  /** How long Jazzer runs before it is asked what it took; each part goes on from the last. */
  private static final int PART_SECONDS = 200;

  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final int MOST_OUTPUT = 20_000;

  /**
   * The corpus.
   *
   * @throws IOException when it can't be read
   */
  public List<Path> files() throws IOException {
    try (var files = Files.list(corpus)) {
      return files.filter(f -> !f.toString().endsWith(".md")).sorted().toList();
    }
  }

  /**
   * A test for each file of the corpus.
   *
   * @param one the target's method
   * @throws IOException when the corpus can't be read
   */
  public Stream<DynamicTest> replay(FuzzTarget one) throws IOException {
    return files().stream()
        .map(file ->
            DynamicTest.dynamicTest(
                file.getFileName().toString(), () -> one.tryWith(Files.readAllBytes(file))));
  }

  /**
   * Runs Jazzer for ten minutes of processor time, however busy the machine is, in processes of
   * their own, from the corpus and other inputs on; fails with its output, which names what it
   * found.
   *
   * @param directory an empty directory
   * @param seeds other inputs to begin with
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
      assertThat(part).as("processor time, which has to be known").isPositive();
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
