package org.samling.bench.suite;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a run was made.
 *
 * @param cores how many processors the JVM may use
 * @param memoryMegabytes the machine's memory, or the container's
 * @param cpu the model of the processor, or its architecture where Linux names no model
 * @param os the operating system with its kernel
 * @param jdk the version of the JVM
 */
record Machine(int cores, long memoryMegabytes, String cpu, String os, String jdk) {

  /** This machine. */
  static Machine here() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize() >> 20,
        value(Path.of("/proc/cpuinfo"), "model name", ":").orElseGet(system::getArch),
        "%s, %s %s"
            .formatted(
                value(Path.of("/etc/os-release"), "PRETTY_NAME", "=").orElse("unknown"),
                system.getName(),
                system.getVersion()),
        "%s %s".formatted(System.getProperty("java.vm.vendor"), Runtime.version()));
  }

  /** How many programs wanted a core in the last minute, on average; negative where not known. */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** Whether ratios that were measured there can be compared with this one's. */
  boolean isLike(Machine other) {
    return cores == other.cores && cpu.equals(other.cpu);
  }

  /** The kind of machine, in a few words. */
  String kind() {
    return "%d cores, %s".formatted(cores, cpu);
  }

  private static Optional<String> value(Path file, String name, String separator) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(separator) + 1).strip().replace("\"", ""))
          .findFirst();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
