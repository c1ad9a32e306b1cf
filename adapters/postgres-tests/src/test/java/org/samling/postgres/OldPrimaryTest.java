package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.samling.postgres.TestLibrary.checkout;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.StoreException;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.CatalogueFeed.Position;
import org.samling.postgres.checkup.DatabaseServers;
import org.samling.postgres.connection.DatabaseSettings;
import org.samling.postgres.embedded.ReplicatedPostgres;
import org.samling.postgres.embedded.TestCluster;
import org.samling.postgres.schema.Provisioning;
import org.samling.testing.TcpProxy;

/** What nodes do after a standby was promoted, and the old primary is there again. */
class OldPrimaryTest {

  private static final String CONNECTIONS =
      "select pid from pg_stat_activity where application_name = 'samling'";

  @TempDir private Path directory;

  private static ReplicatedPostgres servers;
  private static Provisioning.Roles roles;
  private static TenantId north;

  /**
   * Server 0 is the old primary and takes changes again, and server 1 its former standby, which
   * never got the loan of item 1.
   */
  @BeforeAll
  static void failOver() throws Exception {
    servers = ReplicatedPostgres.start(1);
    var primary = servers.get(0);
    var standby = servers.get(1);
    roles = TestCluster.prepare(primary.running(), primary.url(TestCluster.TEMPLATE));
    try (var node = node(null, primary.url(TestCluster.TEMPLATE))) {
      north = TestTenant.put(node, "north");
      standby.awaitReplayOf(primary);
      standby.stop();
      assertThat(lend(node, "A", "1")).isInstanceOf(CheckoutOutcome.Granted.class);
    }
    primary.crash();
    standby.start();
    standby.promote();
    primary.start();
  }

  @AfterAll
  static void close() {
    servers.close();
  }

  private static PostgresStore node(@Nullable Path own, String url) {
    return new PostgresStore(
        DatabaseSettings.of(url, roles.application(), roles.applicationPassword()),
        TestLibrary.keyring(),
        own);
  }

  private static String url(int server) {
    return servers.get(server).url(TestCluster.TEMPLATE);
  }

  private static CheckoutOutcome lend(PostgresStore node, String patron, String item) {
    return node.submit(checkout(north, patron, item)).join();
  }

  private static String loans(int server, String item) throws SQLException {
    return servers
        .get(server)
        .text(
            "select count(*) from samling.loan l join samling.item i on i.id = l.item_id where i.barcode = '%s'"
                .formatted(item));
  }

  @Test
  void aNodeThatKnowsTheNewPrimaryRefusesTheOldOneAlsoAfterARestart() throws Exception {
    var own = directory.resolve("a");
    try (var node = node(own, url(1))) {
      assertThat(lend(node, "B", "2")).isInstanceOf(CheckoutOutcome.Granted.class);
    }
    assertThat(own.resolve("database-seen")).content().contains("timeline=2");
    assertThat(servers.get(1).text("select timeline from samling.database_line"))
        .as("the store remembers it, too")
        .isEqualTo("2");
    try (var node = node(own, url(0))) {
      var loan = node.submit(checkout(north, "B", "2"));
      assertThatThrownBy(() -> node.tenants().all())
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("127.0.0.1:%d is refused".formatted(servers.get(0).port()))
          .hasMessageContaining("is an old primary (timeline 1")
          .hasMessageContaining("worked with its successor (timeline 2")
          .hasMessageContaining("samling accept-database");
      assertThat(loan).failsWithin(Duration.ofMinutes(1));
    }
    assertThat(loans(0, "2")).isEqualTo("0");
  }

  @Test
  void aPlaceInTheFeedOfTheOldOneIsNoneInThatOfTheNewOne() {
    try (var before = node(null, url(0));
        var after = node(null, url(1))) {
      var end = before.catalogueFeed().end();
      var other = after.catalogueFeed().end();
      assertThat(end.origin()).isNotEqualTo(other.origin());
      assertThat(new Position(end.origin(), 0, end.record()).whyLost(other))
          .as("also where no transaction tells")
          .contains("before a standby took over");
    }
  }

  @Test
  void aPlaceBeforeWhatTheNewOneIsKnownToHaveIsOneInItsFeed() {
    try (var before = node(null, url(0));
        var after = node(null, url(1))) {
      var end = before.catalogueFeed().end();
      var feed = after.catalogueFeed();
      var known = new Position(end.origin(), 0, end.record());
      assertThat(feed.continued(known))
          .contains(new Position(feed.end().origin(), 0, end.record()));
      assertThat(feed.continued(end)).as("of which no moment tells").isEmpty();
      assertThat(feed.continued(new Position("another", 0, end.record()))).isEmpty();
    }
  }

  @Test
  void whereBothAreNamedTheNewOneIsTakenAlsoByANodeThatKnowsNeither() throws Exception {
    var both = servers.url(TestCluster.TEMPLATE);
    try (var node = node(null, both)) {
      assertThat(lend(node, "A", "3")).isInstanceOf(CheckoutOutcome.Granted.class);
    }
    assertThat(loans(0, "3")).isEqualTo("0");
    assertThat(loans(1, "3")).isEqualTo("1");
    assertThat(DatabaseServers.look(both, roles.application(), roles.applicationPassword(), null))
        .extracting(DatabaseServers.Server::role, one -> one.objection() == null)
        .containsExactly(
            tuple(DatabaseServers.Role.PRIMARY, false), tuple(DatabaseServers.Role.PRIMARY, true));
  }

  @Test
  void aNodeThatIsConnectedToTheOldOneLeavesItOnceItMeetsTheNewOne() throws Exception {
    var old = servers.get(0);
    try (var proxy = TcpProxy.before(old.port());
        var node =
            node(
                null,
                "jdbc:postgresql://127.0.0.1:%d/%s"
                    .formatted(proxy.port(), TestCluster.TEMPLATE))) {
      assertThat(lend(node, "B", "4")).isInstanceOf(CheckoutOutcome.Granted.class);
      proxy.redirect(servers.get(1).port());
      old.execute("select pg_terminate_backend(pid) from (%s limit 1) c".formatted(CONNECTIONS));
      untilConnectedToTheNewOneOnly(old, servers.get(1), node);
      assertThat(lend(node, "B", "5")).isInstanceOf(CheckoutOutcome.Granted.class);
    }
    assertThat(loans(1, "5")).isEqualTo("1");
  }

  /** Has the node use its connections, so that it has to make new ones. */
  private static void untilConnectedToTheNewOneOnly(
      ReplicatedPostgres.Server old, ReplicatedPostgres.Server next, PostgresStore node)
      throws Exception {
    var enough = new AtomicBoolean();
    var users =
        IntStream.range(0, 8)
            .mapToObj(_ ->
                Thread.ofVirtual()
                    .start(() -> {
                      while (!enough.get()) {
                        node.isReady();
                      }
                    }))
            .toList();
    try {
      var end = Instant.now().plusSeconds(60);
      // None at the new one: a connection to the old one may be on its way.
      while (connections(next).equals("0") || !connections(old).equals("0")) {
        assertThat(Instant.now()).as("waited in vain").isBefore(end);
        Thread.sleep(10);
      }
    } finally {
      enough.set(true);
      for (var user : users) {
        user.join();
      }
    }
  }

  private static String connections(ReplicatedPostgres.Server server) throws Exception {
    return server.text("select count(*) from (%s) c".formatted(CONNECTIONS));
  }
}
