package org.samling.cli.operator;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.samling.cli.common.LibraryOptions;
import org.samling.exchange.seed.SeedFile;
import org.samling.library.Library;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seed}: loads a library from YAML. */
@Command(
    name = "seed",
    mixinStandardHelpOptions = true,
    description = {
      "Loads tenants, branches, accounts, patrons, records, items, loans, holds and fees from YAML files (docs/seed.md).",
      "Loading the same files again changes nothing."
    })
public final class SeedCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "FILE.yaml", description = "The files, in this order.")
  private List<Path> files;

  @Mixin private LibraryOptions which;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  SeedCommand() {}

  @Override
  public Integer call() {
    var seeds = files.stream().map(SeedFile::read).toList();
    var out = spec.commandLine().getOut();
    try (var library = Library.openBeside(which.configuration())) {
      var report = SeedRun.load(library, seeds, out);
      SeedRun.print(report, out);
      var err = spec.commandLine().getErr();
      report.problems().forEach(err::println);
      err.flush();
      return report.problems().isEmpty() ? 0 : 1;
    }
  }
}
