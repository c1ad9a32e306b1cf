package org.samling.bench;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.samling.bench.circulation.CheckoutBench;
import org.samling.bench.circulation.CirculationBench;
import org.samling.bench.circulation.HistoryBench;
import org.samling.bench.measure.Scratch;
import org.samling.bench.reference.Operation;
import org.samling.bench.search.CatalogueBench;
import org.samling.cli.common.Homes;
import org.samling.cli.operator.GenerateRun;
import org.samling.cli.operator.GeneratedSizes;
import org.samling.exchange.generate.Sizes;
import org.samling.library.Library;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench}: measures the server beside a named reference. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchAllCommand.class,
      BenchAimsCommand.class,
      BenchSip2Command.class,
      BenchZ3950Command.class,
      BenchNcipCommand.class,
      BenchRelevanceCommand.class,
      BenchSoakCommand.class,
      BenchNationCommand.class,
      BenchGrowthCommand.class
    },
    description = {
      "Measures the server on a temporary database.",
      "all: every bench in a small fixed form, and how its ratios compare with the last run; has its own options (bench all --help).",
      "aims: what is aimed at beside other programs, and where that stands; has its own options (bench aims --help).",
      "checkout: durable checkouts over SIP2, beside the same rows written by pgbench as one statement.",
      "circulation: checkout, checkin, renewal, hold and patron information in the core, beside one pgbench statement for the same work; on a generated library, which can be kept.",
      "history: how long it takes to anonymise a month of a tenant's loan history, and how that affects checkouts; beside it, the same rows deleted by one statement.",
      "catalogue: records into store and index, searches, scan and sort in this process, beside zebraidx, zebrasrv and PostgreSQL's full-text search on the same records.",
      "sip2: load on any SIP2 server; has its own options (bench sip2 --help).",
      "z3950: searches, reconnects, scans, SRU and idle sessions, beside zebrasrv on the same records; has its own options (bench z3950 --help).",
      "ncip: the codec alone, beside the JDK's StAX, and interlibrary-loan systems over HTTP, beside pgbench; has its own options (bench ncip --help).",
      "relevance: how often the title that people mean comes first; has its own options (bench relevance --help).",
      "soak: whether a server with a small heap stays stable for hours under mixed load; has its own options (bench soak --help).",
      "nation: the worst minute of all of Denmark's libraries, failover included, and what it costs; has its own options (bench nation --help).",
      "growth: what operations cost in small and large libraries; has its own options (bench growth --help)."
    })
final class BenchCommand implements Callable<Integer> {

  /** The benches. */
  enum Subject {
    catalogue,
    checkout,
    circulation,
    history
  }

  /** The store needs a few of the database's connections. */
  private static final int MOST_CALLERS = 350;

  @Parameters(
      arity = "0..1",
      paramLabel = "WHAT",
      description = "What to measure: ${COMPLETION-CANDIDATES}.")
  private @Nullable Subject what;

  @Option(
      names = "--connections",
      split = ",",
      defaultValue = "1,8,32",
      paramLabel = "N",
      description = "How many connections, one number after another (default: ${DEFAULT-VALUE}).")
  private List<Integer> connections;

  @Option(
      names = "--callers",
      split = ",",
      defaultValue = "1,8,32,256",
      paramLabel = "N",
      description =
          "For circulation: how many callers, one number after another, each 1 to 350; a library of several tenants is measured with the last number only (default: ${DEFAULT-VALUE}).")
  private List<Integer> callers;

  @Option(
      names = "--operations",
      split = ",",
      defaultValue = "checkout,checkin,renew,hold,patron",
      paramLabel = "OPERATION",
      description = "For circulation: what to measure (default: ${DEFAULT-VALUE}).")
  private List<Operation> operations;

  @Option(
      names = "--library",
      split = ",",
      paramLabel = "DIR",
      description =
          "For circulation: the data directories of libraries made by generate. They are changed: limits are lifted, items are lent and returned. Without it two libraries of the sizes below are made for the run, with one tenant and with --tenants.")
  private List<Path> libraries = List.of();

  @Option(
      names = "--tenants",
      defaultValue = "8",
      paramLabel = "N",
      description =
          "For circulation: the tenants of the second library made for the run (default: ${DEFAULT-VALUE}).")
  private int tenants;

  @Mixin private GeneratedSizes sizes;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      paramLabel = "N",
      description = "The length of a round (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      paramLabel = "N",
      description =
          "How many seconds each operation runs before it counts. A server that has just started compiles its code for a minute on two cores, so that a figure of what it does all day needs 60 (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      paramLabel = "N",
      description = "The number of rounds; medians are shown (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--catalogue-sizes",
      split = ",",
      defaultValue = "100000,1000000",
      paramLabel = "N",
      description =
          "For catalogue: the sizes of the catalogues, in records, one after another (default: ${DEFAULT-VALUE}).")
  private List<Integer> catalogueSizes;

  @Option(
      names = "--closed",
      defaultValue = "500000",
      paramLabel = "N",
      description =
          "For history: how many loans were closed in the month (default: ${DEFAULT-VALUE}).")
  private int closed;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  BenchCommand() {}

  @Override
  public Integer call() throws Exception {
    var what = this.what;
    if (what == null) {
      throw new ParameterException(spec.commandLine(), "name what to measure");
    }
    for (var library : libraries) {
      if (!Files.isDirectory(library)) {
        throw new ParameterException(
            spec.commandLine(),
            "there is no library in %s: make one with generate --data %1$s".formatted(library));
      }
    }
    if (callers.stream().anyMatch(n -> n < 1 || n > MOST_CALLERS)) {
      throw new ParameterException(
          spec.commandLine(), "--callers must be 1 to %d, not %s".formatted(MOST_CALLERS, callers));
    }
    try (var scratch = Scratch.make()) {
      var directory = scratch.directory();
      var out = spec.commandLine().getOut();
      switch (what) {
        case catalogue -> new CatalogueBench(directory, out).run(catalogueSizes);
        case checkout ->
            new CheckoutBench(Homes.configuration(directory, Homes.Ports.ANY), directory, out)
                .run(new CheckoutBench.Plan(connections, warmUp, seconds, rounds));
        case circulation -> circulation(directory, out);
        case history ->
            new HistoryBench(Homes.configuration(directory, Homes.Ports.ANY), out)
                .run(new HistoryBench.Plan(HistoryBench.ITEMS, closed, seconds, rounds));
      }
      return 0;
    }
  }

  private void circulation(Path directory, PrintWriter out) throws Exception {
    var plan = new CirculationBench.Plan(operations, callers, warmUp, seconds, rounds, true);
    var measured = libraries.isEmpty() ? made(directory, out) : libraries;
    var bench = new CirculationBench(directory, out);
    bench.head(plan);
    for (var library : measured) {
      bench.run(Homes.configuration(library, Homes.Ports.ANY), plan);
    }
  }

  private List<Path> made(Path directory, PrintWriter out) {
    var one = sizes.of(1, spec);
    var several = sizes.of(tenants, spec);
    return List.of(
        made(directory.resolve("one"), one, out), made(directory.resolve("several"), several, out));
  }

  private static Path made(Path directory, Sizes wanted, PrintWriter out) {
    var configuration = Homes.configuration(directory, Homes.Ports.ANY);
    try (var library = Library.open(configuration)) {
      GenerateRun.make(
          library, configuration, wanted, new GenerateRun.From(1, GenerateRun.today()), out);
    }
    return directory;
  }
}
