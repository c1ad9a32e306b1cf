package org.samling.testing;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
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
        var made = file.resolveSibling(file.getFileName() + ".made");
        var process = run.start(ChildJvm.archivedCommand(main, "-XX:ArchiveClassesAtExit=" + made));
        process.destroy();
        process.onExit().join();
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }
}
