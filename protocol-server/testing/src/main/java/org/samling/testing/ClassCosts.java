package org.samling.testing;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Writes the CPU time of each test class in this JVM, for the table at the end of {@code ./samling
 * verify}: where all cores are busy, this is what a class adds to the run. Processes that a test
 * starts are not counted, nor is PostgreSQL.
 */
public final class ClassCosts implements TestExecutionListener {

  private static final Path COSTS = TestDirectories.shared().resolve("costs");

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final Map<String, Long> begun = new HashMap<>();

  @Override
  public void executionStarted(TestIdentifier test) {
    if (isClass(test)) {
      begun.put(test.getUniqueId(), system.getProcessCpuTime());
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    var before = begun.remove(test.getUniqueId());
    if (before == null || !(test.getSource().orElse(null) instanceof ClassSource source)) {
      return;
    }
    var spent = Duration.ofNanos(system.getProcessCpuTime() - before);
    try {
      Files.createDirectories(COSTS);
      Files.writeString(
          COSTS.resolve(ProcessHandle.current().pid() + ".txt"),
          "%d.%03d %s%n".formatted(spent.toSeconds(), spent.toMillisPart(), source.getClassName()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isClass(TestIdentifier test) {
    return test.getSource().orElse(null) instanceof ClassSource
        && test.getParentId().filter(parent -> !parent.contains("[class:")).isPresent();
  }
}
