package org.samling.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.samling.bench.measure.Scratch;
import org.samling.bench.search.SearchOperation;
import org.samling.bench.search.Z3950Bench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench z3950}: measures the cost of Z39.50 and SRU, beside zebrasrv. */
@Command(
    name = "z3950",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Searches with records, reconnects, scans and SRU, on a server started with a catalogue made for the run; in turn, zebrasrv with the same records if it is installed.",
      "Every response is checked. Processor time is shown for each server and its database separately."
    },
    footer = {
      "",
      "Examples:",
      "  ${sys:samling.command} bench z3950",
      "  ${sys:samling.command} bench z3950 --size 1000000 --operations SEARCH --connections 8",
      "  ${sys:samling.command} bench z3950 --operations SEARCH --connections 8 --idle 10000"
    })
final class BenchZ3950Command implements Callable<Integer> {

  private static final int LEAST_RECORDS = 1_000;
  private static final int MOST_RECORDS = 10_000_000;
  private static final int MOST_CONNECTIONS = 1_000;
  private static final int MOST_IDLE = 50_000;

  @Option(
      names = "--records",
      paramLabel = "FILE",
      description =
          "MARC 21 records in ISO 2709 and UTF-8, with any items in field 952; without it records are generated.")
  private @Nullable Path records;

  @Option(
      names = "--size",
      defaultValue = "100000",
      paramLabel = "N",
      description =
          "How many records to generate, with two items each on average (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--operations",
      split = ",",
      defaultValue = "SEARCH,HOLDINGS,RECONNECT,SCAN,SRU",
      paramLabel = "OPERATION",
      description = {
        "What to measure (default: ${DEFAULT-VALUE}).",
        "SEARCH: a search and the first ten records, on an open session; HOLDINGS: the same with current item status; RECONNECT: a new session for each; SCAN: twenty terms; SRU: a search with ten records in MARCXML, over HTTP."
      })
  private List<SearchOperation> operations;

  @Option(
      names = "--connections",
      split = ",",
      defaultValue = "1,8,32",
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

  @Option(
      names = "--by-kind",
      description = "Also measures searches by kind of query, one round each.")
  private boolean byKind;

  @Option(
      names = "--idle",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "At the end, measures what this many idle sessions cost. Server and load generator each need an open file per session (ulimit -n).")
  private int idle;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  BenchZ3950Command() {}

  @Override
  public Integer call() throws Exception {
    checkRange("--size", List.of(size), LEAST_RECORDS, MOST_RECORDS);
    checkRange("--connections", connections, 1, MOST_CONNECTIONS);
    checkRange("--warm-up", List.of(warmUp), 0, 3_600);
    checkRange("--seconds", List.of(seconds), 1, 3_600);
    checkRange("--rounds", List.of(rounds), 1, 100);
    checkRange("--idle", List.of(idle), 0, MOST_IDLE);
    var file = records;
    if (file != null && !Files.isReadable(file)) {
      throw new ParameterException(spec.commandLine(), "%s can't be read".formatted(file));
    }
    try (var scratch = Scratch.make()) {
      var bench = new Z3950Bench(scratch.directory(), spec.commandLine().getOut());
      var plan =
          new Z3950Bench.Plan(operations, connections, warmUp, seconds, rounds, byKind, idle);
      if (file == null) {
        bench.run(size, plan);
      } else {
        bench.run(file, plan);
      }
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
