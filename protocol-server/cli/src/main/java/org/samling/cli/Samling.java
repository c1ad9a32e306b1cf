package org.samling.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.samling.cli.access.Sip2Command;
import org.samling.cli.catalogue.ExportCommand;
import org.samling.cli.catalogue.FetchRecordCommand;
import org.samling.cli.catalogue.ImportCommand;
import org.samling.cli.catalogue.ReindexCommand;
import org.samling.cli.client.OperationCommands;
import org.samling.cli.common.Homes;
import org.samling.cli.common.Terminal;
import org.samling.cli.operator.AcceptDatabaseCommand;
import org.samling.cli.operator.BackupCommand;
import org.samling.cli.operator.CheckCommand;
import org.samling.cli.operator.CutoverCommand;
import org.samling.cli.operator.DoctorCommand;
import org.samling.cli.operator.GenerateCommand;
import org.samling.cli.operator.MigrateCommand;
import org.samling.cli.operator.PersonEventsCommand;
import org.samling.cli.operator.RestoreCommand;
import org.samling.cli.operator.RotateSecretsCommand;
import org.samling.cli.operator.SeedCommand;
import org.samling.cli.operator.WithdrawTenantCommand;
import org.samling.core.StoreException;
import org.samling.core.privacy.Access;
import org.samling.library.Version;
import org.samling.library.yaml.YamlException;
import org.samling.operations.accounts.Sip2ImportOperations;
import org.samling.postgres.backup.BackupException;
import org.samling.postgres.embedded.EmbeddedPostgresException;
import org.samling.postgres.embedded.ShutdownSequence;
import org.samling.search.IndexException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code samling} with all its subcommands. */
@Command(
    name = "samling",
    mixinStandardHelpOptions = true,
    versionProvider = Samling.Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "",
    description = "A server for a country's public and school libraries.",
    footer = {
      "",
      "Set-up and tests are commands of the launcher: ./samling verify [--long].",
      "Set SAMLING_DEBUG=1 for stack traces."
    })
public final class Samling {

  private static final int FAILED = 1;

  /** The subcommands that need the machine itself; {@link Subcommands} brings the others. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          MigrateCommand.class,
          SeedCommand.class,
          GenerateCommand.class,
          ImportCommand.class,
          FetchRecordCommand.class,
          ExportCommand.class,
          CutoverCommand.class,
          PersonEventsCommand.class,
          ReindexCommand.class,
          RotateSecretsCommand.class,
          Sip2Command.class,
          BackupCommand.class,
          RestoreCommand.class,
          AcceptDatabaseCommand.class,
          CheckCommand.class,
          DoctorCommand.class,
          CompletionCommand.class);

  private Samling() {}

  /** Prints this program's version. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"samling " + Version.text()};
    }
  }

  /** Runs a command line and returns its exit code: 0 done, 1 failed, 2 used wrongly. */
  public static int run(String... arguments) {
    return run(line(arguments), arguments);
  }

  /** Runs a command line that writes both its output and its errors to {@code out}. */
  public static int run(PrintWriter out, String... arguments) {
    return run(line(arguments).setOut(out).setErr(out), arguments);
  }

  /**
   * The command line with only the subcommand that is named, or with all of them if none is.
   * Setting up all of them takes half as long as starting a server.
   */
  private static CommandLine line(String... arguments) {
    var line = new CommandLine(new Samling());
    if (OperationCommands.isOne(arguments)) {
      return line.addSubcommand(family(arguments[0]));
    }
    var named =
        arguments.length == 0
            ? Optional.<Class<?>>empty()
            : local().filter(command -> name(command).equals(arguments[0])).findFirst();
    return named.map(command -> line.addSubcommand(machine(command))).orElseGet(Samling::whole);
  }

  /** The command line with all subcommands. */
  static CommandLine whole() {
    var line = new CommandLine(new Samling());
    local().forEach(command -> line.addSubcommand(machine(command)));
    var names = List.copyOf(line.getSubcommands().keySet());
    OperationCommands.names().forEach(name -> line.addSubcommand(family(name)));
    line.getHelpSectionMap()
        .put(
            SECTION_KEY_COMMAND_LIST,
            help -> CommandList.of(help, OperationCommands.names(), names));
    return line;
  }

  /** A command of the machine, with what is asked of a server about the same things. */
  private static CommandLine machine(Class<?> command) {
    var line = new CommandLine(command);
    if (command == Sip2Command.class) {
      line.addSubcommand(
          OperationCommands.group(
              "profile",
              "Profiles of SIP2 accounts. Those that are there are shown and changed by the command accounts.",
              "import",
              Sip2ImportOperations.IMPORT));
    }
    return line;
  }

  /** A family of operations, with what only the machine itself can do to the same things. */
  private static CommandLine family(String name) {
    var family = OperationCommands.family(name);
    if (name.equals("tenants")) {
      family.addSubcommand(new CommandLine(WithdrawTenantCommand.class));
    }
    return family;
  }

  /** The subcommands that ask no server, in the order in which the help lists them. */
  private static Stream<Class<?>> local() {
    return Stream.of(others(true), COMMANDS.stream(), others(false)).flatMap(all -> all);
  }

  /** The subcommands of other modules. */
  private static Stream<Class<?>> others(boolean first) {
    return ServiceLoader.load(Subcommands.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(others -> others.areFirst() == first)
        .flatMap(others -> others.commands().stream());
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  private static int run(CommandLine line, String... arguments) {
    System.setProperty(Homes.COMMAND, Homes.command()); // the commands' help names it
    line.setParameterExceptionHandler(OperationCommands::unfit);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExpandAtFiles(false); // @FILE is the value of an option, which reads it
    line.setExecutionExceptionHandler((exception, command, _) -> {
      // During a shutdown, whoever ended the process knows why the command failed.
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
        Access.byCommand(Terminal.user(), arguments[0]), () -> line.execute(arguments));
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
