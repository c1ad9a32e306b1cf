package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.samling.postgres.checkup.DatabaseCheckup;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.testing.ChildJvm;
import org.samling.testing.LongRun;

/**
 * The schema, and other tests of the store, on the oldest PostgreSQL that is installed here as
 * Debian's packages do it: some of them each time, and all in a long run.
 */
class OldestPostgresTest {

  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

  private static final List<Class<?>> USUAL =
      List.of(LoansTest.class, NamedHoldsTest.class, TenantFenceTest.class);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void theStoreWorksOnTheOldestPostgresqlToo() throws Exception {
    var oldest = oldest();
    assumeTrue(
        oldest.isPresent(),
        "No PostgreSQL %d to %d is installed in %s, so that the newest alone was tried: apt-get install postgresql"
            .formatted(DatabaseCheckup.OLDEST, DatabaseCheckup.NEWEST - 1, INSTALLED));
    var command =
        ChildJvm.command(
            TestRun.class,
            "-D%s=%s".formatted(TestPostgres.PROGRAMS, oldest.get()),
            "-Dsamling.long=" + LongRun.IS_LONG,
            "-Dslf4j.provider=org.slf4j.nop.NOPServiceProvider");
    if (!LongRun.IS_LONG) {
      USUAL.forEach(test -> command.add(test.getName()));
    }
    var log = directory.resolve("log");
    var run =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(run.waitFor()).as("on %s: %s", oldest.get(), Files.readString(log)).isZero();
  }

  private static Optional<Path> oldest() throws IOException {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
          .filter(version -> isOlder(version.getFileName().toString()))
          .min(Comparator.comparing(OldestPostgresTest::number));
    }
  }

  private static boolean isOlder(String version) {
    return version.matches("\\d+")
        && Integer.parseInt(version) >= DatabaseCheckup.OLDEST
        && Integer.parseInt(version) < DatabaseCheckup.NEWEST;
  }

  private static int number(Path version) {
    return Integer.parseInt(version.getFileName().toString());
  }
}
