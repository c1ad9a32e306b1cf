package org.samling.library.checkup;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.library.LibraryDatabase;
import org.samling.library.config.Configuration;
import org.samling.postgres.checkup.DatabaseCheckup;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.embedded.EmbeddedPostgresException;
import org.samling.postgres.schema.Migrations;

/** Checks a running library from outside its server. */
public final class Doctor {

  private static final int PATIENCE_MILLIS = 3_000;
  private static final Duration CLOCKS_WARN = Duration.ofSeconds(1);
  private static final Duration CLOCKS_FAIL = Duration.ofSeconds(30);
  private static final Duration BEHIND_WARN = Duration.ofMinutes(15);
  private static final Duration BEHIND_FAIL = Duration.ofHours(6);
  private static final long DISK_WARN = 5L << 30;
  private static final long DISK_FAIL = 1L << 30;
  private static final String METRICS = "/metrics";
  private static final String INDEX_RECORDS = "samling_index_records";
  private static final int LOOKS = 6;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private static final String FAILING = "samling_jobs_failing_since_seconds";
  private static final Pattern FAILING_JOB =
      Pattern.compile(
          FAILING + "\\{name=\"(?<name>[^\"]*)\",tenant=\"(?<tenant>[^\"]*)\"} (?<since>.*)");

  private static final String HTTP_IS_OFF =
      "The server reports it by HTTP, which is off: set http.port or http.management.port.";

  private final Configuration configuration;
  private final ServedHttp served;
  private final List<Finding> findings = new ArrayList<>();

  /** Of a library. */
  public Doctor(Configuration configuration) {
    this.configuration = configuration;
    this.served = new ServedHttp(configuration);
  }

  /** Looks at everything. */
  public List<Finding> findings() {
    database();
    keys();
    listeners();
    index();
    failedJobs();
    certificates();
    disks();
    return List.copyOf(findings);
  }

  private void database() {
    try (var database = LibraryDatabase.checkup(configuration)) {
      var facts = database.facts();
      findings.add(DatabaseServersCheck.version(facts));
      if (!facts.hasLibrary()) {
        findings.add(
            Finding.fail(
                "database: it has no tables", "Run samling migrate, or start the server."));
        return;
      }
      schema();
      findings.addAll(DatabaseServersCheck.findings(configuration, database));
      role(facts);
      findings.addAll(NodesCheck.findings(database.nodes()));
      findings.add(clocks(facts));
      connections(facts);
      partitions(database.partitionsUntil());
      if (DatabaseServersCheck.claims(database, findings)) {
        jobs(database.waiting());
      }
    } catch (StoreException | IllegalStateException | EmbeddedPostgresException e) {
      findings.add(
          Finding.fail(
              "database: " + e.getMessage(),
              "Start the server, or the database, and see its log."));
    }
  }

  private void schema() {
    try {
      var state = LibraryDatabase.schema(configuration);
      if (state.isEmpty()) {
        findings.add(
            Finding.ok("schema: not checked, because the configuration has no store.owner"));
      } else {
        var schema = state.get();
        var says = "schema: migration %d of %d".formatted(schema.current(), schema.newest());
        if (schema.current() > 0 && !Migrations.isContinued(schema.current())) {
          findings.add(
              Finding.fail(
                  "schema: the database" + Migrations.OF_ANOTHER_SCHEMA, Migrations.INSTEAD));
        } else if (schema.current() < schema.newest()) {
          findings.add(
              Finding.fail(says, "Run samling migrate, or restart the server with store.owner."));
        } else if (schema.current() > schema.newest()) {
          findings.add(
              Finding.warn(
                  says + ": a later version of Samling has upgraded it",
                  "Upgrade this installation; docs/operations.md says how long two versions work together."));
        } else {
          findings.add(Finding.ok(says));
        }
      }
    } catch (RuntimeException e) {
      findings.add(
          Finding.warn(
              "schema: can't be checked: " + e.getMessage(),
              "Run this as the server's user, or as root."));
    }
  }

  private void role(DatabaseCheckup.Facts facts) {
    if (facts.stepsOverFences() || facts.ownsTables()) {
      findings.add(
          Finding.fail(
              "database: the application's role is "
                  + (facts.ownsTables()
                      ? "the owner of the tables"
                      : "not restricted by row-level security"),
              "Give store.user a role of its own (docs/operations.md): otherwise tenants are not kept apart."));
    }
    if (!facts.durable()) {
      findings.add(
          Finding.fail(
              "database: fsync or full_page_writes is off",
              "Switch both on: otherwise loans confirmed to kiosks may be lost in a power cut."));
    }
  }

  private static Finding clocks(DatabaseCheckup.Facts facts) {
    var off = facts.aheadBy().abs();
    var says =
        "clocks: the database's is %d ms %s this machine's (give or take %d)"
            .formatted(
                off.toMillis(),
                facts.aheadBy().isNegative() ? "behind" : "ahead of",
                facts.asked().toMillis() / 2 + 1);
    var advice = "Synchronise both by NTP (timedatectl, chronyc tracking).";
    return off.compareTo(CLOCKS_FAIL) > 0
        ? Finding.fail(says, advice)
        : off.compareTo(CLOCKS_WARN) > 0 ? Finding.warn(says, advice) : Finding.ok(says);
  }

  private void connections(DatabaseCheckup.Facts facts) {
    var says =
        "database: %d connections of %d".formatted(facts.connections(), facts.maxConnections());
    findings.add(
        facts.connections() * 10 > facts.maxConnections() * 9
            ? Finding.warn(says, "Raise max_connections, or lower store.connections of the nodes.")
            : Finding.ok(says));
  }

  private void partitions(@Nullable LocalDate until) {
    var today = LocalDate.now(ZoneOffset.UTC);
    if (until == null) {
      findings.add(
          Finding.fail(
              "partitions: there are none for today, so nothing can be lent",
              "Start the server; its log says why it could not create them (job maintenance)."));
    } else if (until.isBefore(today.plusDays(2))) {
      findings.add(
          Finding.warn(
              "partitions: only until %s".formatted(until),
              "The server creates them every hour: see its log for the job maintenance."));
    } else {
      findings.add(Finding.ok("partitions: until %s or later".formatted(until)));
    }
  }

  private void jobs(List<DatabaseCheckup.Waiting> waiting) {
    var now = Instant.now();
    var late = false;
    for (var one : waiting) {
      var age = Duration.between(one.since(), now);
      if (age.compareTo(BEHIND_WARN) > 0) {
        late = true;
        var says =
            "jobs: %s of %s waiting since %s"
                .formatted(one.what(), one.tenant(), one.since().truncatedTo(ChronoUnit.SECONDS));
        var advice = "See the server's log; without a running server no jobs are done.";
        findings.add(
            age.compareTo(BEHIND_FAIL) > 0
                ? Finding.fail(says, advice)
                : Finding.warn(says, advice));
      }
    }
    if (!late) {
      findings.add(Finding.ok("jobs: nothing waits longer than it should"));
    }
  }

  private void keys() {
    try {
      var keys = Keyring.marks(configuration.keys());
      findings.add(
          keys.isEmpty()
              ? Finding.fail(
                  "keys: %s does not exist".formatted(configuration.keys()),
                  "Restore your copy before the server starts: otherwise it creates new keys, with which no PIN can be checked.")
              : Finding.ok("keys: %d in %s".formatted(keys.size(), configuration.keys())));
    } catch (RuntimeException e) {
      findings.add(
          Finding.fail(
              "keys: " + e.getMessage(), "Run this as the server's user; or restore the file."));
    }
  }

  private void listeners() {
    ConfigurationCheck.listeners(configuration)
        .forEach((pointer, address) -> {
          var name = pointer.substring(1).replace("/port", "").replace('/', '.');
          if (address.getPort() == 0 || name.startsWith("store.")) {
            return;
          }
          var says = "%s: port %d".formatted(name, address.getPort());
          try {
            findings.add(Finding.ok(says + " " + answer(name, ServedHttp.reachable(address))));
          } catch (IOException e) {
            findings.add(
                Finding.fail(
                    "%s does not answer: %s".formatted(says, e.getMessage()),
                    "Start the server; if it is running, see its log, and check the firewall."));
          }
        });
  }

  /** The state that a listener reports, if it reports one without a login. */
  private String answer(String name, InetSocketAddress address) throws IOException {
    if (name.equals("http")) {
      var status = served.get("/health/ready").status();
      if (status != HttpURLConnection.HTTP_OK) {
        throw new IOException("/health/ready says " + status);
      }
      return "is ready";
    }
    try (var socket = new Socket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(address, PATIENCE_MILLIS);
      if (!name.equals("sip2") || configuration.sip2().tls()) {
        return "accepts connections";
      }
      socket.getOutputStream().write("9900802.00\r".getBytes(StandardCharsets.US_ASCII));
      var reply = new StringBuilder();
      for (var next = socket.getInputStream().read();
          next >= 0 && next != '\r' && reply.length() < 3;
          next = socket.getInputStream().read()) {
        reply.append((char) next);
      }
      return switch (reply.toString()) {
        case "98Y" -> "is on-line";
        case "98N" -> throw new IOException("it reports to kiosks that it is off-line");
        default -> "accepts connections"; // a listener that wants to know first who asks
      };
    }
  }

  /** Only the server itself knows whether its index follows the catalogue. */
  private void index() {
    if (!served.isKnown()) {
      findings.add(Finding.warn("index: can't be checked", HTTP_IS_OFF));
      return;
    }
    try {
      findings.add(indexed());
    } catch (IOException e) {
      findings.add(
          Finding.fail(
              "index: the server can't be reached: " + e.getMessage(), "Start the server."));
    }
  }

  /** The server knows which jobs have failed; the database shows what has waited for long. */
  private void failedJobs() {
    if (!served.isKnown()) {
      findings.add(Finding.warn("jobs: failures can't be checked", HTTP_IS_OFF));
      return;
    }
    try {
      var metrics = served.get(METRICS).body();
      findings.addAll(GuessingCheck.findings(metrics));
      var failing =
          metrics
              .lines()
              .map(FAILING_JOB::matcher)
              .filter(Matcher::matches)
              .filter(line -> Double.parseDouble(line.group("since")) > 0)
              .toList();
      failing.forEach(line -> {
        var tenant = line.group("tenant");
        findings.add(
            Finding.fail(
                "jobs: %s has failed%s since %s"
                    .formatted(
                        line.group("name"),
                        tenant.isEmpty() ? "" : " for " + tenant,
                        Instant.ofEpochSecond((long) Double.parseDouble(line.group("since")))),
                "See the server's log for \"job %s\". The job is retried."
                    .formatted(line.group("name"))));
      });
      if (failing.isEmpty()) {
        findings.add(Finding.ok("jobs: none has failed"));
      }
    } catch (IOException e) {
      findings.add(
          Finding.fail(
              "jobs: the server can't be reached: " + e.getMessage(), "Start the server."));
    }
  }

  private Finding indexed() throws IOException {
    var metrics = served.get(METRICS).body();
    if (metric(metrics, "samling_index_following") != 1) {
      return Finding.fail(
          "index: it does not follow the catalogue; records: %,d"
              .formatted((long) metric(metrics, INDEX_RECORDS)),
          "See the server's log: it may be being built. samling reindex rebuilds it, with the server stopped.");
    }
    try (var database = LibraryDatabase.checkup(configuration)) {
      if (!database.acts()) {
        return Finding.warn(
            "index: records: %,d; the catalogue can't be counted with this node's keys"
                .formatted((long) metric(metrics, INDEX_RECORDS)),
            DatabaseServersCheck.OF_KEYS);
      }
      return compared(database);
    } catch (StoreException | IllegalStateException | EmbeddedPostgresException e) {
      return Finding.warn(
          "index: records: %,d; the catalogue can't be counted: %s"
              .formatted((long) metric(metrics, INDEX_RECORDS), e.getMessage()),
          "Check again when the database answers.");
    }
  }

  /** Compares repeatedly: a brief difference means that changes are on their way to the index. */
  private Finding compared(DatabaseCheckup database) throws IOException {
    var first = database.searchableRecords();
    var kept = first;
    var found = (long) metric(served.get(METRICS).body(), INDEX_RECORDS);
    for (var look = 1; look < LOOKS && found != kept; look++) {
      pause();
      kept = database.searchableRecords();
      found = (long) metric(served.get(METRICS).body(), INDEX_RECORDS);
    }
    if (found == kept) {
      return Finding.ok("index: records: %,d, up to date".formatted(found));
    }
    var says = "index: records: %,d, in the catalogue: %,d".formatted(found, kept);
    return kept == first
        ? Finding.fail(
            says, "Stop the server and run samling reindex; please report how it came about.")
        : Finding.warn(says, "Records are being written at the moment: check again afterwards.");
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static double metric(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  private void certificates() {
    var tls = configuration.tls();
    if (tls != null) {
      findings.add(Certificates.look("certificate", tls.certificate(), tls.key()));
    }
    for (var listener : configuration.sip2().listeners()) {
      var encryption = listener.tls();
      if (encryption != null && !encryption.certificate().equals(tls)) {
        findings.add(
            Certificates.look(
                "certificate",
                encryption.certificate().certificate(),
                encryption.certificate().key()));
      }
    }
  }

  private void disks() {
    var places = new LinkedHashMap<String, Path>();
    if (configuration.store().database() instanceof Configuration.Embedded embedded) {
      places.put("database", embedded.directory());
    }
    places.put("index", configuration.index().directory());
    places.put("uploads", configuration.imports().uploads().directory());
    places.put("wire logs", configuration.sip2().wireLog());
    places.forEach(this::disk);
  }

  private void disk(String what, Path place) {
    var there = place;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null) {
      return;
    }
    try {
      var store = Files.getFileStore(there);
      var free = store.getUsableSpace();
      var says =
          "disk: %,d MB free of %,d MB for %s (%s)"
              .formatted(free >> 20, store.getTotalSpace() >> 20, what, place);
      var advice = "Delete what is not needed, or enlarge the disk: a full disk stops lending.";
      findings.add(
          free < DISK_FAIL
              ? Finding.fail(says, advice)
              : free < DISK_WARN ? Finding.warn(says, advice) : Finding.ok(says));
    } catch (IOException e) {
      findings.add(
          Finding.warn(
              "disk: %s can't be checked: %s".formatted(place, e.getMessage()),
              "Run this as the server's user."));
    }
  }
}
