package org.samling.bench.nation;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.bench.library.BenchServer;
import org.samling.bench.library.BenchTenants;
import org.samling.bench.library.LoanLedger;
import org.samling.bench.library.ServedLibrary;
import org.samling.bench.measure.ProcessTrees;
import org.samling.bench.measure.StartedResources;
import org.samling.bench.measure.Superuser;
import org.samling.exchange.generate.LibraryGenerator;
import org.samling.library.config.Configuration;
import org.samling.postgres.embedded.EmbeddedPostgres;
import org.samling.postgres.embedded.ReplicatedServer;

/**
 * A nation's library: its primary with a standby, and the nodes before them, each a process of its
 * own on this machine.
 *
 * <p>Used by one thread at a time.
 */
final class NationServers implements AutoCloseable {

  private static final String DATABASE = "samling";
  private static final String STANDBY = "standby1";

  private static final String STREAMING =
      "select count(*) from pg_stat_replication where state = 'streaming'";

  private static final Duration TO_STREAM = Duration.ofMinutes(2);
  private static final int PAUSE_MILLIS = 50;

  /** Those of two nodes, and some for the bench. */
  private static final String CONNECTIONS = "200";

  /** What PostgreSQL keeps in its own memory, each: what is read from the system's is copied. */
  private static final String BUFFERS = "2GB";

  private static final String CONFIGURATION =
      """
      store: {url: "jdbc:postgresql://%s/%s", user: %s, password: "%s"}
      keys: "%s"
      index: {directory: index}
      sip2: {port: 0, idle-timeout: 24h, max-connections: 50000}
      z3950: {port: 0}
      http: {port: 0}
      """;

  private final Path directory;
  private final StartedResources started = new StartedResources();
  private final ReplicatedServer primary;
  private final @Nullable ReplicatedServer standby;
  private final List<ServedLibrary> nodes = new ArrayList<>();
  private ReplicatedServer current;

  /**
   * A library that was made.
   *
   * @param database how its application reaches its database
   * @param tenants its tenants, the largest first
   */
  record Made(Configuration.External database, List<NationTenant> tenants) {

    private static Made of(BenchServer server) throws SQLException {
      if (!(server.configuration().store().database() instanceof Configuration.External external)) {
        throw new IllegalStateException("a bench opens its embedded database as an external one");
      }
      var tenants = new ArrayList<NationTenant>();
      for (var stock : BenchTenants.of(server)) {
        tenants.add(
            new NationTenant(
                LibraryGenerator.kiosk(stock.tenant().value()),
                stock,
                LoanLedger.of(server.superuser(), stock.tenant())));
      }
      return new Made(external, List.copyOf(tenants));
    }
  }

  /**
   * Makes the library of a plan.
   *
   * @param directory an empty directory, but for an empty cluster that may be in {@code library}
   */
  static Made make(Path directory, NationPlan plan) throws IOException, SQLException {
    return ServedLibrary.make(
        ServedLibrary.configuration(directory), plan.sizes(), _ -> {}, Made::of);
  }

  /**
   * Starts the database and its standby, and then the nodes.
   *
   * @param directory the directory that the library was made in
   */
  NationServers(Path directory, Made made, NationPlan plan)
      throws IOException, SQLException, InterruptedException {
    this.directory = directory;
    var home = directory.resolve("library");
    var binaries = EmbeddedPostgres.programs(home);
    var ofBoth = Map.of("max_connections", CONNECTIONS, "shared_buffers", BUFFERS);
    var ofPrimary = new HashMap<>(ofBoth);
    if (plan.standby() == NationPlan.Standby.SYNC) {
      ofPrimary.put("synchronous_standby_names", STANDBY);
    }
    primary = started.add(new ReplicatedServer(home, binaries, "primary", ofPrimary));
    current = primary;
    standby =
        plan.standby() == NationPlan.Standby.NONE
            ? null
            : started.add(
                new ReplicatedServer(directory.resolve("standby"), binaries, STANDBY, ofBoth));
    try {
      primary.start();
      if (standby != null) {
        standby.follow(primary);
        awaitStreaming(superuser());
      }
      for (var number = 1; number <= plan.nodes(); number++) {
        nodes.add(started.add(serve(number, made.database())));
      }
    } catch (IOException | SQLException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Waits until the standby receives what the primary writes. */
  private static void awaitStreaming(Superuser primary) throws SQLException, InterruptedException {
    var end = System.nanoTime() + TO_STREAM.toNanos();
    while (primary.number(STREAMING) == 0) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("the standby does not follow its primary");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private ServedLibrary serve(int number, Configuration.External database)
      throws IOException, InterruptedException {
    var node = Files.createDirectory(directory.resolve("node" + number));
    copy(directory.resolve("index"), node.resolve("index"));
    var addresses =
        databases().map(server -> "127.0.0.1:" + server.port()).collect(Collectors.joining(","));
    var file =
        Files.writeString(
            node.resolve("samling.yaml"),
            CONFIGURATION.formatted(
                addresses,
                DATABASE,
                database.user(),
                database.password().value(),
                directory.resolve("library/keys.properties")));
    return ServedLibrary.start(node, file);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path one, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectory(to.resolve(from.relativize(one)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path one, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(one, to.resolve(from.relativize(one)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private Stream<ReplicatedServer> databases() {
    return standby == null ? Stream.of(primary) : Stream.of(primary, standby);
  }

  List<ServedLibrary> nodes() {
    return List.copyOf(nodes);
  }

  /** On how many disks the database is. */
  int copies() {
    return (int) databases().count();
  }

  /** The processes of all nodes. */
  ProcessTrees serverProcesses() {
    return new ProcessTrees(nodes.stream().map(node -> node.process().pid()).toList());
  }

  /** The processes of each PostgreSQL server that runs now. */
  List<ProcessTrees> storeProcesses() throws IOException {
    var processes = new ArrayList<ProcessTrees>();
    for (var server : databases().toList()) {
      processes.add(ProcessTrees.ofPostgres(server.directory()));
    }
    return processes;
  }

  /** Runs statements on the present primary. */
  Superuser superuser() {
    return new Superuser(current.superuser(), current.url(DATABASE));
  }

  /** Kills the primary, like a power failure. */
  void kill() {
    primary.crash();
  }

  /** Promotes the standby; where there is none, starts the primary again. */
  void replace() throws IOException, SQLException, InterruptedException {
    if (standby == null) {
      primary.start();
    } else {
      standby.promote();
      current = standby;
    }
  }

  @Override
  public void close() {
    started.close();
  }
}
