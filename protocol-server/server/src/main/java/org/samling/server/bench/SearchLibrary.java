package org.samling.server.bench;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.routes.imports.ImportJob;
import org.samling.routes.imports.ImportListener;
import org.samling.server.Library;
import org.samling.server.Main;
import org.samling.server.config.Configuration;

/** A library of nothing but records, which all may search, and the server that serves it. */
final class SearchLibrary {

  private static final String CONFIGURATION =
      """
      store:
        embedded:
          directory: library
          port: 0
      keys: library/keys.properties
      index:
        directory: index
      sip2:
        port: 0
      z3950:
        port: 0
      http:
        port: 0
      """;

  private static final Pattern READY =
      Pattern.compile("(?m)^Ready .* Z39\\.50 [0-9.]+:(\\d+) .*HTTP (http://[0-9.:]+/)");

  private static final Pattern INDEXED = Pattern.compile("(?m)^samling_index_records ([0-9.E]+)$");

  private static final Duration TO_START = Duration.ofMinutes(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final int RECORDS_A_LINE = 25_000;

  private final Path directory;
  private final Path config;
  private final Consumer<String> say;

  /**
   * A library that is yet to be made.
   *
   * @param directory where it is kept
   * @param say is told how far it is
   */
  SearchLibrary(Path directory, Consumer<String> say) throws IOException {
    this.directory = directory;
    this.say = say;
    config = Files.writeString(directory.resolve("samling.yaml"), CONFIGURATION);
  }

  /**
   * What it took to make it.
   *
   * @param records how many records it has
   * @param importSeconds how long they took into the store
   * @param indexSeconds how long the index took
   * @param storeBytes the size of the store
   * @param indexBytes the size of the index
   */
  record Made(
      long records, double importSeconds, double indexSeconds, long storeBytes, long indexBytes) {}

  /** Loads the records as common ones, opens a catalogue to all, and makes the index. */
  Made make(Path file) throws IOException, SQLException {
    var configuration = Configuration.load(config);
    try (var started = new Started()) {
      var library = started.add(Library.open(configuration));
      library
          .store()
          .libraryRegister()
          .putTenant(
              "bench", "Bench", ZoneId.of("Europe/Copenhagen"), Currency.getInstance("DKK"), true);
      var superuser = Superuser.of(library);
      var report =
          library
              .imports()
              .load(
                  new ImportJob(
                      file, null, "bench", RecordFormat.MARC21, "bench", ImportJob.Mode.ANEW),
                  listener());
      say.accept("Indexing ...");
      var before = System.nanoTime();
      var index = started.add(library.openIndex(configuration.index()));
      index.catchUp();
      var records = index.state().documents();
      index.close();
      var indexSeconds = (System.nanoTime() - before) / 1e9;
      superuser.execute("vacuum analyze");
      return new Made(
          records,
          report.duration().toMillis() / 1e3,
          indexSeconds,
          superuser.number("select pg_database_size('samling')"),
          bytes(configuration.index().directory()));
    }
  }

  private ImportListener listener() {
    return new ImportListener() {
      private int next = RECORDS_A_LINE;

      @Override
      public void progress(long bytes, int records) {
        if (records >= next) {
          say.accept("  %,d records ...".formatted(records));
          next = records + RECORDS_A_LINE;
        }
      }

      @Override
      public void rejected(ReadResult.Rejected record) {
        say.accept("  Record %d was rejected: %s".formatted(record.ordinal(), record.reason()));
      }
    };
  }

  /** How many bytes the files of a directory have together. */
  static long bytes(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    }
  }

  /**
   * Serves it from a process of its own, by the same Java with the same options.
   *
   * @param started is given the process
   * @return the server, which finds every record
   */
  SearchTarget serve(Made made, Started started) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of("-cp", classPath(), Main.class.getName(), "serve", "--config", config.toString()));
    var server = started.add(Child.start(directory, "samling", command));
    var ready = untilReady(server);
    untilIndexed(server, URI.create(ready.group(2) + "metrics"), made.records());
    return new SearchTarget(
        "Samling",
        Integer.parseInt(ready.group(1)),
        "all",
        new ProcessTrees(List.of(server.pid(), postgres())));
  }

  /** The server runs in another directory. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Matcher untilReady(Child server) throws IOException, InterruptedException {
    var end = System.nanoTime() + TO_START.toNanos();
    while (System.nanoTime() < end) {
      server.mustRun();
      var ready = READY.matcher(server.printed());
      if (ready.find()) {
        return ready;
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
    throw new IllegalStateException("the server is not ready: " + server.printed());
  }

  private static void untilIndexed(Child server, URI metrics, long records)
      throws IOException, InterruptedException {
    var end = System.nanoTime() + TO_START.toNanos();
    try (var client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < end) {
        server.mustRun();
        var page = client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString());
        var indexed = INDEXED.matcher(page.body());
        if (indexed.find() && Double.parseDouble(indexed.group(1)) >= records) {
          return;
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
    }
    throw new IllegalStateException("the index did not reach %d records".formatted(records));
  }

  /** The embedded PostgreSQL is a daemon, and nobody's child. */
  private long postgres() throws IOException {
    var lines = Files.readAllLines(directory.resolve("library/data/postmaster.pid"));
    return Long.parseLong(lines.getFirst().strip());
  }
}
