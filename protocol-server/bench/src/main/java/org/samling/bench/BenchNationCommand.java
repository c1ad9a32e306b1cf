package org.samling.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.samling.bench.measure.Scratch;
import org.samling.bench.nation.NationBench;
import org.samling.bench.nation.NationCost;
import org.samling.bench.nation.NationPlan;
import org.samling.cli.common.Homes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench nation}: the worst minute of all of Denmark's libraries, failover included. */
@Command(
    name = "nation",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "The traffic of the worst minute of Denmark's libraries, by the clock, on a library made for the run: 309 writes (checkouts, returns, renewals), 500 polls and 142 reads a second from kiosks that stay logged in, with searches by Z39.50 and look-ups by NCIP. In the middle the primary database is killed and its standby takes over; kiosks connect again and send again what was not answered.",
      "Times count from when a request was due (coordinated omission). At the end the database must hold every loan that was acknowledged, once, and no other.",
      "Prints checks, aims, times and cost, and writes them as a page with plots and as JSON. Exits with 1 if a check failed; a missed aim is only shown."
    },
    footer = {
      "",
      "Examples:",
      "  ${sys:samling.command} bench nation",
      "  ${sys:samling.command} bench nation --scale 1/3 --nodes 2 --page nation.html --json nation.json",
      "  ${sys:samling.command} bench nation --scale 1/1000 --tenants 5 --branches 80 --kiosks 150 --rate 1/20 --minutes 1"
    })
final class BenchNationCommand implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final Pattern FRACTION = Pattern.compile("(\\d{1,9})/(\\d{1,9})");
  private static final double LEAST = 1e-6;

  @Option(
      names = "--scale",
      defaultValue = "1/30",
      paramLabel = "PART",
      description =
          "The size of the library, as a part of Denmark's (30,000,000 items, 6,000,000 patrons, 12,000,000 open loans, 600,000 holds), such as 1/30 or 0.1 (default: ${DEFAULT-VALUE}).")
  private String scale;

  @Option(
      names = "--tenants",
      defaultValue = "98",
      paramLabel = "N",
      description =
          "How many tenants, whose sizes differ as Denmark's municipalities do (default: ${DEFAULT-VALUE}).")
  private int tenants;

  @Option(
      names = "--branches",
      defaultValue = "1600",
      paramLabel = "N",
      description = "How many branches (default: ${DEFAULT-VALUE}).")
  private int branches;

  @Option(
      names = "--kiosks",
      defaultValue = "3000",
      paramLabel = "N",
      description =
          "How many kiosks are logged in, one for each tenant at least (default: ${DEFAULT-VALUE}).")
  private int kiosks;

  @Option(
      names = "--rate",
      defaultValue = "1",
      paramLabel = "PART",
      description =
          "The traffic, as a part of that of the worst minute, such as 1/10 or 1.5 (default: ${DEFAULT-VALUE}).")
  private String rate;

  @Option(
      names = "--minutes",
      defaultValue = "10",
      paramLabel = "N",
      description = "How long it counts, in minutes and parts of one (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Mixin private SettleOption settle;

  @Option(
      names = "--warm-up",
      defaultValue = "300",
      paramLabel = "S",
      description =
          "The warm-up in seconds, which does not count: what a server compiles in its first minutes is none of the worst one (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--nodes",
      defaultValue = "1",
      paramLabel = "N",
      description = "How many nodes share the kiosks, 1 or 2 (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--standby",
      defaultValue = "SYNC",
      paramLabel = "WHICH",
      description = {
        "What stands beside the primary: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
        "SYNC: a synchronous standby; ASYNC: an asynchronous one, with which the last writes may be lost; NONE: nothing, and the primary itself is started again."
      })
  private NationPlan.Standby standby;

  @Option(
      names = "--promote-after",
      defaultValue = "2",
      paramLabel = "S",
      description =
          "How many seconds after the primary's end the standby is promoted (default: ${DEFAULT-VALUE}).")
  private double promoteAfter;

  @Option(
      names = "--core-price",
      defaultValue = "100",
      paramLabel = "P",
      description =
          "What a virtual core with its memory costs a month (default: ${DEFAULT-VALUE}).")
  private double corePrice;

  @Option(
      names = "--disk-price",
      defaultValue = "1",
      paramLabel = "P",
      description = "What a gigabyte of its disk costs a month (default: ${DEFAULT-VALUE}).")
  private double diskPrice;

  @Option(
      names = "--currency",
      defaultValue = "DKK",
      paramLabel = "CODE",
      description = "The currency of both (default: ${DEFAULT-VALUE}).")
  private String currency;

  @Option(
      names = "--loans-a-year",
      defaultValue = "30000000",
      paramLabel = "N",
      description = "How many loans a year Denmark has (default: ${DEFAULT-VALUE}).")
  private long loansOfAYear;

  @Option(
      names = "--page",
      defaultValue = "nation.html",
      paramLabel = "FILE",
      description = "The file for the page (default: ${DEFAULT-VALUE}).")
  private Path page;

  @Option(
      names = "--json",
      defaultValue = "nation.json",
      paramLabel = "FILE",
      description = "The file for the figures (default: ${DEFAULT-VALUE}).")
  private Path json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  BenchNationCommand() {}

  @Override
  public Integer call() throws Exception {
    checkRange("--minutes", minutes, 0.05, 60);
    checkRange("--kiosks", kiosks, tenants, 50_000);
    checkRange("--warm-up", warmUp, 0, 3_600);
    checkRange("--nodes", nodes, 1, 2);
    checkRange("--promote-after", promoteAfter, 0, minutes * 60 / 4);
    checkRange("--core-price", corePrice, 0, 1e9);
    checkRange("--disk-price", diskPrice, 0, 1e9);
    checkRange("--loans-a-year", loansOfAYear, 0, 1e12);
    var output = new NationBench.Output(page, json, Homes.project());
    try (var scratch = Scratch.make()) {
      var bench = new NationBench(scratch.directory(), spec.commandLine().getOut());
      return bench.run(plan(), output) ? 0 : FAILED;
    }
  }

  private NationPlan plan() {
    var part = part("--scale", scale, 1);
    try {
      return new NationPlan(
          part,
          NationPlan.sizes(part, tenants, branches),
          kiosks,
          part("--rate", rate, 100),
          nodes,
          settle.most(),
          Duration.ofSeconds(warmUp),
          Duration.ofMillis((long) (minutes * 60_000)),
          standby,
          Duration.ofMillis((long) (promoteAfter * 1_000)),
          new NationCost.Prices(corePrice, diskPrice, currency, loansOfAYear));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private double part(String option, String text, double most) {
    var fraction = FRACTION.matcher(text);
    double value;
    try {
      value =
          fraction.matches()
              ? Double.parseDouble(fraction.group(1)) / Double.parseDouble(fraction.group(2))
              : Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw new ParameterException(
          spec.commandLine(), "%s must be a number or a fraction, not %s".formatted(option, text));
    }
    checkRange(option, value, LEAST, most);
    return value;
  }

  private void checkRange(String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new ParameterException(
          spec.commandLine(), "%s must be %,.4g to %,.4g".formatted(option, least, most));
    }
  }
}
