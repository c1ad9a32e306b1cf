package org.samling.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the expensive operations of this JVM's tests. Written when the JVM ends, for the table at
 * the end of {@code ./samling verify}, which shows growth.
 */
public enum TestCounts {
  POSTGRES_SERVERS,
  DATABASES,
  SERVERS,
  CHILD_PROCESSES;

  private static final Path COUNTS = TestDirectories.shared().resolve("counts");

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(TestCounts::write));
  }

  @SuppressWarnings("ImmutableEnumChecker") // counted while tests run
  private final AtomicInteger made = new AtomicInteger();

  /** Counts one more. */
  public void add() {
    made.incrementAndGet();
  }

  private static void write() {
    var lines = new StringBuilder();
    for (var count : values()) {
      lines.append(count.name()).append(' ').append(count.made.get()).append('\n');
    }
    try {
      Files.createDirectories(COUNTS);
      Files.writeString(COUNTS.resolve(ProcessHandle.current().pid() + ".txt"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
