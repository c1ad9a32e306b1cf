package org.samling.bench.reference;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.bench.library.Stock;
import org.samling.bench.measure.ChildProcess;
import org.samling.bench.measure.Programs;
import org.samling.bench.measure.Round;
import org.samling.bench.measure.Superuser;
import org.samling.core.organisation.Secret;

/**
 * The pgbench reference: it does with one statement what the store does for an operation, on the
 * same PostgreSQL, in the same role, with row-level security on. With several tenants each has a
 * pgbench of its own with a share of the clients.
 */
public final class Pgbench {

  /** The rows per second reserved for a round, if available: more than any machine reaches. */
  private static final int ROWS_PER_SECOND = 12_000;

  /** Time for the first plans; and how many clients connect per second. */
  private static final int LEAD_SECONDS = 1;

  private static final int READY_A_SECOND = 60;

  private static final String ROLE = "samling_app";
  private static final String OWNER = "samling_owner";
  private static final String LOGIN = "bench";

  private final String program;
  private final Superuser superuser;
  private final Path directory;
  private final Secret password = new Secret(UUID.randomUUID().toString());

  /** Makes a login for pgbench, a member of the application's role, which it assumes. */
  private Pgbench(String program, Superuser superuser, Path directory) throws SQLException {
    this.program = program;
    this.superuser = superuser;
    this.directory = directory;
    superuser.execute(
        """
        do $$ begin
          if to_regrole('%1$s') is not null then
            revoke set on parameter backtrace_functions from %1$s;
          end if;
        end $$;
        drop role if exists %1$s;
        create role %1$s login password '%2$s' in role %3$s;
        grant set on parameter backtrace_functions to %1$s;
        -- It signs no claims: that a session has to have shown one does not hold for members of the owner.
        grant %4$s to %1$s with inherit false, set false
        """
            .formatted(LOGIN, password.value(), ROLE, OWNER));
  }

  /** Makes the reference; if it is not installed prints how to install it and returns null. */
  public static @Nullable Pgbench make(Superuser superuser, Path directory, PrintWriter out)
      throws SQLException {
    var program = find();
    if (program.isEmpty()) {
      out.println(Reference.PGBENCH.missing() + ": no reference is measured.");
      return null;
    }
    return new Pgbench(program.get(), superuser, directory);
  }

  static boolean isThere() {
    return find().isPresent();
  }

  /** Finds pgbench on the path, or in Debian's directories. */
  private static Optional<String> find() {
    var debian = Path.of("/usr/lib/postgresql");
    var versions = debian.toFile().list();
    var directories =
        Stream.of(versions == null ? new String[0] : versions)
            .map(version -> debian.resolve(version, "bin"))
            .toList();
    return Programs.find("pgbench", directories).filter(Pgbench::works).map(Path::toString);
  }

  /** Debian's /usr/bin/pgbench exists without PostgreSQL too, but only prints an error. */
  private static boolean works(Path program) {
    try {
      return new ProcessBuilder(program.toString(), "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Runs one round of clients, for the given time or as long as the stocks last.
   *
   * @throws IllegalStateException if pgbench failed, or the stocks don't even have a row for each
   *     client
   */
  public Round run(Operation operation, List<Stock> stocks, int clients, int seconds)
      throws IOException, InterruptedException, SQLException {
    var clientsOfEach = Math.max(1, clients / stocks.size());
    var all = LEAD_SECONDS + clients / READY_A_SECOND + seconds;
    var wanted = (long) ROWS_PER_SECOND * all / stocks.size();
    var feed = new PgbenchFeed(superuser, operation, stocks);
    var stride = feed.fill(ROLE, (int) wanted) / clientsOfEach;
    if (stride == 0) {
      throw new IllegalStateException(
          "the library is too small for %d clients of pgbench (%s); generate a larger one, or use fewer clients"
              .formatted(clients, operation.title()));
    }
    superuser.execute("checkpoint");
    var before = written();
    var running = new ArrayList<Running>();
    for (var tenant = 0; tenant < stocks.size(); tenant++) {
      var id = stocks.get(tenant).tenant().value();
      var script = OneStatement.of(operation, id, PgbenchFeed.first(tenant), stride);
      running.add(start(script, id, clientsOfEach, all));
    }
    var transactions = new ArrayList<Transaction>();
    for (var one : running) {
      one.untilDone();
      one.transactions().stream().filter(t -> t.number() <= stride).forEach(transactions::add);
    }
    feed.updateStocks();
    if (operation != Operation.PATRON && written() - before < transactions.size()) {
      throw new IllegalStateException(
          "pgbench wrote %d rows in %d transactions"
              .formatted(written() - before, transactions.size()));
    }
    return round(transactions, stride, seconds);
  }

  /**
   * Uses the last seconds: before them, clients connect one by one and their plans are made. If the
   * rows did not last that long, uses the time until the first client ran out.
   */
  private static Round round(List<Transaction> transactions, int stride, int seconds) {
    var ends = transactions.stream().mapToLong(Transaction::endMicros).summaryStatistics();
    var end =
        transactions.stream()
            .filter(t -> t.number() == stride)
            .mapToLong(Transaction::endMicros)
            .min()
            .orElse(ends.getMax());
    var begin = Math.max(end - seconds * 1_000_000L, ends.getMin() - 1);
    var times =
        transactions.stream()
            .filter(t -> t.endMicros() > begin && t.endMicros() <= end)
            .mapToLong(Transaction::nanos)
            .toArray();
    return Round.of(List.of(times), (end - begin) / 1e6);
  }

  /**
   * A transaction of pgbench.
   *
   * @param number its number within its client, from 1
   * @param nanos its duration
   * @param endMicros when it ended, in microseconds of Unix time
   */
  private record Transaction(long number, long nanos, long endMicros) {

    /** Parses a line of the log: client, number, time, script, end in seconds, and microseconds. */
    static Transaction of(String line) {
      var fields = line.split(" ", 7);
      return new Transaction(
          Long.parseLong(fields[1]),
          1_000 * Long.parseLong(fields[2]),
          1_000_000 * Long.parseLong(fields[4]) + Long.parseLong(fields[5]));
    }
  }

  private long written() throws SQLException {
    return superuser.number(
        "select count(*) from audit where actor = '%s'".formatted(OneStatement.ACTOR));
  }

  private Running start(String script, int tenant, int clients, int seconds) throws IOException {
    var prefix = directory.resolve("pgbench-" + tenant);
    var file = Files.writeString(directory.resolve("pgbench-" + tenant + ".sql"), script);
    var command =
        List.of(
            program,
            "-n",
            "-M",
            "prepared",
            "-c",
            Integer.toString(clients),
            "-j",
            Integer.toString(Math.min(clients, 2)),
            "-T",
            Integer.toString(seconds),
            "-f",
            file.toString(),
            "-l",
            "--log-prefix=" + prefix,
            "-D",
            "n=-1",
            "-h",
            "127.0.0.1",
            "-p",
            Integer.toString(superuser.port()),
            "-U",
            LOGIN,
            "samling");
    var options =
        "-c backtrace_functions=%s -c role=%s -c search_path=samling".formatted(tenant, ROLE);
    var environment = Map.of("PGPASSWORD", password.value(), "PGOPTIONS", options);
    return new Running(
        ChildProcess.start(directory, "pgbench-" + tenant, command, environment), prefix);
  }

  /** A running pgbench, which logs each transaction in files with this prefix. */
  private record Running(ChildProcess process, Path prefix) {

    /** Waits for its end. */
    void untilDone() throws IOException, InterruptedException {
      try (process) {
        process.waitFor();
      }
    }

    /** Reads its logs, and deletes them. */
    List<Transaction> transactions() throws IOException {
      var transactions = new ArrayList<Transaction>();
      try (var logs =
          Files.newDirectoryStream(prefix.getParent(), prefix.getFileName() + ".*[0-9]")) {
        for (var log : logs) {
          Files.readAllLines(log).forEach(line -> transactions.add(Transaction.of(line)));
          Files.delete(log);
        }
      }
      return transactions;
    }
  }
}
