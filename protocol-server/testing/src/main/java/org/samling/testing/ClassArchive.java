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

/**
 * An archive of the loaded classes (AppCDS) of a class that many processes run: with it a process
 * starts with a quarter of the work. It is made from one that runs for it alone; whoever needs the
 * archive meanwhile waits.
 */
public final class ClassArchive {

  private ClassArchive() {}

  /** A run of the class, by a command without the arguments of the class. */
  public interface Run {

    /** Starts it, and returns when it has loaded what there is to load. */
    Process start(List<String> command) throws IOException;
  }

  /** Makes the archive of a class, if there is none; ends the run of which it is made. */
  public static void want(Class<?> main, Run run) throws IOException {
    var file = ChildJvm.archive(main);
    if (Files.exists(file)) {
      return;
    }
    var lock = file.resolveSibling(file.getFileName() + ".lock");
    try (var making = FileChannel.open(lock, CREATE, WRITE);
        var _ = making.lock()) {
      if (!Files.exists(file)) {
        var process = run.start(ChildJvm.archivedCommand(main, "-XX:+RecordDynamicDumpInfo"));
        try {
          dump(process, file);
        } finally {
          process.destroy();
          process.onExit().join();
        }
      }
    }
  }

  private static void dump(Process process, Path file) throws IOException {
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
}
