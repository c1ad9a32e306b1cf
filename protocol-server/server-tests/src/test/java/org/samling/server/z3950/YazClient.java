package org.samling.server.z3950;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Index Data's yaz-client, which {@code ./samling verify} installs where it can. */
public final class YazClient {

  private YazClient() {}

  /**
   * Runs commands.
   *
   * @param address host, port and perhaps a database, as yaz-client takes them
   * @param commands the commands, one a line
   * @return everything that it printed
   */
  public static String run(String address, String commands) {
    Assumptions.assumeTrue(
        isInstalled(),
        "SKIPPED: yaz-client is not installed, so nothing here was tried with it (apt-get install yaz)");
    try {
      var script = Files.createTempFile(Path.of("target"), "yaz", ".txt");
      var output = Files.createTempFile(Path.of("target"), "yaz", ".out");
      Files.writeString(script, commands + "\nquit\n");
      var process =
          new ProcessBuilder("yaz-client", address)
              .redirectErrorStream(true)
              .redirectInput(script.toFile())
              .redirectOutput(output.toFile()) // a pipe would be waited for without an end
              .start();
      var ended = process.waitFor(2, TimeUnit.MINUTES);
      process.destroyForcibly();
      var printed = new String(Files.readAllBytes(output), UTF_8);
      Files.delete(script);
      Files.delete(output);
      if (!ended) {
        throw new IllegalStateException("yaz-client did not end: " + printed);
      }
      return printed;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isInstalled() {
    for (var directory : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(directory, "yaz-client"))) {
        return true;
      }
    }
    return false;
  }
}
