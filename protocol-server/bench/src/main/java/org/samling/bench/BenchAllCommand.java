package org.samling.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.bench.suite.FixedBench;
import org.samling.bench.suite.Measure;
import org.samling.bench.suite.SuiteRun;
import org.samling.cli.common.Homes;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code bench all}: runs every bench in its fixed form and compares its ratios with the last run.
 */
@Command(
    name = "all",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    modelTransformer = BenchAllCommand.Benches.class,
    description = {
      "Runs each bench once in a small fixed form, in turn with its reference. "
          + "Then it compares each ratio with the last run on this kind of machine, and "
          + "appends a line of JSON to the history: commit, machine, figures and ratios.",
      "A ratio is how many times as good as the reference Samling is: more is better.  "
          + "docs/performance.md explains them.",
      "Ctrl-C stops it; then nothing is written, and nothing is left behind."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every bench was measured, whatever the results",
      "1:a bench failed; the others were measured, and the line names the one that failed",
      "2:invalid usage"
    })
final class BenchAllCommand implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final Path HISTORY = Path.of("docs", "performance-history.jsonl");

  @Option(
      names = "--quick",
      description =
          "The quick form, of some minutes; without it the full form, of half an hour. "
              + "Only runs of the same form are compared.")
  private boolean quick;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "BENCH",
      description =
          "Runs only these: ${COMPLETION-CANDIDATES}. "
              + "Then nothing is written, unless --write is given.")
  private List<FixedBench> only = List.of();

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description =
          "The history file " + "(default: docs/performance-history.jsonl of the checkout).")
  private @Nullable Path history;

  @Option(
      names = "--write",
      negatable = true,
      description = "Whether to append a line to the history (default: unless --only is given).")
  private @Nullable Boolean write;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  BenchAllCommand() {}

  /** Lists the benches and their references below the options. */
  static final class Benches implements IModelTransformer {

    @Override
    public CommandSpec transform(CommandSpec command) {
      var footer = new ArrayList<String>();
      footer.add("");
      footer.add("Benches, in this order:");
      for (var bench : FixedBench.values()) {
        footer.add("  %s: %s (%s)".formatted(bench.title(), bench.what(), references(bench)));
      }
      footer.add("");
      footer.add("Examples:");
      footer.add("  ./samling bench all --quick");
      footer.add("  ./samling bench all --quick --only z3950,ncip");
      command.usageMessage().footer(footer.toArray(String[]::new));
      return command;
    }

    private static String references(FixedBench bench) {
      return bench.measures().stream()
          .map(Measure::reference)
          .distinct()
          .map(reference -> reference.title())
          .collect(Collectors.joining(", "));
    }
  }

  @Override
  public Integer call() throws Exception {
    var file = history == null ? Homes.project().resolve(HISTORY) : history.toAbsolutePath();
    var writes = write == null ? only.isEmpty() : write;
    if (writes && !Files.isDirectory(file.resolveSibling(""))) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no directory for %s: name another file with --history, or use --no-write"
              .formatted(file));
    }
    var benches =
        Stream.of(FixedBench.values())
            .filter(bench -> only.isEmpty() || only.contains(bench))
            .toList();
    var plan = new SuiteRun.Plan(benches, quick, Homes.project(), file, writes);
    return new SuiteRun(plan, spec.commandLine().getOut()).run() ? 0 : FAILED;
  }
}
