package org.samling.cli.operator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.samling.cli.common.Findings;
import org.samling.library.checkup.ConfigurationCheck;
import org.samling.library.checkup.Finding;
import org.samling.library.config.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: whether a configuration can be served. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Looks whether everything that a configuration refers to is there and fits: keys and values, files, certificates with their private keys, ports, directories, and the tenants and accounts that it names, where the database can be asked.",
      "It starts nothing and changes nothing. What is wrong is told with its line."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it can be served; warnings, if any, are told",
      "1:it can't",
      "2:used wrongly"
    })
public final class CheckCommand implements Callable<Integer> {

  /** Variables of the launcher, the tests and this program that do not stand for keys. */
  private static final Set<String> OTHER =
      Set.of("SAMLING_JAVA_HOME", "SAMLING_JAVA_OPTS", "SAMLING_DEBUG", "SAMLING_NCIP_SCHEMA");

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration.")
  private Path config;

  @Option(
      names = {"-q", "--quiet"},
      description = "Tells only what is not right.")
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
              "the environment variable %s is named after no key".formatted(name),
              "Correct it, unless the file itself names it as ${%s}.".formatted(name)));
    }
    findings.addAll(new ConfigurationCheck(written).findings());
    return Findings.print(findings, quiet, spec.commandLine().getOut());
  }
}
