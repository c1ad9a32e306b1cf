package org.samling.exchange.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.samling.routes.WatchedFolder;
import org.samling.routes.registry.PersonEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for files of the person registry's events. Each is processed once, when it has stopped
 * growing, and moved to {@code done}, or to {@code failed} if it has a fault; a report is put
 * beside it. A file that the store could not take stays and is tried again.
 */
public final class RegistryFolder {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryFolder.class);

  private static final Duration SETTLING = Duration.ofMillis(500);

  private final PersonEventFiles files;

  private RegistryFolder(PersonEventFiles files) {
    this.files = files;
  }

  /**
   * Watches a folder until the context ends. Creates the folder where it is missing.
   *
   * @param camel a started context
   * @param events where the events go
   * @throws IllegalStateException when the folder can't be watched
   */
  public static void watch(CamelContext camel, Path folder, PersonEvents events) {
    var files = new RegistryFolder(new PersonEventFiles(events));
    new WatchedFolder(
            "person-registry-folder",
            "files of the person registry",
            folder,
            ".*[.]jsonl",
            SETTLING)
        .watch(camel, files::take);
  }

  private Path take(WatchedFolder.Arrival arrival) throws IOException {
    var file = arrival.path();
    var report = files.take(file);
    var place = arrival.place(report.faulty() > 0);
    Files.write(place.resolveSibling(place.getFileName() + ".report"), report.lines());
    LOG.info("{} of the person registry: {}", file.getFileName(), report.lines().getFirst());
    return place;
  }
}
