package org.samling.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An archive of the loaded classes (AppCDS) of a class that many processes run: with it a process
 * starts with a quarter of the work. It is made from the first process, while that runs; whoever
 * starts another one meanwhile waits for it.
 */
public final class ClassArchive implements AutoCloseable {

  private final Class<?> main;
  private final Path file;

  /** Locked while the archive is made; null where there is one already. */
  private final @Nullable FileChannel making;

  private ClassArchive(Class<?> main, Path file, @Nullable FileChannel making) {
    this.main = main;
    this.file = file;
    this.making = making;
  }

  /** The archive of a class: one to use, or one that the caller makes, and nobody else. */
  public static ClassArchive of(Class<?> main) throws IOException {
    var file = ChildJvm.archive(main);
    if (Files.exists(file)) {
      return new ClassArchive(main, file, null);
    }
    var lock = FileChannel.open(file.resolveSibling(file.getFileName() + ".lock"), CREATE, WRITE);
    lock.lock();
    if (Files.exists(file)) {
      lock.close();
      return new ClassArchive(main, file, null);
    }
    return new ClassArchive(main, file, lock);
  }

  /** The command for a process, to which the arguments of the class must be added. */
  public List<String> command(String... options) {
    return making == null
        ? ChildJvm.sharedCommand(main, options)
        : ChildJvm.archivedCommand(main, "-XX:+RecordDynamicDumpInfo", options);
  }

  /** Makes the archive of what a process of that command has loaded, if there is none. */
  public void make(Process process) throws IOException {
    if (making == null) {
      return;
    }
    var made = file.resolveSibling(file.getFileName() + ".made");
    var dump =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "VM.cds",
                "dynamic_dump",
                made.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(dump.getInputStream().readAllBytes(), UTF_8);
    if (!Files.exists(made)) {
      throw new IOException("no archive of classes: " + said);
    }
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    if (making != null) {
      making.close();
    }
  }
}
