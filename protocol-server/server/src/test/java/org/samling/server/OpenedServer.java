package org.samling.server;

import java.nio.file.Path;
import org.samling.postgres.TestLibrary;
import org.samling.search.LuceneCatalogue;
import org.samling.testing.TestCounts;
import org.samling.testing.TestDirectories;

/** A server that runs in this JVM, with a directory of its own. */
final class OpenedServer implements AutoCloseable {

  final Path directory;
  final LuceneCatalogue index;
  final Listeners listeners;
  private final Library library;

  OpenedServer(TestLibrary before, TestServerConfiguration settings) {
    directory = TestDirectories.temporary();
    var configuration = settings.load(before, directory);
    library = Library.open(configuration);
    index = library.openIndex(configuration.index());
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
    TestDirectories.delete(directory);
  }
}
