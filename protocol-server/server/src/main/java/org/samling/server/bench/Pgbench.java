package org.samling.server.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;

/**
 * The reference: pgbench does with one statement what the store does for an operation, on the same
 * PostgreSQL, as the same role, with row-level security on. Where there are several tenants, each
 * has a pgbench of its own with its part of the clients.
 */
final class Pgbench {

  private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

  /** More than this machine reaches: so many rows a second are set aside for a round. */
  private static final int ROWS_PER_SECOND = 12_000;

  private static final String ROLE = "samling_app";
  private static final String LOGIN = "bench";

  private final String program;
  private final Superuser superuser;
  private final Path directory;
  private final Secret password = new Secret(UUID.randomUUID().toString());

  /** Makes a login for pgbench, a member of the application's role, which it takes on. */
  private Pgbench(String program, Superuser superuser, Path directory) throws SQLException {
    this.program = program;
    this.superuser = superuser;
    this.directory = directory;
    superuser.execute(
        """
        drop role if exists %1$s;
        create role %1$s login password '%2$s' in role %3$s
        """
            .formatted(LOGIN, password.value(), ROLE));
  }

  /** Makes the reference, or says where it is to be had and gives null. */
  static @Nullable Pgbench make(Superuser superuser, Path directory, PrintWriter out)
      throws SQLException {
    var program = find();
    if (program.isEmpty()) {
      out.println(
          "There is no pgbench (Debian: apt-get install postgresql): no reference is measured.");
      return null;
    }
    return new Pgbench(program.get(), superuser, directory);
  }

  /** Finds pgbench on the path, or where Debian has it. */
  private static Optional<String> find() {
    var debian = Path.of("/usr/lib/postgresql");
    var versions = debian.toFile().list();
    var directories =
        Stream.of(versions == null ? new String[0] : versions)
            .map(version -> debian.resolve(version, "bin"))
            .toList();
    return Programs.find("pgbench", directories).map(Path::toString);
  }

  /**
   * One round: so many clients, for so long, on what the stocks have.
   *
   * @throws IllegalStateException when pgbench failed, or the rows did not last for the round
   */
  Round run(Operation operation, List<Stock> stocks, int clients, int seconds)
      throws IOException, InterruptedException, SQLException {
    var clientsOfEach = Math.max(1, clients / stocks.size());
    var stride = (long) ROWS_PER_SECOND * seconds / clientsOfEach / stocks.size();
    var feed = new PgbenchFeed(superuser, operation, stocks);
    feed.fill(ROLE, (int) (stride * clientsOfEach));
    superuser.execute("checkpoint");
    var before = written();
    var running = new ArrayList<Running>();
    for (var tenant = 0; tenant < stocks.size(); tenant++) {
      var id = stocks.get(tenant).tenant().value();
      var script = OneStatement.of(operation, id, PgbenchFeed.first(tenant), stride);
      running.add(start(script, id, clientsOfEach, seconds));
    }
    var perSecond = 0.0;
    var times = new ArrayList<long[]>();
    for (var one : running) {
      perSecond += one.untilDone();
      times.add(one.times());
    }
    feed.giveBack();
    var transactions = times.stream().mapToLong(t -> t.length).sum();
    if (operation != Operation.PATRON && written() - before < transactions) {
      throw new IllegalStateException(
          "pgbench wrote %d rows in %d transactions: they did not last for the round"
              .formatted(written() - before, transactions));
    }
    var round = Round.of(times, seconds);
    return new Round(perSecond, round.p50Millis(), round.p99Millis(), Double.NaN);
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
    var process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().put("PGPASSWORD", password.value());
    process
        .environment()
        .put(
            "PGOPTIONS",
            "-c role=%s -c search_path=samling -c samling.tenant=%s".formatted(ROLE, tenant));
    return new Running(process.start(), prefix);
  }

  /** A pgbench at work, which logs a line for each transaction in files of this prefix. */
  private record Running(Process process, Path prefix) {

    /** Waits for its end; transactions a second. */
    double untilDone() throws IOException, InterruptedException {
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var tps = TPS.matcher(output);
      if (process.waitFor() != 0 || !tps.find()) {
        throw new IllegalStateException("pgbench failed: " + output);
      }
      return Double.parseDouble(tps.group(1));
    }

    /** How long its transactions took, in nanoseconds; the logs are gone then. */
    long[] times() throws IOException {
      var directory = prefix.getParent();
      var times = new ArrayList<Long>();
      try (var logs = Files.newDirectoryStream(directory, prefix.getFileName() + ".*[0-9]")) {
        for (var log : logs) {
          for (var line : Files.readAllLines(log)) {
            times.add(1_000 * Long.parseLong(line.split(" ", 4)[2]));
          }
          Files.delete(log);
        }
      }
      return times.stream().mapToLong(Long::longValue).toArray();
    }
  }
}
