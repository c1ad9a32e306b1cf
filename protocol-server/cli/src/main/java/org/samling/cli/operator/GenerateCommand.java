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
      "Makes a library of any size, of made-up people and titles, to measure on and to try things out with (docs/generate.md).",
      "The same seed, sizes and day give the same library. The library must be empty, and no server at work on the same embedded database."
    })
public final class GenerateCommand implements Callable<Integer> {

  @Option(
      names = "--tenants",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "How many tenants, 1 to 50, who share all other numbers evenly (default: ${DEFAULT-VALUE}).")
  private int tenants;

  @Mixin private GeneratedSizes sizes;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "What makes one library differ from another (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--day",
      paramLabel = "YYYY-MM-DD",
      description =
          "The library is as on the morning of this day: what was due before is overdue (default: today).")
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
