package org.samling.server.cli;

import java.io.PrintWriter;
import java.util.List;
import org.samling.core.StoreException;
import org.samling.core.privacy.Access;
import org.samling.postgres.backup.BackupException;
import org.samling.postgres.embedded.EmbeddedPostgresException;
import org.samling.postgres.embedded.ShutdownSequence;
import org.samling.search.IndexException;
import org.samling.server.Version;
import org.samling.server.config.YamlException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code samling} with all its subcommands. */
@Command(
    name = "samling",
    mixinStandardHelpOptions = true,
    versionProvider = Samling.Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "The server that a country's public and school libraries run on.",
    footer = {
      "",
      "Set-up and tests are the launcher's own: ./samling verify [--long].",
      "Set SAMLING_DEBUG=1 to see where an error comes from."
    })
public final class Samling {

  private static final int FAILED = 1;

  /** The subcommands, in the order of the help. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          ServeCommand.class,
          MigrateCommand.class,
          SeedCommand.class,
          GenerateCommand.class,
          ImportCommand.class,
          FetchRecordCommand.class,
          ExportCommand.class,
          CutoverCommand.class,
          PersonEventsCommand.class,
          ReindexCommand.class,
          ExplainCommand.class,
          SettingsCommand.class,
          PoliciesCommand.class,
          ListsCommand.class,
          ShelveCommand.class,
          IllCommand.class,
          OfflineCommand.class,
          StatisticsCommand.class,
          DebtCommand.class,
          StatementCommand.class,
          UnlockCommand.class,
          PrivacyCommand.class,
          RotateSecretsCommand.class,
          AdmissionCommand.class,
          TransportCommand.class,
          SetsCommand.class,
          ClassesCommand.class,
          BookingsCommand.class,
          StockCommand.class,
          PeriodicalsCommand.class,
          StopCommand.class,
          TextsCommand.class,
          NoticesCommand.class,
          Sip2Command.class,
          StaffCommand.class,
          BenchCommand.class,
          BackupCommand.class,
          RestoreCommand.class,
          AcceptDatabaseCommand.class,
          CheckCommand.class,
          DoctorCommand.class,
          TokensCommand.class,
          VersionsCommand.class);

  private Samling() {}

  /** Says which version this is. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"samling " + Version.text()};
    }
  }

  /** Runs a command line; says its exit code: 0 done, 1 failed, 2 used wrongly. */
  public static int run(String... arguments) {
    return run(line(arguments), arguments);
  }

  /** The same, and what it says goes where it is told. */
  public static int run(PrintWriter out, String... arguments) {
    return run(line(arguments).setOut(out).setErr(out), arguments);
  }

  /**
   * The command line with the subcommand that is named; with all of them where none is. To describe
   * all of them takes as long as half the start of a server.
   */
  private static CommandLine line(String... arguments) {
    var line = new CommandLine(new Samling());
    var named =
        COMMANDS.stream()
            .filter(c -> arguments.length > 0 && name(c).equals(arguments[0]))
            .toList();
    (named.isEmpty() ? COMMANDS : named)
        .forEach(c -> line.addSubcommand(name(c), new CommandLine(c)));
    return line;
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  private static int run(CommandLine line, String... arguments) {
    System.setProperty(Homes.COMMAND, Homes.command()); // the commands' help names it
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((exception, command, _) -> {
      // Whoever ended the process knows why the command failed.
      if (!ShutdownSequence.hasBegun()) {
        report(exception, command.getErr());
      }
      return FAILED;
    });
    if (arguments.length == 0) {
      line.usage(line.getOut());
      return CommandLine.ExitCode.USAGE;
    }
    return Access.by(
        new Access(Access.COMMAND_LINE, Terminal.user(), arguments[0]),
        () -> line.execute(arguments));
  }

  private static void report(Exception exception, PrintWriter err) {
    switch (exception) {
      case YamlException e -> e.problems().forEach(err::println);
      case EmbeddedPostgresException e -> err.println("samling: " + e.getMessage());
      case BackupException e -> err.println("samling: " + e.getMessage());
      case IndexException e -> err.println("samling: " + e.getMessage());
      case StoreException e -> err.println("samling: " + e.getMessage());
      case IllegalStateException e -> err.println("samling: " + e.getMessage());
      case IllegalArgumentException e -> err.println("samling: " + e.getMessage());
      default -> err.println("samling: " + exception);
    }
    if (System.getenv("SAMLING_DEBUG") != null) {
      exception.printStackTrace(err);
    }
    err.flush();
  }
}
