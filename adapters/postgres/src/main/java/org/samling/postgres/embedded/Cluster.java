package org.samling.postgres.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one database cluster: {@code data}, its configuration and the superuser's password.
 */
final class Cluster {

  static final String SUPERUSER = "postgres";

  private static final String CONFIGURATION = "samling.conf";

  static final String DATA = "data";
  static final String PASSWORD = "superuser-password";

  private static final String PID_FILE = "postmaster.pid";

  /** Above Linux's largest process number, 2^22. */
  private static final String NOBODYS_PID = Integer.toString(Integer.MAX_VALUE);

  private static final Duration TO_STOP = Duration.ofMinutes(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  private final Path binaries;
  private final Path data;
  private final Path passwordFile;
  private final Path pidFile;
  private final ServerUser user;

  /** The program last started, to make the cluster or to start the server. */
  private @Nullable Process running;

  /** Held by whoever stops the server; others wait until that is done. */
  private final Object stopping = new Object();

  Cluster(Path directory, Path binaries, ServerUser user) {
    this.binaries = binaries;
    this.data = directory.resolve(DATA);
    this.passwordFile = directory.resolve(PASSWORD);
    this.pidFile = data.resolve(PID_FILE);
    this.user = user;
  }

  Path data() {
    return data;
  }

  /** Creates the cluster where there is none; one of another major version is refused. */
  void prepare() throws IOException {
    if (!Files.exists(data)) {
      create();
    }
    Path versionFile = data.resolve("PG_VERSION");
    if (!Files.exists(versionFile)) {
      throw new EmbeddedPostgresException(
          data
              + " is not a PostgreSQL data directory: it has no file PG_VERSION. Move it away, or"
              + " choose another directory with --data.");
    }
    String version = Files.readString(versionFile).strip();
    String own = Binaries.majorVersion(binaries);
    if (!version.equals(own)) {
      throw new EmbeddedPostgresException(
          data
              + " was made by PostgreSQL "
              + version
              + " and can't be opened by PostgreSQL "
              + own
              + ". Dump it with version "
              + version
              + " and restore it into a new directory (--data).");
    }
    if (!Files.exists(passwordFile)) {
      throw new EmbeddedPostgresException(
          "The password of the database superuser is missing: "
              + passwordFile
              + ". Restore that file from a backup.");
    }
  }

  private void create() throws IOException {
    LOG.info("Creating a PostgreSQL cluster in {}; this takes some seconds", data);
    Path partial = data.resolveSibling("data.partial");
    Binaries.delete(partial);
    user.createOwnDirectory(partial);
    writePassword();
    ServerUser.Result result =
        runUnlessEnding(
            partial,
            List.of(
                program("initdb"),
                "--pgdata=" + partial,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth-host=scram-sha-256",
                "--auth-local=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=icu",
                "--icu-locale=da-DK",
                "--data-checksums",
                "--no-instructions"));
    if (!result.successful()) {
      throw new EmbeddedPostgresException(
          "PostgreSQL could not create a cluster in " + partial + ":\n" + result.output());
    }
    Files.writeString(
        partial.resolve("postgresql.conf"),
        "\ninclude '" + CONFIGURATION + "'\n",
        StandardOpenOption.APPEND);
    Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private void writePassword() throws IOException {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Files.deleteIfExists(passwordFile);
    Files.createFile(
        passwordFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel file = FileChannel.open(passwordFile, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap((password + "\n").getBytes(UTF_8)));
      file.force(true);
    }
    user.own(passwordFile);
  }

  String password() throws IOException {
    return Files.readString(passwordFile).strip();
  }

  /** Writes the parameters of the next start; they win over {@code postgresql.conf}. */
  void configure(Map<String, String> parameters) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# Written by Samling at each start: change parameters in Samling's configuration.");
    parameters.forEach((name, value) ->
        lines.add(name + " = '" + value.replace("\\", "\\\\").replace("'", "''") + "'"));
    Path file = data.resolve(CONFIGURATION);
    Files.write(file, lines);
    user.own(file);
  }

  /**
   * Starts the server and waits until it takes connections.
   *
   * @param seconds how long to wait
   * @param log the file that the server appends its messages to
   */
  ServerUser.Result start(int seconds, Path log) throws IOException {
    return runUnlessEnding(
        data,
        List.of(
            program("pg_ctl"),
            "start",
            "-D",
            data.toString(),
            "-w",
            "-t",
            Integer.toString(seconds),
            "-l",
            log.toString()));
  }

  /** Makes the server, which is a standby, the primary, and waits for that. */
  void promote() {
    try {
      var result =
          user.run(
              Path.of("/"), List.of(program("pg_ctl"), "promote", "-w", "-D", data.toString()));
      if (!result.successful()) {
        throw new EmbeddedPostgresException(data + " was not promoted: " + result.output());
      }
    } catch (IOException e) {
      throw new EmbeddedPostgresException(data + " was not promoted: " + e, e);
    }
  }

  /**
   * Runs a program that {@link #end} cuts short. Once the JVM is ending this does not return:
   * nothing more is started, and no failure is reported for what was cut short.
   */
  private ServerUser.Result runUnlessEnding(Path workingDirectory, List<String> words)
      throws IOException {
    Process process = begin(workingDirectory, words);
    if (process == null) {
      throw ShutdownSequence.awaitEnd();
    }
    ServerUser.Result result = ServerUser.finish(process);
    if (ShutdownSequence.hasBegun()) {
      throw ShutdownSequence.awaitEnd();
    }
    return result;
  }

  private synchronized @Nullable Process begin(Path workingDirectory, List<String> words)
      throws IOException {
    if (ShutdownSequence.hasBegun()) {
      return null;
    }
    running = user.start(workingDirectory, words);
    return running;
  }

  private synchronized @Nullable Process running() {
    return running;
  }

  /**
   * Ends whatever is running, because a start has failed or the JVM is ending: a cluster that is
   * being made is left half-made, a server that is starting or running is shut down. Does nothing
   * where neither is the case.
   */
  void end() {
    boolean interrupted = Thread.interrupted(); // which would cut this short
    Process cutShort = running();
    try {
      if (cutShort != null && !Files.exists(data)) {
        // initdb cleans up after its current statement. The next start deletes what is left.
        cutShort.destroy();
      }
      stop(cutShort);
    } catch (IOException e) {
      LOG.warn("PostgreSQL in {} could not be stopped: {}", data, e.toString());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Disconnects clients and shuts down cleanly; where that hangs, at once, to recover later. */
  void stop() throws IOException {
    stop(null);
  }

  private void stop(@Nullable Process starting) throws IOException {
    synchronized (stopping) {
      if (isAlive(starting) || !servers().isEmpty()) {
        if (stop(Shutdown.FAST, starting) || stop(Shutdown.IMMEDIATE, starting)) {
          LOG.info("PostgreSQL is stopped");
        } else {
          LOG.warn("PostgreSQL in {} does not stop", data);
        }
      }
    }
  }

  private static boolean isAlive(@Nullable Process process) {
    return process != null && process.isAlive();
  }

  /** How a server shuts down; pg_ctl(1) explains them. */
  enum Shutdown {
    FAST("INT"),
    IMMEDIATE("QUIT");

    private final String signal;

    Shutdown(String signal) {
      this.signal = signal;
    }
  }

  /**
   * Shuts the server down. This method waits for it, and not {@code pg_ctl}, which a second signal
   * might end.
   *
   * @param starting a program that may still start a server, which is then shut down likewise
   * @return false where it has not ended within a minute
   */
  boolean stop(Shutdown how, @Nullable Process starting) throws IOException {
    Set<Long> signalled = new HashSet<>();
    Instant limit = Instant.now().plus(TO_STOP);
    while (Instant.now().isBefore(limit)) {
      // First asks whether it is still running: what it started until then is seen below.
      boolean goesOn = isAlive(starting);
      Set<Long> servers = servers();
      if (!goesOn && servers.isEmpty()) {
        return true;
      }
      for (long server : servers) {
        if (signalled.add(server)) {
          signal(how, server);
        }
      }
      pause();
    }
    return false;
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("Interrupted while PostgreSQL stopped.", e);
    }
  }

  private void signal(Shutdown how, long pid) throws IOException {
    ServerUser.Result result =
        user.run(Path.of("/"), List.of(program("pg_ctl"), "kill", how.signal, Long.toString(pid)));
    if (!result.successful() && isServer(pid)) {
      LOG.warn("The request to stop PostgreSQL failed: {}", result.output());
    }
  }

  /**
   * The processes that are this cluster's server, or will become it. The server's file names it
   * only once it is working; before that its command line does.
   */
  private Set<Long> servers() throws IOException {
    Set<Long> found = new HashSet<>();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (isStarted(command(process))) {
          found.add(Long.parseLong(process.getFileName().toString()));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    // A child forked just now looks like its server, but takes other signals.
    Set<Long> servers = new HashSet<>(found);
    servers.removeIf(pid -> isChild(pid, found));
    runningPid().ifPresent(servers::add);
    return servers;
  }

  private static boolean isChild(long pid, Set<Long> of) {
    return ProcessHandle.of(pid)
        .flatMap(ProcessHandle::parent)
        .filter(parent -> of.contains(parent.pid()))
        .isPresent();
  }

  /** True for {@code postgres -D data}, and for the shell in which pg_ctl runs it. */
  private boolean isStarted(List<String> command) {
    if (command.getFirst().endsWith("postgres")) {
      return command.contains(data.toString());
    }
    // A shell, "-c", and what is after the last word.
    return command.size() == 4
        && command.get(2).startsWith("exec \"" + program("postgres") + "\"")
        && command.get(2).contains(" -D \"" + data + "\" ");
  }

  /** The words of a process's command line and an empty one; only the empty one if it has ended. */
  private static List<String> command(Path process) {
    try {
      byte[] words = Files.readAllBytes(process.resolve("cmdline"));
      return List.of(new String(words, UTF_8).split("\0", -1));
    } catch (IOException _) {
      return List.of("");
    }
  }

  private String program(String name) {
    return binaries.resolve("bin").resolve(name).toString();
  }

  /** The process that {@code postmaster.pid} names, whether or not it is alive. */
  OptionalLong recordedPid() throws IOException {
    try (var lines = Files.lines(pidFile)) {
      return lines
          .limit(1)
          .map(String::strip)
          .filter(line -> line.matches("-?\\d{1,10}"))
          // A server in single-user mode writes its number negated.
          .mapToLong(line -> Math.abs(Long.parseLong(line)))
          .findFirst();
    } catch (NoSuchFileException _) {
      return OptionalLong.empty();
    }
  }

  /**
   * The port of the server that was started in a directory, as the server recorded it (the file's
   * fourth line); empty unless it also says, in the eighth, that it accepts connections.
   */
  static OptionalInt recordedPort(Path directory) throws IOException {
    try {
      var lines = Files.readAllLines(directory.resolve(DATA).resolve(PID_FILE));
      return lines.size() >= 8 && lines.get(7).strip().equals("ready")
          ? OptionalInt.of(Integer.parseInt(lines.get(3).strip()))
          : OptionalInt.empty();
    } catch (NoSuchFileException _) {
      return OptionalInt.empty();
    }
  }

  /** The live server on this data directory, where there is one. */
  OptionalLong runningPid() throws IOException {
    OptionalLong recorded = recordedPid();
    return recorded.isPresent() && isServer(recorded.getAsLong()) ? recorded : OptionalLong.empty();
  }

  private boolean isServer(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      List<String> command = List.of(Files.readString(process.resolve("cmdline")).split("\0"));
      return command.getFirst().endsWith("postgres")
          && (command.contains(data.toString()) || worksIn(process));
    } catch (NoSuchFileException _) {
      return false;
    } catch (FileSystemException e) {
      // The process ended while we read.
      if (ProcessHandle.of(pid).isPresent()) {
        throw e;
      }
      return false;
    }
  }

  /** True also when the directory was renamed under the server; needs rights on the process. */
  private boolean worksIn(Path process) {
    try {
      return Files.isSameFile(process.resolve("cwd"), data);
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * PostgreSQL refuses to start while a process with the number in {@code postmaster.pid} lives,
   * even if that number went to another program after a crash. So the number is replaced; the rest
   * stays, for PostgreSQL uses it to find out whether children of the old server still write.
   */
  void disownPid() throws IOException {
    OptionalLong recorded = recordedPid();
    if (recorded.isPresent() && ProcessHandle.of(recorded.getAsLong()).isPresent()) {
      List<String> lines = Files.readAllLines(pidFile);
      lines.set(0, NOBODYS_PID);
      Files.write(pidFile, lines);
    }
  }
}
