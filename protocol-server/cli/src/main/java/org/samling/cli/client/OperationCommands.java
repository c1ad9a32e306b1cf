package org.samling.cli.client;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.families.Families;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The subcommands that ask a server: a command for each family of operations, and in it one for
 * each operation.
 */
public final class OperationCommands {

  private OperationCommands() {}

  /** The names of the families. */
  public static List<String> names() {
    return Families.ALL.stream().map(Family::name).distinct().toList();
  }

  /** Whether arguments begin with the name of a family, so that a server is asked. */
  public static boolean isOne(String... arguments) {
    return arguments.length > 0 && names().contains(arguments[0]);
  }

  /** The command of a family. */
  public static CommandLine family(String name) {
    var families = Families.ALL.stream().filter(family -> family.name().equals(name)).toList();
    var spec = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(families.stream().map(family -> family.summary() + ".").toArray(String[]::new))
        .synopsisSubcommandLabel("COMMAND");
    families.forEach(family ->
        family
            .operations()
            .forEach(operation -> spec.addSubcommand(family.verb(operation), verb(operation))));
    return new CommandLine(spec);
  }

  /** A group of commands beside the families that has one operation, under a name of its own. */
  public static CommandLine group(String name, String summary, String verb, String operation) {
    var wanted =
        Families.ALL.stream()
            .flatMap(family -> family.operations().stream())
            .filter(one -> one.name().equals(operation))
            .findFirst()
            .orElseThrow();
    var spec = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
    spec.usageMessage().description(summary).synopsisSubcommandLabel("COMMAND");
    spec.addSubcommand(verb, verb(wanted));
    return new CommandLine(spec);
  }

  private static CommandLine verb(Operation<?, ?, ?> operation) {
    var options = new ServerOptions(System.getenv());
    var command = OperationCommand.of(operation, options);
    var spec = CommandSpec.wrapWithoutInspection(command).mixinStandardHelpOptions(true);
    command.arguments().forEach(spec::add);
    command.more().forEach(spec::addOption);
    spec.addMixin("server", CommandSpec.forAnnotatedObject(options));
    spec.usageMessage()
        .description(operation.summary().replace("%", "%%") + ".")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(codes());
    command.use(spec);
    options.use(spec);
    return new CommandLine(spec);
  }

  /** Prints what is wrong in one line, and where the help is: that fills two screens. */
  public static int unfit(ParameterException fault, String[] arguments) {
    var command = fault.getCommandLine();
    var err = command.getErr();
    err.println("samling: " + fault.getMessage());
    err.println("%s --help tells more.".formatted(command.getCommandSpec().qualifiedName()));
    return ExitCode.USAGE.code();
  }

  private static Map<String, String> codes() {
    var codes = new LinkedHashMap<String, String>();
    Arrays.stream(ExitCode.values())
        .forEach(code -> codes.put(Integer.toString(code.code()), code.meaning()));
    return codes;
  }
}
