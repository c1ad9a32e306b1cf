package org.samling.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A small directory that a test can fill and free. It is a file system of its own (tmpfs), so that
 * only its own files run out of space.
 */
public final class BoundedDirectory implements AutoCloseable {

  private static final int PIECE = 1 << 16;

  private final Path directory;

  private BoundedDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Creates one.
   *
   * @param megabytes its capacity
   * @return empty if this user may not mount file systems
   */
  public static Optional<BoundedDirectory> of(int megabytes) throws IOException {
    var directory = TestDirectories.temporary();
    if (run(
        "mount",
        "-t",
        "tmpfs",
        "-o",
        "mode=755,size=%dm".formatted(megabytes),
        "samling-test",
        directory.toString())) {
      return Optional.of(new BoundedDirectory(directory));
    }
    TestDirectories.delete(directory);
    return Optional.empty();
  }

  private static boolean run(String... command) throws IOException {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Its path. */
  public Path path() {
    return directory;
  }

  /** Fills it completely. */
  public void fill() throws IOException {
    try (var ballast =
        FileChannel.open(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (ballast.write(ByteBuffer.allocate(PIECE)) > 0) {
        // until it throws
      }
    } catch (IOException e) {
      if (Files.getFileStore(directory).getUsableSpace() > 0) {
        throw e;
      }
    }
  }

  /** Frees its space. */
  public void free() throws IOException {
    Files.deleteIfExists(ballast());
  }

  private Path ballast() {
    return directory.resolve("ballast");
  }

  @Override
  public void close() throws IOException {
    if (!run("umount", "--lazy", directory.toString())) {
      throw new IOException(directory + " could not be unmounted");
    }
    TestDirectories.delete(directory);
  }
}
