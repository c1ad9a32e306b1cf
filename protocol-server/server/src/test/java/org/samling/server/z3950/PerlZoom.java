package org.samling.server.z3950;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Perl's ZOOM (Debian's libnet-z3950-zoom-perl), one connection for all that is asked. */
final class PerlZoom {

  private static final String SCRIPT =
      """
      use ZOOM;
      my $address = shift @ARGV;
      my $connection = ZOOM::Connection->new($address);
      while (my $query = <STDIN>) {
        chomp $query;
        my $size = eval { $connection->search_pqf($query)->size() };
        print "$query -> ", defined $size ? $size : $@->code() . " " . $@->addinfo(), "\n";
      }
      """;

  private PerlZoom() {}

  /** For each query what it found, or with what diagnostic it was refused. */
  static List<String> sizes(String address, List<String> queries) {
    Assumptions.assumeTrue(
        run(List.of("perl", "-MZOOM", "-e", "1"), List.of()).isEmpty(),
        "SKIPPED: Perl's ZOOM is not installed, so nothing here was tried with it"
            + " (apt-get install libnet-z3950-zoom-perl)");
    return run(List.of("perl", "-e", SCRIPT, address), queries);
  }

  private static List<String> run(List<String> command, List<String> lines) {
    try {
      var input = Files.createTempFile(Path.of("target"), "zoom", ".txt");
      Files.write(input, lines);
      var process =
          new ProcessBuilder(new ArrayList<>(command))
              .redirectErrorStream(true)
              .redirectInput(input.toFile())
              .start();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("perl did not end: " + output);
      }
      Files.delete(input);
      return output.lines().toList();
    } catch (IOException e) {
      return List.of(e.toString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
