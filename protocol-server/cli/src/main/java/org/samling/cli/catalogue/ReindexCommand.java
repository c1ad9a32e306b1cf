package org.samling.cli.catalogue;

import java.util.concurrent.Callable;
import org.samling.cli.common.LibraryOptions;
import org.samling.cli.common.ProgressDisplay;
import org.samling.library.Library;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code reindex}: rebuilds the index of the catalogue. */
@Command(
    name = "reindex",
    mixinStandardHelpOptions = true,
    description = {
      "Rebuilds the index of the catalogue from the store (docs/search.md). Stop the server that uses it first.",
      "Seldom needed: the index follows the catalogue by itself, also after a crash, and is rebuilt when it is missing, damaged or of another version."
    })
public final class ReindexCommand implements Callable<Integer> {

  @Mixin private LibraryOptions which;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  ReindexCommand() {}

  @Override
  public Integer call() {
    var configuration = which.configuration();
    var out = spec.commandLine().getOut();
    var err = spec.commandLine().getErr();
    var started = System.nanoTime();
    try (var library = Library.open(configuration);
        var index = library.openIndex(configuration.index());
        var display =
            new ProgressDisplay(
                "Indexing", library.store().catalogueFeed().approximateCount(), err)) {
      index.rebuild((records, _) -> display.to(records, "records"));
      out.println(
          "records in the index: %,d; rebuilt in %.1f s"
              .formatted(index.state().documents(), (System.nanoTime() - started) / 1e9));
      out.flush();
    }
    return 0;
  }
}
