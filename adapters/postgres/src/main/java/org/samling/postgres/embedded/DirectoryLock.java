package org.samling.postgres.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One process's exclusive use of a directory: a lock on its file {@code lock}, which names the pid.
 */
final class DirectoryLock implements AutoCloseable {

  /**
   * Closing any channel of a file drops all locks that this JVM has on it (POSIX), so a second
   * attempt in this JVM must not even open the file.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Takes the lock or refuses at once.
   *
   * @param directory an existing directory, as a real path
   */
  static DirectoryLock take(Path directory) throws IOException {
    if (!HELD.add(directory)) {
      throw inUse(directory, Long.toString(ProcessHandle.current().pid()));
    }
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel =
          FileChannel.open(
              directory.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      locked = channel.tryLock() != null;
      if (!locked) {
        throw inUse(directory, read(channel));
      }
      channel.truncate(0);
      channel.write(US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
      return new DirectoryLock(directory, channel);
    } finally {
      if (!locked) {
        if (channel != null) {
          channel.close();
        }
        HELD.remove(directory);
      }
    }
  }

  /**
   * Whether anybody has the lock.
   *
   * @param directory an existing directory, as a real path
   */
  static boolean isHeld(Path directory) throws IOException {
    try {
      take(directory).close();
      return false;
    } catch (EmbeddedPostgresException _) {
      return true;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    channel.read(bytes, 0);
    return US_ASCII.decode(bytes.flip()).toString().strip();
  }

  private static EmbeddedPostgresException inUse(Path directory, String pid) {
    return new EmbeddedPostgresException(
        "The data directory "
            + directory
            + " is in use by process "
            + pid
            + ". Stop that process (kill "
            + pid
            + "), or give this one a directory of its own with --data.");
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(directory);
  }
}
