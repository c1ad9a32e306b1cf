package org.samling.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.samling.bench.measure.Scratch;
import org.samling.bench.search.RelevanceBench;
import org.samling.cli.common.Homes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench relevance}: how often the title that people mean comes first. */
@Command(
    name = "relevance",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Asks each query of a judgement on the titles of a seed file, and shows the place of the title that should come first: by relevance, with other forms of the words; and beside it as an exact search shows it, the latest publications first.",
      "The mean reciprocal rank is 1 where every title comes first, and 0 where none is found."
    },
    footer = {"", "Examples:", "  ${sys:samling.command} bench relevance"})
final class BenchRelevanceCommand implements Callable<Integer> {

  @Option(
      names = "--titles",
      paramLabel = "FILE",
      description = "A seed file with records; without it the demonstration's titles.")
  private @Nullable Path titles;

  @Option(
      names = "--judgement",
      paramLabel = "FILE",
      description =
          "Lines of a query, the number of the title that should come first, and what it is called, with tabs between them; without it the judgement of the tests.")
  private @Nullable Path judgement;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  BenchRelevanceCommand() {}

  @Override
  public Integer call() throws Exception {
    var project = Homes.project();
    try (var scratch = Scratch.make()) {
      var bench =
          new RelevanceBench(
              titles == null ? project.resolve("conf/demo/02-works.yaml") : titles,
              judgement == null
                  ? project.resolve("test-fixtures/search/judgement.tsv")
                  : judgement);
      bench.run(scratch.directory()).print(spec.commandLine().getOut());
      return 0;
    }
  }
}
