package org.samling.server.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.samling.server.Main;

/**
 * A library that a process of its own serves, as {@code serve} does, so that what it costs shows.
 */
final class ServedLibrary implements AutoCloseable {

  private static final Duration TO_START = Duration.ofMinutes(2);
  private static final Pattern READY = Pattern.compile("(?m)^Ready  SIP2 \\S+:(\\d+)");

  private final Child process;
  private final Path directory;
  private final int port;

  private ServedLibrary(Child process, Path directory, int port) {
    this.process = process;
    this.directory = directory;
    this.port = port;
  }

  /**
   * Starts the server and waits until it is ready.
   *
   * @param directory where what it prints is put
   * @param configuration its configuration
   */
  static ServedLibrary start(Path directory, Path configuration)
      throws IOException, InterruptedException {
    var process =
        Child.start(
            directory,
            "server",
            List.of(
                java("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path", ""),
                Main.class.getName(),
                "serve",
                "--config",
                configuration.toString()));
    var deadline = System.nanoTime() + TO_START.toNanos();
    while (System.nanoTime() - deadline < 0) {
      process.mustRun();
      var ready = READY.matcher(process.printed());
      if (ready.find()) {
        return new ServedLibrary(process, directory, Integer.parseInt(ready.group(1)));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    process.close();
    throw new IllegalStateException("the server was not ready within " + TO_START);
  }

  private static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  /** The port of SIP2. */
  int port() {
    return port;
  }

  /** How many bytes of its heap are in use, once what nobody needs is collected. */
  long liveHeap() throws IOException, InterruptedException {
    return LiveHeap.of(process.pid(), directory);
  }

  @Override
  public void close() {
    process.close();
  }
}
