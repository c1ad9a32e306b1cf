package org.samling.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.samling.testing.TcpProxy;

class TcpProxyTest {

  private static final int PATIENCE_SECONDS = 1;

  private static Connection through(TcpProxy proxy) throws SQLException {
    var superuser = TestPostgres.server().superuser();
    var connection =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:%d/postgres?connectTimeout=%d"
                .formatted(proxy.port(), PATIENCE_SECONDS),
            superuser.user(),
            superuser.password());
    connection.setNetworkTimeout(Runnable::run, PATIENCE_SECONDS * 1000);
    return connection;
  }

  private static void ask(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("select 1");
    }
  }

  @Test
  void connectionsPassHangAndEndAsTheyAreTold() throws Exception {
    try (var proxy = TcpProxy.before(TestPostgres.server().port());
        var first = through(proxy)) {
      proxy.delay(Duration.ofMillis(20));
      ask(first);
      proxy.swallow();
      assertThatThrownBy(() -> ask(first)).hasRootCauseMessage("Read timed out");
      proxy.pass();
      try (var second = through(proxy)) {
        ask(second);
        proxy.cut();
        assertThatThrownBy(() -> ask(second))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
      }
      assertThatThrownBy(() -> through(proxy).close()).isInstanceOf(SQLException.class);
      proxy.pass();
      try (var third = through(proxy)) {
        ask(third);
      }
    }
  }
}
