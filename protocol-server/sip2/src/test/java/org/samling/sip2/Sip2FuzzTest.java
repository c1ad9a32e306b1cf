package org.samling.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Bytes of any kind; {@link Sip2FuzzTarget} says what has to hold for them. */
class Sip2FuzzTest {

  private static final Path FIXTURES = Path.of(System.getProperty("test-fixtures.dir"), "sip2");
  private static final Path CORPUS = FIXTURES.resolve("fuzz");

  /** Ten minutes, in one thread. */
  private static final int SECONDS = 600;

  private static List<Path> files(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> whatOnceFoundAFaultOrAWayIntoTheCodeFindsNoFault() throws IOException {
    return files(CORPUS).stream()
        .map(file ->
            DynamicTest.dynamicTest(
                file.getFileName().toString(),
                () -> Sip2FuzzTarget.fuzzerTestOneInput(Files.readAllBytes(file))));
  }

  @Test
  void everyFrameOfTheFixturesCutAndDamagedFindsNoFault() {
    for (var transcript : Transcript.readAll()) {
      for (var line : transcript.lines()) {
        if (line.isExact()) {
          damaged(line.frame(Sip2Date.BLANK).bytes());
        }
      }
    }
  }

  private static void damaged(byte[] frame) {
    for (int at = 0; at <= frame.length; at++) {
      for (int charset = 0; charset < Sip2Charset.values().length; charset++) {
        var input = new byte[frame.length + 1];
        input[0] = (byte) charset;
        System.arraycopy(frame, 0, input, 1, frame.length);
        input[at] ^= (byte) (at == 0 ? 0 : 0x80 >> (at % 8));
        Sip2FuzzTarget.fuzzerTestOneInput(input);
      }
    }
  }

  /**
   * Runs Jazzer in a process of its own, from the corpus and every fixture on; what it finds is
   * named in its output, which the failure shows.
   */
  @Test
  @EnabledIfSystemProperty(
      named = "samling.long",
      matches = "true",
      disabledReason = "./samling verify --long")
  void tenMinutesOfJazzerFindNoFault(@TempDir Path directory) throws Exception {
    var corpus = Files.createDirectory(directory.resolve("corpus"));
    var seeds = Files.createDirectory(directory.resolve("seeds"));
    int number = 0;
    for (var transcript : Transcript.readAll()) {
      for (var line : transcript.lines()) {
        if (line.isExact()) {
          var frame = line.frame(Sip2Date.BLANK).bytes();
          var input = new byte[frame.length + 1];
          System.arraycopy(frame, 0, input, 1, frame.length);
          Files.write(seeds.resolve(Integer.toString(number++)), input);
        }
      }
    }
    var output = directory.resolve("output").toFile();
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Sip2FuzzTarget.class.getName(),
                "--instrumentation_includes=org.samling.**",
                "-max_total_time=" + SECONDS));
    Stream.of(corpus, seeds, CORPUS).map(Path::toString).forEach(command::add);
    var process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    assertThat(process.waitFor()).as(() -> tail(output)).isZero();
  }

  private static String tail(File output) {
    try {
      var text = Files.readString(output.toPath());
      return text.substring(Math.max(0, text.length() - 20_000));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
