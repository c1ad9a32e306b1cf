package org.samling.cli.operator;

import java.util.concurrent.Callable;
import org.samling.cli.common.LibraryOptions;
import org.samling.library.LibraryDatabase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code accept-database}: accepts a database that does not continue the previous one. */
@Command(
    name = "accept-database",
    mixinStandardHelpOptions = true,
    description = {
      "Accepts the configured database as the library's, although it is not a continuation of the one the servers have worked with: it was restored with PostgreSQL's own tools, moved by a dump, or upgraded to another version of PostgreSQL. Servers that refused it then accept it, refuse the previous one, and rebuild the index.",
      "Needs store.owner. samling restore does this by itself. Never use it to silence a refusal that you can't explain: if another database has loans that this one lacks, items are lent twice."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the database is accepted",
      "1:the database can't be reached, or several primaries answer",
      "2:usage error"
    })
public final class AcceptDatabaseCommand implements Callable<Integer> {

  @Mixin private LibraryOptions which;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  AcceptDatabaseCommand() {}

  @Override
  public Integer call() {
    var accepted = LibraryDatabase.accept(which.configuration());
    var out = spec.commandLine().getOut();
    out.println("The database on %s is now the library's.".formatted(accepted));
    out.flush();
    return 0;
  }
}
