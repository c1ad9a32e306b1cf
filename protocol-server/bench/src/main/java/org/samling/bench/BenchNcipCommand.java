package org.samling.bench;

import java.util.List;
import java.util.concurrent.Callable;
import org.samling.bench.measure.Scratch;
import org.samling.bench.ncip.NcipBench;
import org.samling.bench.ncip.NcipOperation;
import org.samling.exchange.generate.Sizes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench ncip}: measures the cost of NCIP. */
@Command(
    name = "ncip",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "First the codec alone: one thread repeatedly reads an NCIP 2 request and writes its response; in turn, the JDK's StAX parser reads both documents. Then interlibrary-loan systems over HTTP, on keep-alive connections, against a server started with a library made for the run; in turn, pgbench reads a patron's account or writes the rows of a checkout by one statement, on up to 32 connections.",
      "Every response is checked; an unexpected one ends the bench. Processor time is shown for the server and PostgreSQL separately."
    },
    footer = {
      "",
      "Examples:",
      "  ${sys:samling.command} bench ncip",
      "  ${sys:samling.command} bench ncip --operations LOOKUP_USER --connections 1,8,32"
    })
final class BenchNcipCommand implements Callable<Integer> {

  private static final int PATRONS = 20_000;
  private static final int ITEMS = 100_000;
  private static final int LOANS = 40_000;

  /** The server's limit on concurrent messages is 200. */
  private static final int MOST_CONNECTIONS = 200;

  @Option(
      names = "--operations",
      split = ",",
      defaultValue = "LOOKUP_USER,LEND",
      paramLabel = "OPERATION",
      description = {
        "What to measure (default: ${DEFAULT-VALUE}).",
        "LOOKUP_USER: a patron's name, addresses, privileges and blocks; LEND: CheckOutItem and CheckInItem of an item in turn; each counts as one."
      })
  private List<NcipOperation> operations;

  @Option(
      names = "--connections",
      split = ",",
      defaultValue = "8",
      paramLabel = "N",
      description = "How many connections, one number after another (default: ${DEFAULT-VALUE}).")
  private List<Integer> connections;

  @Option(
      names = "--warm-up",
      defaultValue = "15",
      paramLabel = "N",
      description =
          "The warm-up of each operation in seconds, which does not count (default: ${DEFAULT-VALUE}).")
  private int warmUp;

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
      description = "The number of rounds; medians are shown (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  BenchNcipCommand() {}

  @Override
  public Integer call() throws Exception {
    checkRange("--connections", connections, 1, MOST_CONNECTIONS);
    checkRange("--warm-up", List.of(warmUp), 0, 3_600);
    checkRange("--seconds", List.of(seconds), 1, 3_600);
    checkRange("--rounds", List.of(rounds), 1, 100);
    try (var scratch = Scratch.make()) {
      new NcipBench(scratch.directory(), spec.commandLine().getOut())
          .run(
              new Sizes(1, 1, PATRONS, ITEMS, LOANS, 0),
              new NcipBench.Plan(operations, connections, warmUp, seconds, rounds));
      return 0;
    }
  }

  private void checkRange(String option, List<Integer> values, int least, int most) {
    if (values.stream().anyMatch(n -> n < least || n > most)) {
      throw new ParameterException(
          spec.commandLine(), "%s must be %,d to %,d".formatted(option, least, most));
    }
  }
}
