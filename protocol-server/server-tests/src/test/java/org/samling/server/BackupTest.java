package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.ThousandLoans.CHECKOUTS;
import static org.samling.server.ThousandLoans.barcode;
import static org.samling.server.ThousandLoans.fill;
import static org.samling.server.ThousandLoans.frame;
import static org.samling.server.ThousandLoans.loans;
import static org.samling.testing.OpenPgpKeys.privateKey;
import static org.samling.testing.OpenPgpKeys.publicKey;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.samling.cli.Samling;
import org.samling.postgres.embedded.TestCluster;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.testing.Kiosk;
import org.samling.testing.LongRun;
import org.samling.testing.TestDirectories;

/** Backups that are made while loans are, and libraries that are restored from them. */
class BackupTest {

  private static final String PROGRAMS = "postgresql";

  private static String run(int code, Path config, String... words) {
    var all = new ArrayList<>(Arrays.asList(words));
    all.addAll(1, List.of("--config", config.toString()));
    var said = new StringWriter();
    assertThat(Samling.run(new PrintWriter(said), all.toArray(String[]::new)))
        .as(said.toString())
        .isEqualTo(code);
    return said.toString();
  }

  /** A place for a library, with nothing but PostgreSQL's programs. */
  private static Path emptyPlace() throws IOException {
    var config = ServerProcess.emptyConfiguration();
    TestPostgres.putPrograms(config.resolveSibling("library"));
    return config;
  }

  /** Brings the keys of one library to the place of another's. */
  private static void bringKeys(Path from, Path to) throws IOException {
    var place = to.resolveSibling("library").resolve("keys.properties");
    Files.createDirectories(place.getParent());
    Files.copy(
        from.resolveSibling("library").resolve("keys.properties"),
        place,
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static String search(int port) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var uri =
          URI.create(
              "http://127.0.0.1:%d/sru/north?operation=searchRetrieve&version=1.2&query=%%C3%%86r%%C3%%B8"
                  .formatted(port));
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  @Test
  void aBackupThatIsMadeWhileKiosksLendHasEveryLoanFromBeforeItAndServes() throws Exception {
    var config = ServerProcess.configuration();
    fill(config);
    var backup = config.resolveSibling("library.backup");
    Set<String> before;
    var lent = ConcurrentHashMap.<String>newKeySet();
    try (var server = new OpenedServer(config)) {
      var enough = new AtomicBoolean();
      var kiosks = lend(server.listeners.sip2Port(), lent, enough);
      while (lent.size() < CHECKOUTS / 10) {
        Thread.sleep(5);
      }
      before = Set.copyOf(lent);
      assertThat(run(0, config, "backup", backup.toString()))
          .contains("log from", "does not include the keys (", "keys.properties)");
      enough.set(true);
      for (var kiosk : kiosks) {
        kiosk.join();
      }
      assertThat(lent).as("loans were made meanwhile").hasSizeGreaterThan(before.size());
      try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
        assertThat(kiosk.ask("9900802.00")).as("the server goes on").startsWith("98Y");
      }
    }

    var other = emptyPlace();
    var cut = copy(backup, "cut.backup");
    try (var file = new RandomAccessFile(cut.toFile(), "rw")) {
      file.setLength(Files.size(backup) / 2);
    }
    assertThat(run(1, other, "restore", cut.toString()))
        .as("its heading tells, before the rest is read")
        .contains("contains no keys");
    assertThat(run(1, other, "restore", backup.toString())).contains("contains no keys");
    assertThat(other.resolveSibling("library").toFile().list())
        .as("what was refused leaves nothing")
        .containsExactly(PROGRAMS);
    bringKeys(config, other);
    assertThat(run(0, other, "restore", backup.toString()))
        .contains("is restored", "tenants: 1", "records in the index: 1");
    assertThat(run(1, other, "restore", backup.toString())).contains("nothing is overwritten");

    try (var restored = new OpenedServer(other)) {
      var port = restored.listeners.sip2Port();
      var there = loans(port);
      assertThat(there).containsAll(before).doesNotHaveDuplicates();
      assertThat(lent).containsAll(there);
      assertThat(search(restored.listeners.httpPort())).contains("<zs:numberOfRecords>1</");
      var again = ConcurrentHashMap.<String>newKeySet();
      for (var kiosk : lend(port, again, new AtomicBoolean())) {
        kiosk.join();
      }
      assertThat(again).hasSize(CHECKOUTS);
      assertThat(loans(port)).hasSize(CHECKOUTS).doesNotHaveDuplicates();
    }
    ServerProcess.delete(config);
    ServerProcess.delete(other);
  }

  private static List<Thread> lend(int port, Set<String> lent, AtomicBoolean enough) {
    var kiosks = new ArrayList<Thread>();
    for (var k = 0; k < 4; k++) {
      var first = k;
      kiosks.add(
          Thread.ofVirtual()
              .start(() -> {
                try (var kiosk = new Kiosk(port).login()) {
                  for (var i = first; i < CHECKOUTS && !enough.get(); i += 4) {
                    // Once more where the answer took too long: the loan may have been made.
                    if (kiosk.ask(frame(i)).startsWith("121")
                        || kiosk.ask(frame(i)).startsWith("121")) {
                      lent.add(barcode(i));
                    }
                  }
                }
              }));
    }
    return kiosks;
  }

  @Test
  void whatIsDamagedCutOffOrNoBackupIsRefusedAndLeavesNothing() throws Exception {
    var config = ServerProcess.configuration();
    fill(config);
    var whole = config.resolveSibling("whole.backup");
    run(0, config, "backup", "--with-keys", whole.toString());
    assertThat(run(1, config, "backup", whole.toString())).contains("exists already");
    assertThat(run(0, config, "restore", "--check", whole.toString())).contains("is complete");

    var other = emptyPlace();
    var size = Files.size(whole);
    for (var length : some(0, size / 2, size - 4)) {
      var cut = copy(whole, "cut.backup");
      try (var file = new RandomAccessFile(cut.toFile(), "rw")) {
        file.setLength(length);
      }
      assertThat(run(1, other, "restore", cut.toString()))
          .containsPattern("not a backup|is incomplete|damaged");
    }
    for (var at : some(size / 3, size - 6)) {
      var damaged = copy(whole, "damaged.backup");
      try (var file = new RandomAccessFile(damaged.toFile(), "rw")) {
        // One bit alone can be the distance to the same zeros, and then nothing is damaged.
        var bytes = new byte[(int) Math.min(64, size - at)];
        file.seek(at);
        file.readFully(bytes);
        for (var i = 0; i < bytes.length; i++) {
          bytes[i] ^= 0x5A;
        }
        file.seek(at);
        file.write(bytes);
      }
      assertThat(run(1, other, "restore", damaged.toString()))
          .containsPattern("not a whole|damaged|was changed");
    }
    var strange = config.resolveSibling("strange.backup");
    Files.writeString(strange, "no backup at all");
    assertThat(run(1, other, "restore", strange.toString()))
        .contains("is not a backup made by Samling");
    assertThat(other.resolveSibling("library").toFile().list()).containsExactly(PROGRAMS);

    assertThat(run(0, other, "restore", whole.toString())).contains("records in the index: 1");
    assertThat(other.resolveSibling("library").resolve("keys.properties"))
        .as("the keys came along")
        .hasSameBinaryContentAs(config.resolveSibling("library").resolve("keys.properties"));
    ServerProcess.delete(config);
    ServerProcess.delete(other);
  }

  /** The first, and in a long run all: each is a whole backup to read. */
  private static long[] some(long... all) {
    return Arrays.copyOf(all, LongRun.times(1, all.length));
  }

  private static Path copy(Path file, String name) throws IOException {
    return Files.copy(file, file.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void theRowsOfAnEmbeddedLibraryGoEncryptedIntoADatabaseOfOnesOwnAndBack() throws Exception {
    var config = ServerProcess.configuration();
    var anne = privateKey(config.resolveSibling("."), "anne", null);
    var bent = privateKey(config.resolveSibling("."), "bent", "open sesame");
    var carl = privateKey(config.resolveSibling("."), "carl", null);
    Files.writeString(
        config,
        "\nbackup:\n  recipients: [\"%s\"]\n".formatted(publicKey(anne)),
        StandardOpenOption.APPEND);
    fill(config);
    var backup = config.resolveSibling("rows.backup");
    List<String> lent;
    try (var server = new OpenedServer(config)) {
      var port = server.listeners.sip2Port();
      try (var kiosk = new Kiosk(port).login()) {
        for (var i = 0; i < 50; i++) {
          assertThat(kiosk.ask(frame(i))).startsWith("121");
        }
      }
      lent = loans(port);
      assertThat(
              run(
                  0,
                  config,
                  "backup",
                  "--rows",
                  "--recipient",
                  publicKey(bent).toString(),
                  backup.toString()))
          .contains("rows in", "is encrypted for: anne@example.org (", "; bent@example.org (");
    }

    var url = TestPostgres.newDatabase();
    var external = ExternalDatabase.configuration(url);
    bringKeys(config, external);
    assertThat(run(1, external, "restore", backup.toString()))
        .contains("is encrypted for the keys");
    assertThat(run(1, external, "restore", "--key", carl.toString(), backup.toString()))
        .contains("has none of these");
    assertThat(run(1, external, "restore", "--key", bent.toString(), backup.toString()))
        .contains("is protected by a passphrase");
    assertThat(run(0, external, "restore", "--check", "--key", anne.toString(), backup.toString()))
        .contains("is complete");
    var passphrase = Files.writeString(bent.resolveSibling("passphrase"), "open sesame\n");
    var restore =
        new String[] {
          "restore",
          "--key",
          bent.toString(),
          "--passphrase-file",
          passphrase.toString(),
          backup.toString()
        };
    assertThat(run(0, external, restore))
        .contains("is restored", "tenants: 1", "records in the index: 1");
    assertThat(run(1, external, restore)).contains("holds a library already");
    assertThat(shape(url)).isEqualTo(shape(TestPostgres.copyDatabase(TestCluster.TEMPLATE)));
    var again = TestDirectories.temporary().resolve("again.backup");
    try (var other = new OpenedServer(external)) {
      var port = other.listeners.sip2Port();
      assertThat(loans(port)).containsExactlyInAnyOrderElementsOf(lent);
      assertThat(search(other.listeners.httpPort())).contains("<zs:numberOfRecords>1</");
      try (var kiosk = new Kiosk(port).login()) {
        assertThat(kiosk.ask(frame(1))).as("what was answered is known").startsWith("121");
        assertThat(kiosk.ask(frame(60))).startsWith("121");
      }
      run(0, external, "backup", again.toString());
    }

    if (LongRun.IS_LONG) {
      var back = emptyPlace();
      bringKeys(config, back);
      run(0, back, "restore", again.toString());
      try (var last = new OpenedServer(back)) {
        assertThat(loans(last.listeners.sip2Port()))
            .hasSize(51)
            .containsAll(lent)
            .contains(barcode(60));
      }
      ServerProcess.delete(back);
    }
    ServerProcess.delete(external);
    TestDirectories.delete(Objects.requireNonNull(again.getParent()));
    ServerProcess.delete(config);
  }

  /** The fences, foreign keys and triggers of a database. */
  private static List<String> shape(String url) throws SQLException {
    var shape = new ArrayList<String>();
    var superuser = TestPostgres.server().superuser();
    try (var connection = DriverManager.getConnection(url, superuser.user(), superuser.password());
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select 'fence ' || c.oid::regclass || ' ' || c.relrowsecurity || ' ' || c.relforcerowsecurity as line
                from pg_class c where c.relnamespace in ('samling'::regnamespace, 'samling_person'::regnamespace)
                  and c.relkind in ('r', 'p') and not c.relispartition
                union all
                select 'key ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated
                from pg_constraint where contype = 'f' and conparentid = 0
                union all
                select 'trigger ' || tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger
                where not tgisinternal and tgparentid = 0
                order by line
                """)) {
      while (rows.next()) {
        shape.add(rows.getString(1));
      }
    }
    return shape;
  }
}
