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
 * A program that runs beside the bench, with what it prints in a file. It is stopped with the
 * bench, also where that is interrupted.
 */
public final class Child implements AutoCloseable {

  private static final Duration TO_STOP = Duration.ofSeconds(60);
  private static final int SHOWN = 2_000;

  private final Process process;
  private final Path output;
  private final ShutdownSequence.Step step;

  private Child(Process process, Path output) {
    this.process = process;
    this.output = output;
    this.step = ShutdownSequence.add(output.getFileName().toString(), this::stop);
  }

  /** Starts a program in a directory; what it prints goes to a file there that has its name. */
  public static Child start(Path directory, String name, List<String> command) throws IOException {
    return start(directory, name, command, Map.of());
  }

  /** The same, with more variables in its environment. */
  public static Child start(
      Path directory, String name, List<String> command, Map<String, String> environment)
      throws IOException {
    var output = directory.resolve(name + ".log");
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new Child(builder.start(), output);
  }

  /**
   * Starts Samling's server in a directory, by the same Java as this with the same options.
   *
   * @param more further options of Java, which win over the same ones of this process
   */
  public static Child serve(Path directory, Path configuration, String... more) throws IOException {
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

  /** The server runs in another directory. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Waits for its end.
   *
   * @throws IllegalStateException when it failed
   */
  public void untilDone() throws IOException, InterruptedException {
    if (process.waitFor() != 0) {
      throw failure();
    }
  }

  /**
   * Checks that it runs.
   *
   * @throws IllegalStateException when it has ended
   */
  public void mustRun() throws IOException {
    if (!process.isAlive()) {
      throw failure();
    }
  }

  private IllegalStateException failure() throws IOException {
    var said = printed();
    return new IllegalStateException(
        "%s ended with %d: %s"
            .formatted(
                output.getFileName(),
                process.exitValue(),
                said.substring(Math.max(0, said.length() - SHOWN))));
  }

  /** Waits for its end, but no longer than is said; says whether it has ended. */
  public boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** What it has printed so far. */
  public String printed() throws IOException {
    return Files.readString(output);
  }

  /** The file in which what it prints is kept. */
  public Path output() {
    return output;
  }

  public long pid() {
    return process.pid();
  }

  /** Stops it, and what it has started itself. */
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
