package org.samling.cli.operator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.samling.cli.common.Findings;
import org.samling.exchange.routes.OperatorRoutes;
import org.samling.library.checkup.ConfigurationCheck;
import org.samling.library.checkup.Finding;
import org.samling.library.config.Configuration;
import org.samling.library.config.RouteSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: whether a configuration can be served. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a configuration and everything that it refers to: keys and values, files, certificates and their private keys, ports, directories, the database with its passwords, and the tenants and accounts it names. Only the embedded database need not be running.",
      "It starts nothing and changes nothing. Each fault is reported with its line."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the configuration can be served; warnings, if any, are printed",
      "1:the configuration can't be served",
      "2:usage error"
    })
public final class CheckCommand implements Callable<Integer> {

  /** Variables of the launcher, the tests and this program that do not stand for keys. */
  private static final Set<String> OTHER =
      Set.of(
          "SAMLING_JAVA_HOME",
          "SAMLING_JAVA_OPTS",
          "SAMLING_DEBUG",
          "SAMLING_NCIP_SCHEMA",
          RestoreCommand.PASSPHRASE);

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration.")
  private Path config;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print only warnings and faults.")
  private boolean quiet;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  CheckCommand() {}

  @Override
  public Integer call() {
    var written = Configuration.read(config);
    var findings = new ArrayList<Finding>();
    for (var variable : written.document().overriding()) {
      findings.add(new Finding(Finding.Level.OK, variable + " overrides what the file says", null));
    }
    var strange = new TreeSet<>(System.getenv().keySet());
    strange.removeIf(name -> !name.startsWith("SAMLING_") || OTHER.contains(name));
    strange.removeAll(Configuration.variables());
    for (var name : strange) {
      findings.add(
          new Finding(
              Finding.Level.WARN,
              "the environment variable %s does not match any key".formatted(name),
              "Correct its name, unless the file itself uses it as ${%s}.".formatted(name)));
    }
    findings.addAll(new ConfigurationCheck(written).findings());
    var routes = written.configuration().routes();
    if (routes != null) {
      findings.addAll(routes(routes));
    }
    return Findings.print(findings, quiet, spec.commandLine().getOut());
  }

  private static List<Finding> routes(RouteSettings routes) {
    var problems = OperatorRoutes.problems(routes);
    return problems.isEmpty()
        ? List.of(
            new Finding(
                Finding.Level.OK,
                "%s: its routes are in order".formatted(routes.directory()),
                null))
        : problems.stream()
            .map(problem ->
                new Finding(Finding.Level.FAIL, problem, "docs/routes.md says how to write it."))
            .toList();
  }
}
