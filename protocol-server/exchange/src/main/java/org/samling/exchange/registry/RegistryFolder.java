package org.samling.exchange.registry;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.samling.routes.registry.PersonEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for files of the person registry's events. Each is processed once, when it has stopped
 * growing, and moved to {@code done}, or to {@code failed} if it has a fault; a report is put
 * beside it. A file that the store could not take stays and is tried again.
 */
public final class RegistryFolder extends RouteBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryFolder.class);

  private static final String WHERE_TO = "samlingWhereTo";

  /** A marker file, which "changed" makes as well, keeps other nodes off the file. */
  private static final String OPTIONS =
      "?include=.*[.]jsonl&delay=5000&initialDelay=1000&readLock=changed&readLockCheckInterval=500"
          + "&sortBy=file:name&move=${exchangeProperty."
          + WHERE_TO
          + "}";

  private final Path folder;
  private final PersonEventFiles files;

  private RegistryFolder(Path folder, PersonEventFiles files) {
    this.folder = folder;
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
    try {
      Files.createDirectories(folder);
      camel.addRoutes(new RegistryFolder(folder, new PersonEventFiles(events)));
      LOG.info("watching the folder {} for files of the person registry", folder);
    } catch (Exception e) {
      throw new IllegalStateException(
          "the folder of the person registry, %s, can't be watched".formatted(folder), e);
    }
  }

  @Override
  public void configure() {
    onException(Exception.class)
        .logExhausted(false)
        .process(exchange ->
            LOG.warn(
                "{} of the person registry stays and is retried: {}",
                exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY),
                String.valueOf(exchange.getProperty(Exchange.EXCEPTION_CAUGHT))));
    from("file:" + folder + OPTIONS).routeId("person-registry-folder").process(this::take);
  }

  private void take(Exchange exchange) throws Exception {
    var file = exchange.getMessage().getMandatoryBody(File.class).toPath();
    var report = files.take(file);
    var directory = ProcessedFiles.directory(report);
    var name = ProcessedFiles.name(file);
    Files.createDirectories(folder.resolve(directory));
    Files.write(folder.resolve(directory).resolve(name + ".report"), report.lines());
    exchange.setProperty(WHERE_TO, directory + "/" + name);
    LOG.info("{} of the person registry: {}", file.getFileName(), report.lines().getFirst());
  }
}
