package org.samling.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Measures the live heap of another Java process. */
public final class LiveHeap {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  private LiveHeap() {}

  /**
   * The bytes of a process's heap in use after garbage collection.
   *
   * @param pid the process
   * @param directory the directory for jcmd's output
   */
  public static long of(long pid, Path directory) throws IOException, InterruptedException {
    var live = Long.MAX_VALUE;
    for (var i = 0; i < 2; i++) { // the second also collects finalised objects
      var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
      try (var child =
          ChildProcess.start(
              directory, "jcmd", List.of(jcmd, Long.toString(pid), "GC.class_histogram"))) {
        child.waitFor();
        var total = TOTAL.matcher(child.printed());
        if (!total.find()) {
          throw new IllegalStateException("the output of jcmd has no heap size");
        }
        live = Math.min(live, Long.parseLong(total.group(1)));
      }
    }
    Files.deleteIfExists(directory.resolve("jcmd.log"));
    return live;
  }
}
