package org.samling.cli.operator;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.samling.library.LibraryDatabase;
import org.samling.library.config.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code migrate}: the schema alone. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = "Brings the schema of the database up to date, and does nothing else.")
public final class MigrateCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration; it must name the owner of the tables.")
  private Path config;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  MigrateCommand() {}

  @Override
  public Integer call() {
    var run = LibraryDatabase.migrate(Configuration.load(config));
    var out = spec.commandLine().getOut();
    out.println(
        run == 0
            ? "The schema was up to date."
            : "The schema is up to date: %d migrations were run.".formatted(run));
    out.flush();
    return 0;
  }
}
