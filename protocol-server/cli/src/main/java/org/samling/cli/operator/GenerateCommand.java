package org.samling.cli.operator;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.LibraryOptions;
import org.samling.library.Library;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code generate}: a library of any size. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = GenerateCatalogueCommand.class,
    description = {
      "Generates a library of any size, with made-up people and titles, for benchmarks and trials (docs/generate.md).",
      "The same seed, sizes and day give the same library. The library must be empty, and no server may be using the same embedded database."
    })
public final class GenerateCommand implements Callable<Integer> {

  @Option(
      names = "--tenants",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "The number of tenants, 1 to 200; all other numbers are divided among them (default: ${DEFAULT-VALUE}).")
  private int tenants;

  @Mixin private GeneratedSizes sizes;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "The seed; another seed gives another library (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--day",
      paramLabel = "YYYY-MM-DD",
      description = "The library's date: loans due before this day are overdue (default: today).")
  private @Nullable LocalDate day;

  @Mixin private LibraryOptions which;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  GenerateCommand() {}

  @Override
  public Integer call() {
    var wanted = sizes.of(tenants, spec);
    var configuration = which.configuration();
    try (var library = Library.open(configuration)) {
      GenerateRun.make(
          library,
          configuration,
          wanted,
          new GenerateRun.From(seed, day == null ? GenerateRun.today() : day),
          spec.commandLine().getOut());
    }
    return 0;
  }
}
