package org.samling.bench.measure;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samling.postgres.embedded.ShutdownSequence;
import org.samling.server.Main;

/**
 * A child process of the bench, with its output in a file. It is stopped with the bench, even if
 * that is interrupted.
 */
public final class ChildProcess implements AutoCloseable {

  private static final Duration TO_STOP = Duration.ofSeconds(60);
  private static final int SHOWN = 2_000;

  private final Process process;
  private final Path output;
  private final ShutdownSequence.Step step;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
    this.step = ShutdownSequence.add(output.getFileName().toString(), this::stop);
  }

  /** Starts a program in a directory; its output goes to a file there with its name. */
  public static ChildProcess start(Path directory, String name, List<String> command)
      throws IOException {
    return start(directory, name, command, Map.of());
  }

  /** The same, with additional environment variables. */
  public static ChildProcess start(
      Path directory, String name, List<String> command, Map<String, String> environment)
      throws IOException {
    var output = directory.resolve(name + ".log");
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new ChildProcess(builder.start(), output);
  }

  /**
   * Starts Samling's server in a directory, by the same Java with the same options.
   *
   * @param more further JVM options, which take precedence over those of this process
   */
  public static ChildProcess serve(Path directory, Path configuration, String... more)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of(more));
    command.addAll(
        List.of(
            "-cp",
            classPath(),
            Main.class.getName(),
            "serve",
            "--config",
            configuration.toString()));
    return start(directory, "server", command);
  }

  /** The class path in absolute form, since the server runs in another directory. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Waits for its end.
   *
   * @throws IllegalStateException if it failed
   */
  public void waitFor() throws IOException, InterruptedException {
    if (process.waitFor() != 0) {
      throw failure();
    }
  }

  /**
   * Checks that it is running.
   *
   * @throws IllegalStateException if it has ended
   */
  public void requireRunning() throws IOException {
    if (!process.isAlive()) {
      throw failure();
    }
  }

  private IllegalStateException failure() throws IOException {
    var printed = printed();
    return new IllegalStateException(
        "%s ended with %d: %s"
            .formatted(
                output.getFileName(),
                process.exitValue(),
                printed.substring(Math.max(0, printed.length() - SHOWN))));
  }

  /** Waits for its end, up to this time; returns whether it has ended. */
  public boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Its output so far. */
  public String printed() throws IOException {
    return Files.readString(output);
  }

  /** The file for its output. */
  public Path output() {
    return output;
  }

  public long pid() {
    return process.pid();
  }

  /** Stops it and its own child processes. */
  @Override
  public void close() {
    stop();
    step.close();
  }

  private void stop() {
    var children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroy);
  }
}
