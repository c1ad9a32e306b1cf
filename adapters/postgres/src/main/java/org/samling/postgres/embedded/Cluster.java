package org.samling.postgres.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
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

  /** Above the largest process number of Linux, 2^22. */
  private static final String NOBODYS_PID = Integer.toString(Integer.MAX_VALUE);

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  private final Path binaries;
  private final Path data;
  private final Path passwordFile;
  private final Path pidFile;
  private final ServerUser user;

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
    if (!version.equals(Binaries.MAJOR_VERSION)) {
      throw new EmbeddedPostgresException(
          data
              + " was made by PostgreSQL "
              + version
              + " and can't be opened by PostgreSQL "
              + Binaries.MAJOR_VERSION
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
        user.run(
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
   * Runs {@code pg_ctl} on this cluster and waits until the server has started or stopped.
   *
   * @param seconds how long to wait
   */
  ServerUser.Result control(String action, int seconds, String... options) throws IOException {
    List<String> words = new ArrayList<>();
    words.addAll(List.of(program("pg_ctl"), action, "-D", data.toString(), "-w"));
    words.addAll(List.of("-t", Integer.toString(seconds)));
    words.addAll(List.of(options));
    return user.run(data, words);
  }

  private String program(String name) {
    return binaries.resolve("bin").resolve(name).toString();
  }

  /** The process that {@code postmaster.pid} names, whether it lives or not. */
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
   * The port of the server that was started in a directory, as it says itself (the file's fourth
   * line); nothing unless it says, in the eighth, that it takes connections.
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
   * stays, for by it PostgreSQL finds out whether children of the old server still write.
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
