package org.samling.bench.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.samling.library.Library;
import org.samling.library.config.Configuration;
import org.samling.postgres.TestLibrary;
import org.samling.search.LuceneCatalogue;
import org.samling.server.Listeners;
import org.samling.testing.TestCounts;
import org.samling.testing.TestDirectories;

/** A server in this JVM before a test library, for benches that measure a server that is there. */
public final class MeasuredServer implements AutoCloseable {

  public final TestLibrary library = new TestLibrary();
  public final Listeners listeners;
  private final Path directory = TestDirectories.temporary();
  private final Library opened;
  private final LuceneCatalogue index;

  public MeasuredServer() {
    var configuration = configuration();
    opened = Library.open(configuration);
    index = opened.openIndex(configuration.index());
    listeners = new Listeners(opened, index, configuration);
    TestCounts.SERVERS.add();
  }

  private Configuration configuration() {
    var file = directory.resolve("samling.yaml");
    try {
      Files.writeString(
          file,
          """
          store: {url: "%s", user: %s, password: "%s"}
          keys: "%s"
          index: {directory: index}
          sip2: {port: 0}
          z3950: {port: 0}
          http: {port: 0}
          """
              .formatted(
                  library.roles.url(),
                  library.roles.application(),
                  library.roles.applicationPassword().value(),
                  TestLibrary.keys()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Configuration.load(file);
  }

  @Override
  public void close() {
    listeners.close();
    index.close();
    opened.close();
    library.close();
    TestDirectories.delete(directory);
  }
}
