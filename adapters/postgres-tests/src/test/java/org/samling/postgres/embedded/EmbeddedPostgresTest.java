package org.samling.postgres.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.samling.postgres.embedded.EmbeddedPostgres.Settings;

class EmbeddedPostgresTest {

  private static Path base = Path.of("");

  /** One cluster for the class, because creating one takes seconds. */
  private static Path directory = Path.of("");

  private final List<EmbeddedPostgres> started = new ArrayList<>();

  @BeforeAll
  static void findDirectory() throws IOException {
    base = TestPostgres.base();
    directory = fresh("embedded");
  }

  @AfterEach
  void stopServers() {
    started.forEach(EmbeddedPostgres::close);
  }

  @Test
  void firstStartMakesADurableDanishCluster() throws Exception {
    Path own = fresh("first");
    EmbeddedPostgres server = start(new Settings(own, 0, Map.of(), TestPostgres.binaries(base)));

    assertThat(show(server, "fsync")).isEqualTo("on");
    assertThat(show(server, "synchronous_commit")).isEqualTo("on");
    assertThat(show(server, "full_page_writes")).isEqualTo("on");
    assertThat(show(server, "data_checksums")).isEqualTo("on");
    assertThat(show(server, "listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(show(server, "server_encoding")).isEqualTo("UTF8");
    assertThat(show(server, "server_version") + ".0").isEqualTo(Binaries.VERSION);
    assertThat(
            query(
                server,
                """
                select string_agg(word, ' ' order by word)
                from unnest(array['Øst', 'Åse', 'aben', 'Ærø', 'Zorro', 'Aase', 'Abe']) as word
                """))
        .isEqualTo("Abe aben Zorro Ærø Øst Åse Aase");
    assertThat(Files.getPosixFilePermissions(own.resolve("superuser-password")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(own.resolve("log/postgresql.log")).isNotEmptyFile();
  }

  @Test
  void loginWithoutThePasswordIsRefused() {
    EmbeddedPostgres server = start(settings(0));

    assertThat(server.superuser().toString()).doesNotContain(server.superuser().password());
    assertThatThrownBy(
            () -> DriverManager.getConnection(server.url("postgres"), "postgres", "guess"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void rowsAreThereAfterARestart() throws Exception {
    EmbeddedPostgres first = start(settings(0));
    execute(first, "create table restarted as select generate_series(1, 1000) as id");
    long pid = first.pid().orElseThrow();
    first.close();
    assertEnded(pid);

    EmbeddedPostgres second = start(settings(0));

    assertThat(query(second, "select count(*) from restarted")).isEqualTo("1000");
    assertThat(second.superuser()).isEqualTo(first.superuser());
  }

  @Test
  void serverOfAHaltedJvmIsStoppedAndItsRowsAreKept() throws Exception {
    String said = runHaltingServer();
    assertThat(said).startsWith("started ");
    long orphan = Long.parseLong(said.substring("started ".length()));
    assertThat(ProcessHandle.of(orphan)).isPresent();

    EmbeddedPostgres server = start(settings(0));

    assertEnded(orphan);
    assertThat(query(server, "select answer from halted")).isEqualTo("42");
  }

  @Test
  void noCommittedRowIsLostWhenTheServerIsKilled() throws Exception {
    EmbeddedPostgres killed = start(settings(0));
    execute(killed, "create table survivor (id int)");
    for (int id = 1; id <= 200; id++) {
      execute(killed, "insert into survivor values (" + id + ")");
    }
    try (Connection connection = connect(killed)) {
      int backend = connection.unwrap(PGConnection.class).getBackendPID();
      signal("STOP", backend);
      signal("KILL", killed.pid().orElseThrow());
      killed.close();
      // A child that still holds the shared memory makes the first attempts fail.
      Thread.ofVirtual()
          .start(() -> {
            awaitLog("pre-existing shared memory block");
            ProcessHandle.of(backend).orElseThrow().destroyForcibly();
          });
    }

    EmbeddedPostgres server = start(settings(0));

    assertThat(query(server, "select count(*) from survivor")).isEqualTo("200");
    assertThat(directory.resolve("log/postgresql.log"))
        .content()
        .contains("pre-existing shared memory block");
  }

  /** Waits until the server's log has a text, for 20 seconds at most. */
  private void awaitLog(String text) {
    try {
      for (int attempt = 0; attempt < 400; attempt++) {
        if (Files.readString(directory.resolve("log/postgresql.log")).contains(text)) {
          return;
        }
        Thread.sleep(50);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void secondInstanceIsRefusedWithThePidOfTheFirst() throws Exception {
    start(settings(0));
    String self = "in use by process " + ProcessHandle.current().pid() + ".";

    assertThatThrownBy(() -> start(settings(0)))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining(self)
        .hasMessageContaining("--data");
    assertThat(runHaltingServer()).startsWith("refused").contains(self);
  }

  @Test
  void whereAServerTakesConnectionsIsToldWhileItDoes() {
    assertThat(EmbeddedPostgres.runningUrl(directory, "postgres")).isEmpty();
    var server = start(settings(0));
    assertThat(EmbeddedPostgres.runningUrl(directory, "postgres")).contains(server.url("postgres"));
    server.close();
    assertThat(EmbeddedPostgres.runningUrl(directory, "postgres")).isEmpty();
  }

  @Test
  void dataOfAnotherMajorVersionAreRefused() throws Exception {
    Path old = fresh("old");
    Files.createDirectories(old.resolve("data"));
    Files.writeString(old.resolve("data/PG_VERSION"), "17\n");

    assertThatThrownBy(() -> start(new Settings(old, 0, Map.of(), TestPostgres.binaries(base))))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("made by PostgreSQL 17")
        .hasMessageContaining("Dump it with version 17");
  }

  @Test
  void portOfAnotherProgramIsRefused() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThatThrownBy(() -> start(settings(taken.getLocalPort())))
          .isInstanceOf(EmbeddedPostgresException.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + " on 127.0.0.1 is used");
    }
  }

  @Test
  void pidFileThatNamesAnotherProgramDoesNotPreventAStart() throws Exception {
    EmbeddedPostgres crashed = start(settings(0));
    Path pidFile = directory.resolve("data/postmaster.pid");
    String recorded = Files.readString(pidFile);
    String pid = Long.toString(crashed.pid().orElseThrow());
    crashed.close();
    ServerUser user = ServerUser.find(Binaries.unpack(TestPostgres.binaries(base)), directory);
    List<String> sleep = new ArrayList<>(user.prefix());
    sleep.addAll(List.of("sleep", "60"));
    Process other = new ProcessBuilder(sleep).start();
    try {
      Files.writeString(pidFile, recorded.replaceFirst(pid, Long.toString(other.pid())));
      user.own(pidFile);

      assertThat(show(start(settings(0)), "server_version")).startsWith(Binaries.MAJOR_VERSION);
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void parametersWinOverTheDefaults() throws Exception {
    Map<String, String> parameters = Map.of("shared_buffers", "32MB", "search_path", "\"it's\"");
    EmbeddedPostgres server =
        start(new Settings(directory, 0, parameters, TestPostgres.binaries(base)));

    assertThat(show(server, "shared_buffers")).isEqualTo("32MB");
    assertThat(show(server, "search_path")).isEqualTo("\"it's\"");
    assertThat(show(server, "max_connections")).isEqualTo("60");
  }

  @Test
  void parameterThatPostgresqlDoesNotKnowIsNamed() {
    Map<String, String> parameters = Map.of("share_buffers", "32MB");

    assertThatThrownBy(
            () -> start(new Settings(directory, 0, parameters, TestPostgres.binaries(base))))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("unrecognized configuration parameter \"share_buffers\"");
  }

  @Test
  void parametersThatWouldBreakTheLauncherAreRefused() {
    assertThatThrownBy(() -> new Settings(directory, 0, Map.of("Port", "1")))
        .hasMessageContaining("Port is set by Samling itself");
    assertThatThrownBy(() -> new Settings(directory, 0, Map.of("work_mem", "1MB'\nfsync=off")))
        .hasMessageContaining("\"work_mem\"");
    assertThatThrownBy(() -> new Settings(directory, 65536, Map.of()))
        .hasMessageContaining("not 65536");
  }

  @Test
  void serverHasASessionOfItsOwnSoThatCtrlCDoesNotReachIt() throws Exception {
    long pid = start(settings(0)).pid().orElseThrow();

    // proc(5): pid (comm) state ppid pgrp session
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    assertThat(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3])
        .isEqualTo(Long.toString(pid));
  }

  @Test
  void serverIsStoppedAtOnceWhoeverStartedIt() throws Exception {
    long pid = start(settings(0)).pid().orElseThrow();

    EmbeddedPostgres.stopAtOnce(settings(0));

    assertEnded(pid);
    assertThatCode(() -> EmbeddedPostgres.stopAtOnce(settings(0))).doesNotThrowAnyException();
  }

  @Test
  void serverIsStoppedAlsoByAThreadThatWasInterrupted() throws Exception {
    EmbeddedPostgres server = start(settings(0));
    long pid = server.pid().orElseThrow();

    Thread.currentThread().interrupt();
    server.close();

    assertThat(Thread.interrupted()).isTrue();
    assertEnded(pid);
    assertThat(directory.resolve("data/postmaster.pid")).doesNotExist();
  }

  @Test
  void rootMayKeepItsDataWhereNoOtherUserCanReach() throws Exception {
    assumeTrue(ServerUser.isRoot());
    assumeTrue(new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0);
    Path closed = fresh("closed");
    Files.createDirectories(closed);
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    var settings = new Settings(closed.resolve("pg"), 0, Map.of(), TestPostgres.binaries(base));

    EmbeddedPostgres first = start(settings);
    execute(first, "create table hidden as select 7 as id");
    first.close();

    assertThat(query(start(settings), "select id from hidden")).isEqualTo("7");
  }

  private EmbeddedPostgres start(Settings settings) {
    EmbeddedPostgres server = EmbeddedPostgres.start(settings);
    started.add(server);
    return server;
  }

  private static Settings settings(int port) {
    return new Settings(directory, port, Map.of(), TestPostgres.binaries(base));
  }

  private static Path fresh(String name) throws IOException {
    Path path = base.resolve(name);
    Binaries.delete(path);
    return path;
  }

  private static String runHaltingServer() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HaltingServer.class.getName(),
                directory.toString(),
                TestPostgres.binaries(base).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return output.strip();
  }

  /** A process that nobody has waited for yet still has its number, but no command line. */
  private static void assertEnded(long pid) throws Exception {
    Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
    Instant limit = Instant.now().plusSeconds(5);
    while (Files.exists(commandLine) && !Files.readString(commandLine).isEmpty()) {
      assertThat(Instant.now()).isBefore(limit);
      Thread.sleep(10);
    }
  }

  private static void signal(String name, long pid) throws Exception {
    var kill = List.of("sh", "-c", "kill -" + name + " " + pid);
    assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
  }

  private static String show(EmbeddedPostgres server, String parameter) throws SQLException {
    return query(server, "show " + parameter);
  }

  private static String query(EmbeddedPostgres server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(EmbeddedPostgres server) throws SQLException {
    var superuser = server.superuser();
    return DriverManager.getConnection(
        server.url("postgres"), superuser.user(), superuser.password());
  }
}
