package org.samling.postgres.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the furthest database that this node has worked with, in a file of its own: an old
 * primary can't tell that there is a newer one. Safe for use by many threads, and by the node's
 * other processes.
 */
public final class LatestDatabase {

  private static final Logger LOG = LoggerFactory.getLogger(LatestDatabase.class);

  private static final String FILE = "database-seen";
  private static final String SYSTEM = "system-identifier";
  private static final String TIMELINE = "timeline";
  private static final String ACCEPTED = "accepted";

  private final @Nullable Path file;
  private @Nullable DatabaseLine seen;

  /**
   * In a directory.
   *
   * @param directory the node's own, made when there is something to remember; or null to remember
   *     for the life of the process only
   */
  public LatestDatabase(@Nullable Path directory) {
    this.file = directory == null ? null : directory.resolve(FILE);
  }

  /**
   * The furthest so far, or null for none.
   *
   * @throws SQLException when the file can't be read
   */
  public synchronized @Nullable DatabaseLine furthest() throws SQLException {
    var stored = file == null ? null : read(file);
    return stored != null && isFurther(stored) ? stored : seen;
  }

  /**
   * Remembers a database, where it is further on than any before.
   *
   * @return whether another one was remembered before
   */
  synchronized boolean remember(DatabaseLine line) throws SQLException {
    var before = furthest();
    if (before != null && DatabaseLine.ORDER.compare(line, before) <= 0) {
      seen = before;
      return false;
    }
    seen = line;
    if (file != null) {
      try {
        write(file, line);
      } catch (IOException e) {
        LOG.warn(
            "{} can't be written ({}): after a restart this node would not know an old primary",
            file,
            e.toString());
      }
    }
    return before != null;
  }

  private boolean isFurther(DatabaseLine line) {
    return seen == null || DatabaseLine.ORDER.compare(line, seen) > 0;
  }

  private static @Nullable DatabaseLine read(Path file) throws SQLException {
    try {
      Map<String, String> values = new HashMap<>();
      for (var line : Files.readAllLines(file)) {
        var middle = line.indexOf('=');
        if (middle > 0 && !line.startsWith("#")) {
          values.put(line.substring(0, middle), line.substring(middle + 1));
        }
      }
      return new DatabaseLine(
          Long.parseLong(values.getOrDefault(SYSTEM, "")),
          Long.parseLong(values.getOrDefault(TIMELINE, "")),
          Instant.parse(values.getOrDefault(ACCEPTED, "")));
    } catch (NoSuchFileException _) {
      return null;
    } catch (IOException | NumberFormatException | DateTimeParseException e) {
      throw new SQLException(
          "%s can't be read (%s). Delete it where you are sure that the database is the right one"
              .formatted(file, e),
          RefusedDatabaseException.STATE,
          e);
    }
  }

  private static void write(Path file, DatabaseLine line) throws IOException {
    var directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    var made = file.resolveSibling(FILE + "." + ProcessHandle.current().pid());
    var text =
        """
        # The database that this node worked with last. One that is behind it is refused (docs/operations.md).
        %s=%d
        %s=%d
        %s=%s
        """
            .formatted(
                SYSTEM, line.system(), TIMELINE, line.timeline(), ACCEPTED, line.acceptedAt());
    try (var channel =
        FileChannel.open(
            made,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
