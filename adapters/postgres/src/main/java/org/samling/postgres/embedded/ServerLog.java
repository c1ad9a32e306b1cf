package org.samling.postgres.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's log file. PostgreSQL's own collector limits the number of files but not their size;
 * so the server appends to one file, and this class moves its content to {@code postgresql.1.log}
 * when it is larger than {@link #LIMIT}.
 */
final class ServerLog {

  /** Checked once per {@link #PERIOD}; what is written in between may exceed it. */
  static final long LIMIT = 16L << 20;

  private static final Duration PERIOD = Duration.ofSeconds(30);
  private static final int TAIL = 4000;
  private static final Logger LOG = LoggerFactory.getLogger(ServerLog.class);

  private final Path file;

  ServerLog(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  long size() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** What was written since the file had the given size, the last few thousand characters of it. */
  String since(long size) throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long end = channel.size();
      long from = Math.max(Math.min(size, end), end - TAIL);
      ByteBuffer bytes = ByteBuffer.allocate((int) (end - from));
      channel.read(bytes, from);
      return UTF_8.decode(bytes.flip()).toString().strip();
    }
  }

  /** The server opened the file for appending, so it continues at the start of the emptied file. */
  void bound() throws IOException {
    if (size() > LIMIT) {
      Files.copy(
          file, file.resolveSibling("postgresql.1.log"), StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
    }
  }

  /** Starts a thread that keeps the file's size limited until it is interrupted. */
  Thread keepBounded() {
    return Thread.ofVirtual().name("postgresql-log").start(this::boundUntilInterrupted);
  }

  private void boundUntilInterrupted() {
    while (true) {
      try {
        Thread.sleep(PERIOD);
        bound();
      } catch (InterruptedException _) {
        return;
      } catch (IOException e) {
        LOG.warn("The log file {} could not be shortened: {}", file, e.toString());
      }
    }
  }
}
