package org.samling.bench;

import java.util.List;
import java.util.concurrent.Callable;
import org.samling.bench.aims.AimedBench;
import org.samling.bench.aims.AimsRun;
import org.samling.cli.common.Homes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench aims}: what is aimed at beside other programs, and where that stands. */
@Command(
    name = "aims",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "What is aimed at beside other programs, and where that stands: each is measured in turn with its reference in the same run, and the table says what is met and what is missed by how much.",
      "Takes an hour on two quiet cores. docs/performance.md has the table."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything was measured, whatever the results",
      "1:a bench failed; the others were measured",
      "2:invalid usage"
    },
    footer = {
      "",
      "Examples:",
      "  ${sys:samling.command} bench aims",
      "  ${sys:samling.command} bench aims --only checkout,visits"
    })
final class BenchAimsCommand implements Callable<Integer> {

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "BENCH",
      description = "Runs only these: ${COMPLETION-CANDIDATES}.")
  private List<AimedBench> only = List.of();

  @Option(
      names = "--warm-up",
      defaultValue = "120",
      paramLabel = "N",
      description =
          "The warm-up of each operation in seconds, which does not count: a server that has just started compiles its code for a minute or two on two cores (default: ${DEFAULT-VALUE}).")
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
      description = "The number of rounds; medians count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--items",
      defaultValue = "200000",
      paramLabel = "N",
      description = "The items of each library (default: ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--records",
      defaultValue = "100000",
      paramLabel = "N",
      description =
          "The records of each catalogue; the large one has ten times as many (default: ${DEFAULT-VALUE}).")
  private int records;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  BenchAimsCommand() {}

  @Override
  public Integer call() throws Exception {
    var form = new AimedBench.Form(warmUp, seconds, rounds, items, records);
    var benches = only.isEmpty() ? List.of(AimedBench.values()) : only;
    return new AimsRun(form, spec.commandLine().getOut()).run(benches, Homes.project()) ? 0 : 1;
  }
}
