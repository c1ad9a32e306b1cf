package org.samling.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFilesTest {

  @Test
  void halfUnpackedTreeIsReplacedAndManyMayUnpackAtOnce(@TempDir Path cache) throws Exception {
    Path half = cache.resolve(Binaries.VERSION + ".partial").resolve("bin");
    Files.createDirectories(half);
    Files.writeString(half.resolve("postgres"), "half");
    Callable<Path> unpack = () -> Binaries.unpack(cache);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Path> unpacked : threads.invokeAll(List.of(unpack, unpack, unpack))) {
        Path postgres = unpacked.get().resolve("bin/postgres");
        assertThat(Files.size(postgres)).isGreaterThan(1_000_000);
        assertThat(Files.isExecutable(postgres)).isTrue();
      }
    }
    assertThat(half).doesNotExist();
  }

  @Test
  void logThatGrewTooLargeStartsAfreshAndTheOldOneIsKept(@TempDir Path directory)
      throws IOException {
    var log = new ServerLog(directory.resolve("postgresql.log"));
    try (var file = new RandomAccessFile(log.file().toFile(), "rw")) {
      file.setLength(ServerLog.LIMIT + 1);
    }

    log.bound();

    assertThat(log.size()).isZero();
    assertThat(directory.resolve("postgresql.1.log")).hasSize(ServerLog.LIMIT + 1);
  }

  @Test
  void logWithinItsLimitIsLeftAlone(@TempDir Path directory) throws IOException {
    var log = new ServerLog(directory.resolve("postgresql.log"));
    Files.writeString(log.file(), "before ");
    long before = log.size();
    Files.writeString(log.file(), "after", StandardOpenOption.APPEND);

    log.bound();

    assertThat(log.since(before)).isEqualTo("after");
    assertThat(directory.resolve("postgresql.1.log")).doesNotExist();
  }
}
