package org.samling.server.cli;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import org.samling.server.bench.CheckoutBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench}: measures, beside a named reference. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the server on a database of its own, which is made for the run and deleted after it.",
      "checkout: durable checkouts over SIP2, beside the same rows written by pgbench as one statement."
    })
final class BenchCommand implements Callable<Integer> {

  /** What can be measured. */
  enum Subject {
    checkout
  }

  @Parameters(paramLabel = "WHAT", description = "What to measure: ${COMPLETION-CANDIDATES}.")
  private Subject what;

  @Option(
      names = "--connections",
      split = ",",
      defaultValue = "1,8,32",
      paramLabel = "N",
      description = "How many connections, one after another (default: ${DEFAULT-VALUE}).")
  private List<Integer> connections;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      paramLabel = "N",
      description = "The length of a round (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      paramLabel = "N",
      description = "How many rounds of each; the medians are shown (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  BenchCommand() {}

  @Override
  public Integer call() throws Exception {
    var directory = Files.createTempDirectory("samling-bench-");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      var configuration = Homes.configuration(directory, Homes.Ports.ANY);
      switch (what) {
        case checkout ->
            new CheckoutBench(configuration, directory, spec.commandLine().getOut())
                .run(connections, seconds, rounds);
      }
      return 0;
    } finally {
      Homes.delete(directory);
    }
  }
}
