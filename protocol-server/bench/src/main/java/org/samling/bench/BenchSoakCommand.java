package org.samling.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.samling.bench.measure.Scratch;
import org.samling.bench.soak.SoakBench;
import org.samling.exchange.generate.Sizes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench soak}: checks whether a server stays stable for hours. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Puts mixed load on a server with a small heap for hours: loans, returns, renewals, patrons, PINs right and wrong, refusals, messages sent twice, lost connections, damaged frames; searches by Z39.50 and SRU; NCIP; REST; small imports. Every reply is checked.",
      "From time to time the traffic pauses and a line is printed: open files, heap after a collection, memory, threads, pool connections in use, PostgreSQL's backends, index and database. The database must hold every loan that was acknowledged, once, and no other; the server's log must be free of errors, and the doctor must find nothing wrong.",
      "At the end, or on Ctrl-C, the verdict is printed: what grew from the first quarter of the time to the last (for runs of 20 minutes or more), and every fault."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing went wrong", "1:something went wrong", "2:invalid usage"},
    footer = {
      "",
      "Examples:",
      "  ${sys:samling.command} bench soak --hours 24",
      "  ${sys:samling.command} bench soak --hours 0.05 --every 10 --rate 20"
    })
final class BenchSoakCommand implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final double MOST_HOURS = 10_000;
  private static final double MOST_VISITS = 1_000;
  private static final int LEAST_HEAP = 64;
  private static final int SAMPLES = 240;

  @Option(
      names = "--hours",
      defaultValue = "24",
      paramLabel = "N",
      description = "The length in hours, which may be a fraction (default: ${DEFAULT-VALUE}).")
  private double hours;

  @Option(
      names = "--rate",
      defaultValue = "5",
      paramLabel = "N",
      description =
          "How many visits per second, one to three messages each (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--every",
      defaultValue = "0",
      paramLabel = "S",
      description = "The seconds between samples; 0: enough for 240 samples, but at least ten.")
  private int every;

  @Option(
      names = "--heap",
      defaultValue = "256",
      paramLabel = "MB",
      description = "The server's maximum heap in megabytes (default: ${DEFAULT-VALUE}).")
  private int heap;

  @Option(
      names = "--items",
      defaultValue = "30000",
      paramLabel = "N",
      description = "How many items the library has (default: ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--patrons",
      defaultValue = "5000",
      paramLabel = "N",
      description = "How many patrons it has (default: ${DEFAULT-VALUE}).")
  private int patrons;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  BenchSoakCommand() {}

  @Override
  public Integer call() throws Exception {
    checkRange("--hours", hours, 0.0001, MOST_HOURS);
    checkRange("--rate", rate, 0.01, MOST_VISITS);
    checkRange("--every", every, 0, 86_400);
    checkRange("--heap", heap, LEAST_HEAP, 1 << 20);
    checkRange("--items", items, 1_000, 50_000_000);
    checkRange("--patrons", patrons, 100, 10_000_000);
    var length = Duration.ofMillis((long) (hours * 3_600_000));
    var between = every > 0 ? every : Math.max(10, length.toSeconds() / SAMPLES);
    try (var scratch = Scratch.make()) {
      var isGood =
          new SoakBench(scratch.directory(), spec.commandLine().getOut())
              .run(
                  new Sizes(1, 1, patrons, items, 0, 0),
                  new SoakBench.Plan(length, Duration.ofSeconds(between), rate, heap));
      return isGood ? 0 : FAILED;
    }
  }

  private void checkRange(String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new ParameterException(
          spec.commandLine(), "%s must be %,.4g to %,.4g".formatted(option, least, most));
    }
  }
}
