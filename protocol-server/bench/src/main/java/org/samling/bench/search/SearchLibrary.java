package org.samling.bench.search;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.samling.bench.library.CatalogueLibrary;
import org.samling.bench.library.SearchTarget;
import org.samling.bench.measure.ChildProcess;
import org.samling.bench.measure.ProcessTrees;
import org.samling.bench.measure.StartedResources;

/** A library that has only records, searchable for everybody, and the server for it. */
final class SearchLibrary {

  private static final Pattern READY =
      Pattern.compile("(?m)^Ready .* Z39\\.50 [0-9.]+:(\\d+) .*HTTP (http://[0-9.:]+/)");

  private static final Pattern INDEXED = Pattern.compile("(?m)^samling_index_records ([0-9.E]+)$");

  private static final Duration TO_START = Duration.ofMinutes(5);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

  private final Path directory;
  private final Path config;
  private final Consumer<String> say;

  /**
   * Prepares a library.
   *
   * @param directory its data directory
   * @param say receives progress messages
   */
  SearchLibrary(Path directory, Consumer<String> say) throws IOException {
    this.directory = directory;
    this.say = say;
    config = CatalogueLibrary.configuration(directory);
  }

  /**
   * The result of making the library.
   *
   * @param records how many records it has
   * @param seconds the time to load them into store and index
   * @param storeBytes the size of the store in bytes
   * @param indexBytes the size of the index in bytes
   */
  record Made(long records, double seconds, long storeBytes, long indexBytes) {}

  /**
   * Loads the records as common records, with their items as a tenant's; opens the tenant's
   * catalogue to everybody, and builds the index.
   */
  Made make(Path file) throws IOException, InterruptedException, SQLException {
    try (var library = new CatalogueLibrary(directory, say)) {
      var filled = library.fillWithItems(file);
      library.superuser().execute("vacuum analyze");
      return new Made(
          filled.records(), filled.seconds(), library.storeBytes(), library.indexBytes());
    }
  }

  /**
   * Serves it from a process of its own, by the same Java with the same options.
   *
   * @param started takes over the process
   * @return the server, once it finds every record
   */
  SearchTarget serve(Made made, StartedResources started) throws IOException, InterruptedException {
    var server = started.add(ChildProcess.serve(directory, config));
    var ready = untilReady(server);
    untilIndexed(server, URI.create(ready.group(2) + "metrics"), made.records());
    return new SearchTarget(
        "Samling",
        Integer.parseInt(ready.group(1)),
        "all",
        CatalogueLibrary.TENANT,
        new SearchTarget.Sru(
            URI.create(ready.group(2)).getPort(),
            "/sru/all?version=1.2&operation=searchRetrieve&recordSchema=marcxml&maximumRecords=10&query=",
            SearchTarget.Query.CQL),
        new ProcessTrees(List.of(server.pid())),
        ProcessTrees.ofPostgres(directory.resolve("library")));
  }

  private static Matcher untilReady(ChildProcess server) throws IOException, InterruptedException {
    var end = System.nanoTime() + TO_START.toNanos();
    while (System.nanoTime() < end) {
      server.requireRunning();
      var ready = READY.matcher(server.printed());
      if (ready.find()) {
        return ready;
      }
      Thread.sleep(POLL_INTERVAL);
    }
    throw new IllegalStateException("the server is not ready: " + server.printed());
  }

  private static void untilIndexed(ChildProcess server, URI metrics, long records)
      throws IOException, InterruptedException {
    var end = System.nanoTime() + TO_START.toNanos();
    try (var client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < end) {
        server.requireRunning();
        var page = client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString());
        var indexed = INDEXED.matcher(page.body());
        if (indexed.find() && Double.parseDouble(indexed.group(1)) >= records) {
          return;
        }
        Thread.sleep(POLL_INTERVAL);
      }
    }
    throw new IllegalStateException("the index did not reach %d records".formatted(records));
  }
}
