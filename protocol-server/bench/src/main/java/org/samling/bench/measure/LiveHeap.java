package org.samling.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What lives on the heap of another Java process. */
public final class LiveHeap {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  private LiveHeap() {}

  /**
   * How many bytes of a process's heap are in use, once what nobody needs is collected.
   *
   * @param pid the process
   * @param directory where what jcmd prints is put meanwhile
   */
  public static long of(long pid, Path directory) throws IOException, InterruptedException {
    var live = Long.MAX_VALUE;
    for (var i = 0; i < 2; i++) { // the second finds what the first left to finalisers and queues
      var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
      try (var child =
          Child.start(directory, "jcmd", List.of(jcmd, Long.toString(pid), "GC.class_histogram"))) {
        child.untilDone();
        var total = TOTAL.matcher(child.printed());
        if (!total.find()) {
          throw new IllegalStateException("jcmd does not tell the size of the heap");
        }
        live = Math.min(live, Long.parseLong(total.group(1)));
      }
    }
    Files.deleteIfExists(directory.resolve("jcmd.log"));
    return live;
  }
}
