package org.samling.postgres.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server that this JVM starts and stops; nothing has to be installed. It listens on
 * 127.0.0.1 only and is durable: what was committed is there after a crash of the JVM, of the
 * server or of the machine.
 *
 * <pre>
 *   directory/postgresql/18.6.0/   the programs, unpacked at the first start
 *   directory/data/                the cluster: UTF8, ICU locale da-DK, checksums
 *   directory/log/                 postgresql.log, and postgresql.1.log before it
 *   directory/socket/              the Unix socket, where the path is short enough for one
 *   directory/superuser-password   readable by the server's user and root only
 *   directory/lock                 held by the JVM, names its pid
 * </pre>
 *
 * <p>When the JVM is asked to end (SIGINT, SIGTERM), whatever it is at, the server is stopped, or
 * its start is cut short, as a step of {@link ShutdownSequence}; nobody has to see to that. A
 * server that a killed JVM (SIGKILL) left behind is stopped by the next start on its directory.
 * Safe for use by many threads.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  /** The directory of the programs, unless {@link Settings} name another. */
  private static final String BINARIES = "postgresql";

  /** Children of a killed server hold its shared memory for a moment. */
  private static final int ATTEMPTS = 20;

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);

  /** Recovery after a crash reads up to max_wal_size of log. */
  private static final int START_SECONDS = 900;

  /** The length of sun_path in unix(7), less the final zero and the name of the socket. */
  private static final int LONGEST_SOCKET_DIRECTORY = 107 - "/.s.PGSQL.65535".length();

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("checkpoint_timeout", "15min"),
          Map.entry("max_wal_size", "4GB"),
          Map.entry("shared_buffers", "256MB"),
          Map.entry("max_connections", "60"),
          Map.entry("wal_level", "replica"),
          Map.entry("cluster_name", "samling"),
          Map.entry("log_line_prefix", "%m [%p] %q%u@%d "),
          // The details of an error contain values of rows, which may be about a patron.
          Map.entry("log_error_verbosity", "terse"));

  /** Parameters that {@link #start} relies on. */
  private static final Set<String> RESERVED =
      Set.of(
          "port",
          "listen_addresses",
          "unix_socket_directories",
          "logging_collector",
          "log_destination",
          "lc_messages",
          "data_directory",
          "external_pid_file");

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

  /**
   * Where and how to run.
   *
   * @param directory holds everything of this server; made when missing
   * @param port the TCP port on 127.0.0.1, 1-65535, or 0 for any free one
   * @param parameters server parameters as in {@code postgresql.conf}; they win over Samling's
   *     defaults, the durable ones included
   * @param binaries where the programs are unpacked to; several servers may share it
   */
  public record Settings(Path directory, int port, Map<String, String> parameters, Path binaries) {

    public Settings {
      if (port < 0 || port > 65535) {
        throw new EmbeddedPostgresException(
            "The port of the embedded PostgreSQL must be 1-65535, or 0 for any free one, not "
                + port
                + ".");
      }
      directory = directory.toAbsolutePath().normalize();
      binaries = binaries.toAbsolutePath().normalize();
      Map<String, String> checked = new LinkedHashMap<>();
      parameters.forEach((name, value) -> checked.put(checkedName(name, value), value));
      parameters = Map.copyOf(checked);
    }

    /** With the programs in {@link #programs}. */
    public Settings(Path directory, int port, Map<String, String> parameters) {
      this(directory, port, parameters, programs(directory));
    }

    private static String checkedName(String name, String value) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (RESERVED.contains(lower)) {
        throw new EmbeddedPostgresException(
            "The PostgreSQL parameter " + name + " is set by Samling itself: leave it out.");
      }
      if (!lower.matches("[a-z_][a-z0-9_.]{0,62}") || value.matches("(?s).*\\p{Cntrl}.*")) {
        throw new EmbeddedPostgresException(
            "The PostgreSQL parameter \""
                + name
                + "\" is not a parameter's name, or its value has control characters.");
      }
      return lower;
    }
  }

  /** A database login. */
  public record Credentials(String user, String password) {
    @Override
    public String toString() {
      return "Credentials[user=" + user + ", password=***]";
    }
  }

  private final Path directory;
  private final DirectoryLock lock;
  private final Cluster cluster;
  private final ServerLog log;
  private final Credentials superuser;
  private final int port;
  private final ShutdownSequence.Step step;
  private final Thread logBound;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedPostgres(
      Path directory,
      DirectoryLock lock,
      Cluster cluster,
      ServerLog log,
      int port,
      ShutdownSequence.Step step)
      throws IOException {
    this.directory = directory;
    this.lock = lock;
    this.cluster = cluster;
    this.log = log;
    this.port = port;
    this.step = step;
    this.superuser = new Credentials(Cluster.SUPERUSER, cluster.password());
    this.logBound = log.keepBounded();
  }

  /**
   * Starts the server and returns when it takes connections. The first start on a directory takes
   * some seconds, later ones a fraction of one, unless much must be recovered after a crash.
   *
   * @throws EmbeddedPostgresException when another process has the directory, the port is taken,
   *     the data are of another major version, or PostgreSQL does not run here
   */
  public static EmbeddedPostgres start(Settings settings) {
    Instant begin = Instant.now();
    try {
      Path directory = Files.createDirectories(settings.directory()).toRealPath();
      DirectoryLock lock = DirectoryLock.take(directory);
      try {
        EmbeddedPostgres server = startLocked(directory, lock, settings);
        LOG.info(
            "PostgreSQL {} is ready on {}:{} after {} ms",
            Binaries.VERSION,
            HOST,
            server.port,
            Duration.between(begin, Instant.now()).toMillis());
        return server;
      } catch (IOException | RuntimeException | Error e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "The embedded PostgreSQL in " + settings.directory() + " could not be started: " + e, e);
    }
  }

  /**
   * Where the server that another process has started in a directory accepts connections; empty
   * where no process holds the directory.
   *
   * @param directory as in {@link Settings}
   * @param database the name of a database
   * @return its JDBC URL, without credentials
   * @throws EmbeddedPostgresException when the directory is held and its server accepts no
   *     connections at present
   */
  public static Optional<String> runningUrl(Path directory, String database) {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try {
      Path real = directory.toRealPath();
      if (!DirectoryLock.isHeld(real)) {
        return Optional.empty();
      }
      var port = Cluster.recordedPort(real);
      if (port.isEmpty()) {
        throw new EmbeddedPostgresException(
            "The PostgreSQL in " + real + " is just being started or stopped. Try again.");
      }
      return Optional.of(url(port.getAsInt(), database));
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "The process that uses " + directory + " can't be determined: " + e, e);
    }
  }

  /**
   * The superuser of a directory's server, whichever process runs it.
   *
   * @param directory as in {@link Settings}
   * @throws EmbeddedPostgresException when its password can't be read
   */
  public static Credentials superuser(Path directory) {
    var file = superuserPassword(directory);
    try {
      return new Credentials(Cluster.SUPERUSER, Files.readString(file).strip());
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          file + " can't be read: run this as the server's user, or as root.", e);
    }
  }

  /** The file with the superuser's password. */
  public static Path superuserPassword(Path directory) {
    return directory.resolve(Cluster.PASSWORD);
  }

  /** The directory that its programs are unpacked to, unless {@link Settings} name another. */
  public static Path programs(Path directory) {
    return directory.resolve(BINARIES);
  }

  /** The data directory of the server itself. */
  public static Path data(Path directory) {
    return directory.resolve(Cluster.DATA);
  }

  /** The major version of PostgreSQL, which a data directory is bound to. */
  public static String majorVersion() {
    return Binaries.MAJOR_VERSION;
  }

  private static EmbeddedPostgres startLocked(Path directory, DirectoryLock lock, Settings settings)
      throws IOException {
    Path binaries = Binaries.unpack(settings.binaries()).toRealPath();
    ServerUser user = ServerUser.find(binaries, directory);
    Cluster cluster = new Cluster(directory, binaries, user);
    var step = ShutdownSequence.add("PostgreSQL in " + directory, cluster::end);
    try {
      return start(directory, lock, cluster, user, settings, step);
    } catch (IOException | RuntimeException | Error e) {
      cluster.end();
      step.close();
      throw e;
    }
  }

  private static EmbeddedPostgres start(
      Path directory,
      DirectoryLock lock,
      Cluster cluster,
      ServerUser user,
      Settings settings,
      ShutdownSequence.Step step)
      throws IOException {
    stopLeftOver(cluster);
    cluster.prepare();
    user.own(cluster.data());
    Path logs = directory.resolve("log");
    user.createOwnDirectory(logs);
    ServerLog log = new ServerLog(logs.resolve("postgresql.log"));
    log.bound();
    Path sockets = directory.resolve("socket");
    Binaries.delete(sockets);
    user.createOwnDirectory(sockets);
    if (cluster.recordedPid().isPresent()) {
      LOG.info("PostgreSQL was not shut down; recovery may take minutes: {}", log.file());
      cluster.disownPid();
    }
    int port = startServer(cluster, log, settings, sockets);
    return new EmbeddedPostgres(directory, lock, cluster, log, port, step);
  }

  /** Stops the server that a killed JVM left: the caller holds the lock, so nobody else owns it. */
  private static void stopLeftOver(Cluster cluster) throws IOException {
    OptionalLong pid = cluster.runningPid();
    if (pid.isPresent()) {
      LOG.info("Stopping the PostgreSQL server {} that an earlier run left", pid.getAsLong());
      cluster.stop();
      if (cluster.runningPid().isPresent()) {
        throw new EmbeddedPostgresException(
            "The PostgreSQL server with pid "
                + pid.getAsLong()
                + " that an earlier run left in "
                + cluster.data()
                + " does not stop. Stop it with: kill -INT "
                + pid.getAsLong());
      }
    }
  }

  private static int startServer(Cluster cluster, ServerLog log, Settings settings, Path sockets)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = settings.port() == 0 ? freePort() : settings.port();
      cluster.configure(parameters(settings, port, sockets));
      long before = log.size();
      ServerUser.Result result = cluster.start(START_SECONDS, log.file());
      if (result.successful()) {
        return port;
      }
      String output = log.since(before);
      boolean portTaken = output.contains("Address already in use");
      boolean stillHeld = output.contains("shared memory block");
      if (portTaken && settings.port() != 0) {
        throw new EmbeddedPostgresException(
            "Port "
                + port
                + " on "
                + HOST
                + " is used by another program (ss -ltnp shows which). Stop that program, or set"
                + " another port for the embedded database, 0 for any free one.");
      }
      if (!(portTaken || stillHeld) || attempt == ATTEMPTS) {
        cluster.stop();
        throw new EmbeddedPostgresException(
            "PostgreSQL did not start. Its log "
                + log.file()
                + " says:\n"
                + (output.isEmpty() ? result.output() : output));
      }
      pause();
    }
  }

  private static Map<String, String> parameters(Settings settings, int port, Path sockets) {
    Map<String, String> parameters = new LinkedHashMap<>(DEFAULTS);
    parameters.putAll(settings.parameters());
    String path = sockets.toString();
    boolean socket =
        path.getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_DIRECTORY
            && !path.contains(",")
            && !path.contains("\"");
    parameters.put("unix_socket_directories", socket ? path : "");
    parameters.put("listen_addresses", HOST);
    parameters.put("port", Integer.toString(port));
    parameters.put("logging_collector", "off");
    parameters.put("log_destination", "stderr");
    // startServer reads the server's messages.
    parameters.put("lc_messages", "C");
    return parameters;
  }

  /** Another program may take the port before PostgreSQL does; then the start is tried again. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
      return socket.getLocalPort();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_ATTEMPTS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("Interrupted while PostgreSQL started.", e);
    }
  }

  /**
   * Stops the server of a directory at once, whoever started it: clients are cut off and nothing is
   * written, so the next start would have to recover. For directories that are about to be deleted.
   * Does nothing where no server runs.
   *
   * @throws EmbeddedPostgresException when the server can't be stopped
   */
  public static void stopAtOnce(Settings settings) {
    try {
      Path directory = settings.directory().toRealPath();
      Path binaries = settings.binaries().resolve(Binaries.VERSION);
      if (!Files.isDirectory(binaries)) {
        return;
      }
      Path real = binaries.toRealPath();
      Cluster cluster = new Cluster(directory, real, ServerUser.find(real, directory));
      cluster.stop(Cluster.Shutdown.IMMEDIATE, null);
      if (cluster.runningPid().isPresent()) {
        throw new EmbeddedPostgresException("PostgreSQL in " + directory + " did not stop.");
      }
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "PostgreSQL in " + settings.directory() + " could not be stopped: " + e, e);
    }
  }

  /** The TCP port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The directory of {@link Settings}, as a real path. */
  public Path directory() {
    return directory;
  }

  /** The superuser's login, for the first steps of migrations and for operators. */
  public Credentials superuser() {
    return superuser;
  }

  /** The JDBC URL of a database of this server, without credentials. */
  public String url(String database) {
    return url(port, database);
  }

  private static String url(int port, String database) {
    return "jdbc:postgresql://" + HOST + ":" + port + "/" + database;
  }

  /** The pid of the server, if it is alive. */
  OptionalLong pid() throws IOException {
    return cluster.runningPid();
  }

  /** Stops the server (open transactions are rolled back) and waits for its end. */
  @Override
  public void close() {
    end(() -> {
      if (cluster.runningPid().isEmpty() && !ShutdownSequence.hasBegun()) {
        LOG.warn("PostgreSQL had already ended; its log is {}", log.file());
      }
      cluster.stop();
    });
  }

  /** Stops the server at once, like a power failure: the next start has to recover. */
  void crash() {
    end(() -> {
      if (!cluster.stop(Cluster.Shutdown.IMMEDIATE, null)) {
        LOG.warn("PostgreSQL in {} does not stop", directory);
      }
    });
  }

  /** Makes a standby the primary, and waits for that. */
  void promote() {
    cluster.promote();
  }

  private interface Ending {
    void run() throws IOException;
  }

  private void end(Ending ending) {
    if (closed.getAndSet(true)) {
      return;
    }
    logBound.interrupt();
    boolean interrupted = Thread.interrupted(); // which would cut this short
    try {
      ending.run();
    } catch (IOException e) {
      LOG.warn("PostgreSQL in {} could not be stopped: {}", directory, e.toString());
    } finally {
      step.close();
      try {
        lock.close();
      } catch (IOException e) {
        LOG.warn("The lock of {} could not be released: {}", directory, e.toString());
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
