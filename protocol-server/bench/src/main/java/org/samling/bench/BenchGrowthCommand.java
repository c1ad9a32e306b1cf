package org.samling.bench;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.samling.bench.growth.GrowthBench;
import org.samling.bench.measure.Scratch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench growth}: what operations cost in small and large libraries. */
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "The processor time of server and database for a checkout, a patron's account, a search with ten records and their items, a scan, an imported record, a record of an index that is made anew, and a start, in libraries of several sizes: first of more and more records with one tenant, then of more and more tenants.",
      "Shows how many times as much each costs as at the next smaller size, and which more than doubles."
    },
    footer = {
      "",
      "Examples:",
      "  ${sys:samling.command} bench growth",
      "  ${sys:samling.command} bench growth --records 10000 --callers 1",
      "  ${sys:samling.command} bench growth --records 100000,1000000,10000000"
    })
final class BenchGrowthCommand implements Callable<Integer> {

  private static final int MOST_RECORDS = 20_000_000;
  private static final int MOST_TENANTS = 200;

  @Option(
      names = "--records",
      split = ",",
      defaultValue = "100000,1000000",
      paramLabel = "N",
      description = "How many records, in ascending order (default: ${DEFAULT-VALUE}).")
  private List<Integer> records;

  @Option(
      names = "--tenants",
      split = ",",
      defaultValue = "1,10,98",
      paramLabel = "N",
      description = "How many tenants, in ascending order (default: ${DEFAULT-VALUE}).")
  private List<Integer> tenants;

  @Option(
      names = "--items",
      defaultValue = "300000",
      paramLabel = "N",
      description =
          "How many items all tenants together have, beside the records that are imported (default: ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--callers",
      defaultValue = "8",
      paramLabel = "N",
      description = {
        "How many call at once, each for the next tenant in turn (default: ${DEFAULT-VALUE}).",
        "Checkouts at the same tenant share statements: only with one caller does a checkout show what more tenants cost."
      })
  private int callers;

  @Option(
      names = "--warm-up",
      defaultValue = "1000",
      paramLabel = "N",
      description = "How often each caller calls before it counts (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--calls",
      defaultValue = "1000",
      paramLabel = "N",
      description = "How often each calls then (default: ${DEFAULT-VALUE}).")
  private int calls;

  @Mixin private SettleOption settle;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  BenchGrowthCommand() {}

  @Override
  public Integer call() throws Exception {
    checkAscending("--records", records, MOST_RECORDS);
    checkAscending("--tenants", tenants, MOST_TENANTS);
    checkRange("--items", items, 100 * tenants.getLast(), 10_000_000);
    checkRange("--callers", callers, 1, 64);
    checkRange("--warm-up", warmUp, 0, 1_000_000);
    checkRange("--calls", calls, 1, 1_000_000);
    try (var scratch = Scratch.make()) {
      new GrowthBench(scratch, spec.commandLine().getOut())
          .run(
              new GrowthBench.Plan(
                  records,
                  tenants,
                  items,
                  settle.most(),
                  new GrowthBench.Load(callers, warmUp, calls)));
      return 0;
    }
  }

  private void checkAscending(String option, List<Integer> values, int most) {
    values.forEach(value -> checkRange(option, value, 1, most));
    if (IntStream.range(1, values.size()).anyMatch(i -> values.get(i) <= values.get(i - 1))) {
      throw new ParameterException(spec.commandLine(), option + " must be in ascending order");
    }
  }

  private void checkRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(), "%s must be %,d to %,d".formatted(option, least, most));
    }
  }
}
