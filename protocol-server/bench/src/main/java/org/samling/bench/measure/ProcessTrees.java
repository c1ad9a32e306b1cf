package org.samling.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The resources of processes and all their descendants, from Linux's proc(5). */
public final class ProcessTrees {

  /** Clock ticks per second; 100 on every architecture that Java runs on. */
  private static final double TICKS = 100;

  /**
   * The index of utime, followed by stime, cutime and cstime, counted from the state after the
   * name.
   */
  private static final int FIRST_TIME = 11;

  private static final int TIMES = 4;

  private final List<Long> roots;

  public ProcessTrees(List<Long> roots) {
    this.roots = List.copyOf(roots);
  }

  /** An embedded PostgreSQL: it is a daemon, so not a child of this process. */
  public static ProcessTrees ofPostgres(Path directory) throws IOException {
    var lines = Files.readAllLines(directory.resolve("data/postmaster.pid"));
    return new ProcessTrees(List.of(Long.parseLong(lines.getFirst().strip())));
  }

  /** These and others. */
  public ProcessTrees and(ProcessTrees others) {
    return new ProcessTrees(Stream.of(roots, others.roots).flatMap(List::stream).toList());
  }

  /** The root processes. */
  public List<Long> roots() {
    return roots;
  }

  /** The processor time used so far, including ended children, in seconds. */
  public double cpuSeconds() {
    return sum(ProcessTrees::ticks) / TICKS;
  }

  /** The memory in use now, in bytes; shared memory counts once. */
  public long memory() {
    return sum(ProcessTrees::proportionalSetSize);
  }

  private long sum(ToLongFunction<Path> of) {
    return roots.stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
        .mapToLong(process -> of.applyAsLong(Path.of("/proc", Long.toString(process.pid()))))
        .sum();
  }

  private static long ticks(Path process) {
    var stat = read(process.resolve("stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    return fields.length < FIRST_TIME + TIMES
        ? 0
        : Arrays.stream(fields, FIRST_TIME, FIRST_TIME + TIMES).mapToLong(Long::parseLong).sum();
  }

  private static long proportionalSetSize(Path process) {
    return read(process.resolve("smaps_rollup"))
        .lines()
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  /** Nothing is read for a process that has ended meanwhile: its parent has its times. */
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException _) {
      return "";
    }
  }
}
