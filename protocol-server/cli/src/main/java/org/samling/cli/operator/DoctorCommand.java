package org.samling.cli.operator;

import java.util.concurrent.Callable;
import org.samling.cli.common.Findings;
import org.samling.cli.common.LibraryOptions;
import org.samling.library.checkup.Doctor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: checks a running library. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a running library from outside its server: the database and its schema, nodes, keys, listeners, the index, certificates, disks, clocks and scheduled jobs. Each problem is reported with what to do about it.",
      "It starts nothing and changes nothing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well; warnings, if any, are printed",
      "1:something does not work",
      "2:usage error"
    })
public final class DoctorCommand implements Callable<Integer> {

  @Mixin private LibraryOptions which;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print only warnings and faults.")
  private boolean quiet;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  DoctorCommand() {}

  @Override
  public Integer call() {
    return Findings.print(
        new Doctor(which.configuration()).findings(), quiet, spec.commandLine().getOut());
  }
}
