package org.samling.bench.soak;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.samling.bench.library.LoanLedger;
import org.samling.bench.library.ServedLibrary;
import org.samling.bench.measure.KeepAliveConnection;
import org.samling.library.checkup.Doctor;
import org.samling.library.checkup.Finding;
import org.samling.library.checkup.Finding.Level;
import org.samling.library.config.Configuration;

/** Samples the server of a soak from outside, by Linux's proc(5), jcmd, its metrics and its log. */
final class SoakSampler {

  private static final Pattern IN_USE = Pattern.compile("(?m)^samling_store_connections ([0-9.]+)");
  private static final Pattern RSS = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");
  private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)");
  private static final Pattern WRONG = Pattern.compile(" ERROR |OutOfMemoryError|hs_err_pid");

  private static final int SECOND_OPINION_SECONDS = 5;

  private static final String BACKENDS =
      """
      select count(*) from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid()
      """;

  private final ServedLibrary server;
  private final Configuration configuration;
  private final SoakFaults faults;
  private final long begun = System.nanoTime();
  private long read;

  /**
   * Makes a sampler.
   *
   * @param configuration the server's configuration
   */
  SoakSampler(ServedLibrary server, Configuration configuration, SoakFaults faults) {
    this.server = server;
    this.configuration = configuration;
    this.faults = faults;
  }

  /**
   * Takes a sample while the server has no requests; adds faults that it finds first.
   *
   * @param visits how many visits were made so far
   */
  SoakSample sample(LoanLedger ledger, SoakTarget target, long visits) throws Exception {
    var superuser = server.superuser();
    ledger.differences(superuser, target.stock().tenant()).forEach(faults::add);
    log();
    var process = Path.of("/proc", Long.toString(server.process().pid()));
    var inUse = inUse();
    var backends = superuser.number(BACKENDS);
    var heap = server.liveHeap();
    var status = Files.readString(process.resolve("status"));
    return new SoakSample(
        Duration.ofNanos(System.nanoTime() - begun),
        new SoakSample.Work(visits, ledger.resent(), faults.count()),
        files(process),
        heap,
        1024 * number(RSS, status),
        number(THREADS, status),
        inUse,
        backends,
        bytes(configuration.index().directory()),
        superuser.number("select pg_database_size('samling')"));
  }

  /**
   * Runs the doctor on the server, a second time if it finds something: it may take records that
   * are just being imported for lost. What it finds the second time is a fault.
   */
  void doctor() throws InterruptedException {
    if (wrong().findAny().isPresent()) {
      TimeUnit.SECONDS.sleep(SECOND_OPINION_SECONDS);
      wrong().forEach(finding -> faults.add("doctor: " + finding));
    }
  }

  private Stream<Finding> wrong() {
    return new Doctor(configuration)
        .findings().stream().filter(finding -> finding.level() == Level.FAIL);
  }

  private static long files(Path process) throws IOException {
    try (var files = Files.list(process.resolve("fd"))) {
      return files.count();
    }
  }

  private long inUse() throws IOException {
    try (var http =
        new KeepAliveConnection(configuration.http().port(), InetAddress.getLoopbackAddress())) {
      return number(
          IN_USE,
          http.ask(
              "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private static long number(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("there is no match for " + pattern);
    }
    return (long) Double.parseDouble(found.group(1));
  }

  /** Ignores files that are merged away meanwhile. */
  private static long bytes(Path directory) throws IOException {
    var bytes = new AtomicLong();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes.addAndGet(attributes.size());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes.get();
  }

  /** Reads the server's log from where it last ended; an error is a fault. */
  private void log() throws IOException {
    try (var log = new RandomAccessFile(server.process().output().toFile(), "r")) {
      var bytes = new byte[(int) Math.min(log.length() - read, Integer.MAX_VALUE / 2)];
      log.seek(read);
      log.readFully(bytes);
      var whole = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf('\n') + 1;
      read += whole;
      new String(bytes, 0, whole, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> WRONG.matcher(line).find())
          .forEach(line -> faults.add("the server's log: " + line));
    }
  }
}
