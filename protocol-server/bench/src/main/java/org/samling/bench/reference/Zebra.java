package org.samling.bench.reference;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.samling.bench.library.CatalogueLibrary;
import org.samling.bench.library.SearchTarget;
import org.samling.bench.measure.ChildProcess;
import org.samling.bench.measure.ProcessTrees;
import org.samling.bench.measure.Programs;
import org.samling.bench.measure.StartedResources;

/**
 * The Zebra reference, with its own rules for MARC 21 ({@code grs.marcxml.marc21}), configured for
 * UTF-8 records and with its ICU word rules: the default ones only handle Western European letters,
 * and would miss the others. zebrasrv uses a process for each session.
 */
public final class Zebra {

  /** Makes Zebra use the package's rules for UTF-8 records. */
  private static final String CONFIGURATION =
      """
      profilePath: {directory}:{rules}
      attset: bib1.att
      recordType: grs.marcxml.marc21
      index: icu.idx
      encoding: utf-8
      register: {directory}/register:1000G
      lockDir: {directory}
      keyTmpDir: {directory}
      setTmpDir: {directory}
      """;

  private static final String RULES = "marc21.abs";
  private static final String DATABASE = "Default";

  /** Records of grs.marcxml are MARCXML unless another schema is requested. */
  private static final String SRU =
      "/Default?version=1.1&operation=searchRetrieve&maximumRecords=10&x-pquery=";

  private static final Duration TO_START = Duration.ofSeconds(30);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

  private final Path zebraidx;
  private final Path zebrasrv;
  private final Path rules;
  private final Path directory;

  private Zebra(Path zebraidx, Path zebrasrv, Path rules, Path directory) {
    this.zebraidx = zebraidx;
    this.zebrasrv = zebrasrv;
    this.rules = rules;
    this.directory = directory;
  }

  /**
   * The cost of indexing the records.
   *
   * @param seconds the time it took
   * @param bytes the size of the register, which includes the records
   */
  public record Made(double seconds, long bytes) {}

  static boolean isThere() {
    return find(Path.of("")).isPresent();
  }

  /** Finds Zebra, and sets it up to keep its files in a directory. */
  public static Optional<Zebra> find(Path directory) {
    var zebraidx = Programs.find("zebraidx", List.of());
    var zebrasrv = Programs.find("zebrasrv", List.of());
    if (zebraidx.isEmpty() || zebrasrv.isEmpty()) {
      return Optional.empty();
    }
    var rules = zebraidx.get().resolve("../../share/idzebra-2.0/tab").normalize();
    return Files.isReadable(rules.resolve(RULES))
        ? Optional.of(new Zebra(zebraidx.get(), zebrasrv.get(), rules, directory))
        : Optional.empty();
  }

  /** Indexes a file of records. */
  public Made make(Path file) throws IOException, InterruptedException {
    Files.createDirectories(directory.resolve("register"));
    Files.writeString(
        directory.resolve(RULES), "encoding utf-8\n" + Files.readString(rules.resolve(RULES)));
    Files.writeString(
        config(),
        CONFIGURATION
            .replace("{directory}", directory.toString())
            .replace("{rules}", rules.toString()));
    index("init");
    var before = System.nanoTime();
    index("update", file.toAbsolutePath().toString());
    return new Made(
        (System.nanoTime() - before) / 1e9, CatalogueLibrary.bytes(directory.resolve("register")));
  }

  private Path config() {
    return directory.resolve("zebra.cfg");
  }

  private void index(String... arguments) throws IOException, InterruptedException {
    var command =
        Stream.concat(
                Stream.of(zebraidx.toString(), "-c", config().toString()), Stream.of(arguments))
            .toList();
    try (var started = new StartedResources()) {
      started.add(ChildProcess.start(directory, "zebraidx", command)).waitFor();
    }
  }

  /**
   * Serves the records by zebrasrv with its defaults.
   *
   * @param started takes over the process
   */
  public SearchTarget serve(StartedResources started) throws IOException, InterruptedException {
    var port = freePort();
    var command = List.of(zebrasrv.toString(), "-c", config().toString(), "tcp:127.0.0.1:" + port);
    var server = started.add(ChildProcess.start(directory, "zebrasrv", command));
    var end = System.nanoTime() + TO_START.toNanos();
    while (!listens(port)) {
      server.requireRunning();
      if (System.nanoTime() > end) {
        throw new IllegalStateException("zebrasrv is not listening: " + server.printed());
      }
      Thread.sleep(POLL_INTERVAL);
    }
    return new SearchTarget(
        "zebrasrv",
        port,
        DATABASE,
        DATABASE,
        new SearchTarget.Sru(port, SRU, SearchTarget.Query.PREFIX),
        new ProcessTrees(List.of(server.pid())),
        new ProcessTrees(List.of()));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
