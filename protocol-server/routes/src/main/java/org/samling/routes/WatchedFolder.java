package org.samling.routes;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.ExpressionBuilder;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that is watched for files. Each is handled once it has stopped growing, one after
 * another by name, and moved to {@code done} or {@code failed} within the folder, under a name that
 * begins with the time. One whose handler throws stays, and is tried again at the next look. Files
 * whose names begin with a dot are ignored, and so are directories.
 *
 * <p>Several nodes may watch the same folder: a marker file beside a file keeps the others off it.
 *
 * @param name unique among the routes of a server
 * @param contents what its files are, for the log
 * @param pattern a regular expression for the names of files, or null for all
 * @param settling how long a file must have kept its size
 */
public record WatchedFolder(
    String name, String contents, Path directory, @Nullable String pattern, Duration settling) {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);

  /** The directories for files that were handled. */
  public static final List<String> HANDLED = List.of("done", "failed");

  private static final Duration FIRST_LOOK = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS");
  private static final int STAMP_LENGTH = "uuuuMMdd-HHmmss-SSS-".length();

  private static final String DESTINATION = "samlingDestination";

  /** A file of the folder, which is being handled. */
  public static final class Arrival {

    private final Path folder;
    private final Exchange exchange;
    private final Path path;

    private Arrival(Path folder, Exchange exchange) throws Exception {
      this.folder = folder;
      this.exchange = exchange;
      this.path = exchange.getMessage().getMandatoryBody(File.class).toPath();
    }

    /** Where it lies. */
    public Path path() {
      return path;
    }

    /** Whether the server is stopping: what takes long should throw, and is done anew later. */
    public boolean isStopping() {
      return !exchange.getContext().isStarted();
    }

    /**
     * A path, unique to this file, in a directory for handled files, which is created. It is where
     * the file itself can go, or what belongs to it.
     */
    public Path place(boolean isFailed) throws IOException {
      var place = Files.createDirectories(folder.resolve(HANDLED.get(isFailed ? 1 : 0)));
      var now = STAMP.format(LocalDateTime.now(ZoneId.systemDefault()));
      return place.resolve(now + "-" + path.getFileName());
    }
  }

  /**
   * Watches the folder, which is created if it is missing, until the context ends.
   *
   * @param handler handles a file, and returns the path within the folder to which it is moved
   * @throws IllegalStateException when the folder can't be watched
   */
  public void watch(CamelContext camel, Handler<Arrival, Path> handler) {
    try {
      Files.createDirectories(directory);
      CamelRoute.start(
          camel,
          name,
          endpoint(camel),
          exchange -> {
            var destination = handler.answer(new Arrival(directory, exchange));
            exchange.setProperty(DESTINATION, directory.relativize(destination).toString());
          },
          List.of(new CamelRoute.Failure(Exception.class, false, WatchedFolder::stays)));
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(
          "the folder %s, for %s, can't be watched".formatted(directory, contents), e);
    }
    LOG.info("watching the folder {} for {}", directory, contents);
  }

  private FileEndpoint endpoint(CamelContext camel) {
    var files = camel.getEndpoint("file:" + directory, FileEndpoint.class);
    files.setInitialDelay(FIRST_LOOK.toMillis());
    files.setDelay(BETWEEN_LOOKS.toMillis());
    if (pattern != null) {
      files.setInclude(pattern);
    }
    files.setReadLock("changed");
    files.setReadLockCheckInterval(settling.toMillis());
    files.setReadLockLoggingLevel(LoggingLevel.DEBUG);
    files.setSorter(Comparator.comparing(GenericFile::getFileName));
    files.setMove(ExpressionBuilder.exchangePropertyExpression(DESTINATION));
    return files;
  }

  private static void stays(Exchange exchange) {
    LOG.warn(
        "{} stays where it is, and is tried again: {}",
        exchange.getMessage().getHeader(Exchange.FILE_PATH),
        String.valueOf(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)));
  }

  /** When a file was handled, by its name; empty if it was not named by {@link Arrival#place}. */
  public static Optional<Instant> handledAt(Path file) {
    var name = String.valueOf(file.getFileName());
    if (name.length() <= STAMP_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.parse(name.substring(0, STAMP_LENGTH - 1), STAMP)
              .atZone(ZoneId.systemDefault())
              .toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
