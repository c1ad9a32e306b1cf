package org.samling.server.z3950;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Perl with ZOOM (Net::Z3950::ZOOM), which {@code ./samling verify} installs where it can. */
final class PerlZoom {

  private PerlZoom() {}

  /** For each query what it found, or with what diagnostic it was refused. */
  static List<String> sizes(String address, List<String> queries) {
    return run("""
    use ZOOM;
    my $connection = ZOOM::Connection->new("%s");
    while (my $query = <DATA>) {
      chomp $query;
      my $size = eval { $connection->search_pqf($query)->size() };
      print "$query -> ", defined $size ? $size : $@->code() . " " . $@->addinfo(), "\n";
    }
    __DATA__
    %s
    """
            .formatted(address, String.join("\n", queries)))
        .lines()
        .toList();
  }

  /**
   * Runs a script.
   *
   * @return everything that it printed
   */
  static String run(String script) {
    try {
      Assumptions.assumeTrue(
          isInstalled(),
          "SKIPPED: Net::Z3950::ZOOM is not installed, so nothing here was tried with it (apt-get install libnet-z3950-zoom-perl)");
      var file = Files.createTempFile(Path.of("target"), "zoom", ".pl");
      Files.writeString(file, script);
      var output = output("perl", file.toString());
      Files.delete(file);
      return output;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return output("perl", "-MZOOM", "-e", "print 'there'").equals("there");
    } catch (IOException e) {
      return false; // no Perl at all
    }
  }

  private static String output(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("the script did not end: " + output);
    }
    return output;
  }
}
