package org.samling.cli.operator;

import java.util.concurrent.Callable;
import org.samling.cli.common.LibraryOptions;
import org.samling.library.Library;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code accept-database}: accepts a database that does not continue the previous one. */
@Command(
    name = "accept-database",
    mixinStandardHelpOptions = true,
    description = {
      "Says that the database which the configuration names is the library's from now on, although it does not continue what the servers have worked with: it was restored by PostgreSQL's own tools, moved by a dump, or PostgreSQL was upgraded. Servers that refuse it take it then, refuse the one before, and make the index anew.",
      "Needs store.owner. samling restore does it by itself. Never do it to get rid of a refusal that you can't explain: where another database has loans that this one lacks, items are lent twice."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is accepted",
      "1:it can't be reached, or several primaries answer",
      "2:used wrongly"
    })
public final class AcceptDatabaseCommand implements Callable<Integer> {

  @Mixin private LibraryOptions which;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  AcceptDatabaseCommand() {}

  @Override
  public Integer call() {
    var accepted = Library.acceptDatabase(which.configuration());
    var out = spec.commandLine().getOut();
    out.println("The database on %s is the library's from now on.".formatted(accepted));
    out.flush();
    return 0;
  }
}
