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
      "Looks at a library that is being served, from beside its server: the database and its schema, which nodes serve it, keys, listeners, the index, certificates, disks, clocks, and what should have been done by the clock. What is not right is told with what to do.",
      "It starts nothing and changes nothing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well; warnings, if any, are told",
      "1:something does not work",
      "2:used wrongly"
    })
public final class DoctorCommand implements Callable<Integer> {

  @Mixin private LibraryOptions which;

  @Option(
      names = {"-q", "--quiet"},
      description = "Tells only what is not right.")
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
