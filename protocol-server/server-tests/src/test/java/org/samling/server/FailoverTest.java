package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.ThousandLoans.fill;
import static org.samling.server.ThousandLoans.frame;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.cli.Samling;
import org.samling.core.catalogue.RecordKey;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.connection.DatabaseSettings;
import org.samling.postgres.embedded.ReplicatedPostgres;
import org.samling.postgres.embedded.TestCluster;
import org.samling.postgres.schema.Provisioning;
import org.samling.testing.Eventually;
import org.samling.testing.Kiosk;

/** A server whose database fails over, or is put back, beneath it. */
class FailoverTest {

  private static final Pattern FOUND = Pattern.compile("numberOfRecords>(\\d+)<");

  private final HttpClient client = HttpClient.newHttpClient();
  private ReplicatedPostgres servers;
  private Provisioning.Roles roles;
  private Path config;
  private OpenedServer server;

  @BeforeEach
  void start() throws Exception {
    servers = ReplicatedPostgres.start(1);
    var primary = servers.get(0);
    var prepared = TestCluster.prepare(primary.running(), primary.url(TestCluster.TEMPLATE));
    roles =
        new Provisioning.Roles(
            servers.url(TestCluster.TEMPLATE),
            prepared.owner(),
            prepared.ownerPassword(),
            prepared.application(),
            prepared.applicationPassword());
    config = ExternalDatabase.configuration(roles);
    Files.createDirectories(config.resolveSibling("library"));
    Files.copy(TestLibrary.keys(), config.resolveSibling("library/keys.properties"));
    Files.writeString(
        config,
        Files.readString(config)
            .replace(
                "http:\n  host: 127.0.0.1\n  port: 0",
                "http:\n  host: 127.0.0.1\n  port: " + freePort()));
    fill(config);
    server = new OpenedServer(config);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    client.close();
    servers.close();
    ServerProcess.delete(config);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void theIndexIsRightAfterALossyFailoverAndAPointInTimeRestoreAndTheOldPrimaryIsRefused()
      throws Exception {
    var old = servers.get(0);
    var promoted = servers.get(1);
    put(0, "before", 1);
    promoted.awaitReplayOf(old);
    promoted.stop();
    put(0, "lost", 20);
    untilFound("lost", 20);

    old.crash();
    promoted.start();
    promoted.promote();
    put(1, "after", 1);
    untilFound("lost", 0);
    untilFound("before", 1);
    untilFound("after", 1);

    old.start();
    try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
      assertThat(kiosk.ask(frame(1))).startsWith("121");
    }
    assertThat(old.text("select count(*) from samling.loan")).isEqualTo("0");
    untilDoctorSays("ok    index: records: 3, up to date");
    assertThat(run("doctor"))
        .contains(
            "fail  database: 127.0.0.1:%d is a primary (".formatted(old.port()),
            "timeline 1), and is refused",
            "ok    database: 127.0.0.1:%d is a primary (".formatted(promoted.port()));
    assertThat(run("check"))
        .contains("fail  database: 127.0.0.1:%d is a primary (".formatted(old.port()));
    old.crash();

    var backup = promoted.backUp();
    put(1, "lost", 20);
    untilFound("lost", 20);
    promoted.restore(backup);
    put(1, "restored", 30);
    untilFound("lost", 0);
    untilFound("after", 1);
    untilFound("restored", 30);
    untilDoctorSays("ok    index: records: 33, up to date");

    promoted.execute(
        "set session_replication_role = replica; delete from samling.local_record where title = 'restored 0'");
    assertThat(run("doctor"))
        .as("of which the index was not told")
        .contains("fail  index: records: 33, in the catalogue: 32");
  }

  /** An index that was just made has yet to look whether something came meanwhile. */
  private void untilDoctorSays(String finding) {
    Eventually.holds("doctor says " + finding, () -> run("doctor").contains(finding));
  }

  private String run(String command) {
    var said = new StringWriter();
    var _ = Samling.run(new PrintWriter(said), command, "--config", config.toString());
    return said.toString();
  }

  /** Puts records with a word of their own into the catalogue, one after another. */
  private void put(int into, String word, int count) {
    try (var store =
        new PostgresStore(
            DatabaseSettings.of(
                servers.get(into).url(TestCluster.TEMPLATE),
                roles.application(),
                roles.applicationPassword()),
            TestLibrary.keyring())) {
      var tenant = store.tenants().all().getFirst().id();
      for (var i = 0; i < count; i++) {
        store
            .catalogue()
            .putRecords(
                tenant, List.of(TestLibrary.record(new RecordKey("t", word + i), word + " " + i)));
      }
    }
  }

  private void untilFound(String word, int count) {
    Eventually.holds(
        "%d records have the word %s".formatted(count, word), () -> found(word) == count);
  }

  private int found(String word) {
    var uri =
        URI.create(
            "http://127.0.0.1:%d/sru/north?operation=searchRetrieve&version=1.2&maximumRecords=0&query=%s"
                .formatted(server.listeners.httpPort(), word));
    try {
      var reply = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
      var found = FOUND.matcher(reply);
      return found.find() ? Integer.parseInt(found.group(1)) : -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
