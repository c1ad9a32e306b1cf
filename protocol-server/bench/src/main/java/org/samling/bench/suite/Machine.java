package org.samling.bench.suite;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The machine of a run.
 *
 * @param cores the number of processors available to the JVM
 * @param memoryMegabytes the machine's memory, or the container's
 * @param cpu the processor model, or its architecture if Linux names no model
 * @param os the operating system and its kernel
 * @param jdk the JVM version
 */
public record Machine(int cores, long memoryMegabytes, String cpu, String os, String jdk) {

  /** This machine. */
  public static Machine here() {
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

  /** The load average of the last minute; negative if unknown. */
  public static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** Whether ratios measured there are comparable with this machine's. */
  boolean isLike(Machine other) {
    return cores == other.cores && cpu.equals(other.cpu);
  }

  /** The kind of machine, in short. */
  public String kind() {
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
