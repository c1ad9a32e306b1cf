package org.samling.server;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.samling.library.Library;
import org.samling.library.config.Configuration;
import org.samling.postgres.TestLibrary;
import org.samling.search.LuceneCatalogue;
import org.samling.testing.TestCounts;
import org.samling.testing.TestDirectories;

/** A server that runs in this JVM. */
final class OpenedServer implements AutoCloseable {

  final Path directory;
  final LuceneCatalogue index;
  final Listeners listeners;
  private final Library library;
  private final boolean ownsDirectory;

  /** One with a directory of its own, which goes with it. */
  OpenedServer(TestLibrary before, TestServerConfiguration settings) {
    this(TestDirectories.temporary(), true, directory -> settings.load(before, directory));
  }

  /**
   * What {@link ServerProcess} would serve in a process of its own, which takes ten times as much
   * of the processors. Its directory stays.
   */
  OpenedServer(Path config) {
    this(Objects.requireNonNull(config.getParent()), false, _ -> Configuration.load(config));
  }

  private OpenedServer(
      Path directory, boolean ownsDirectory, Function<Path, Configuration> settings) {
    this.directory = directory;
    this.ownsDirectory = ownsDirectory;
    var configuration = settings.apply(directory);
    library = Library.open(configuration);
    index = RunningServer.openIndex(library, configuration);
    index.catchUp();
    index.follow();
    listeners = new Listeners(library, index, configuration);
    TestCounts.SERVERS.add();
  }

  @Override
  public void close() {
    listeners.close();
    index.close();
    library.close();
    if (ownsDirectory) {
      TestDirectories.delete(directory);
    }
  }
}
