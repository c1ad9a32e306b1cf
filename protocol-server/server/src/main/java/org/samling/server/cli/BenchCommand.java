package org.samling.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.samling.server.bench.CheckoutBench;
import org.samling.server.bench.SearchBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench}: measures, beside a named reference. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the server on a database of its own, which is made for the run and deleted after it.",
      "checkout: durable checkouts over SIP2, beside the same rows written by pgbench as one statement.",
      "search: searches and records over Z39.50, beside zebrasrv on the same records."
    })
final class BenchCommand implements Callable<Integer> {

  /** What can be measured. */
  enum Subject {
    checkout,
    search
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

  @Option(
      names = "--records",
      paramLabel = "FILE",
      description = "For search: a file of MARC 21 records in ISO 2709 and UTF-8.")
  private @Nullable Path records;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  BenchCommand() {}

  @Override
  public Integer call() throws Exception {
    if (what == Subject.search && (records == null || !Files.isReadable(records))) {
      throw new ParameterException(
          spec.commandLine(), "search needs --records with a file that can be read");
    }
    var directory = Files.createTempDirectory("samling-bench-");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      var out = spec.commandLine().getOut();
      switch (what) {
        case checkout ->
            new CheckoutBench(Homes.configuration(directory, Homes.Ports.ANY), directory, out)
                .run(connections, seconds, rounds);
        case search ->
            new SearchBench(directory, out)
                .run(Objects.requireNonNull(records), connections, seconds, rounds);
      }
      return 0;
    } finally {
      Homes.delete(directory);
    }
  }
}
