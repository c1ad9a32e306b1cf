package org.samling.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Secret;
import org.samling.postgres.schema.Migrations;
import org.samling.postgres.schema.Provisioning;

class ReplicatedPostgresTest {

  private static final String COUNT = "select count(*) from samling.tenant";

  private static String tenant(int number) {
    return """
    insert into samling.tenant (id, code, name, time_zone, currency)
    values (%1$d, 't%1$d', 'T', 'Europe/Copenhagen', 'DKK')
    """
        .formatted(number);
  }

  @Test
  void theOwnerFindsThePrimaryBehindAStandbyThatIsNamedFirst() throws Exception {
    try (var servers = ReplicatedPostgres.start(1)) {
      var primary = servers.get(0);
      var standby = servers.get(1);
      primary.execute("create role mover login password 'word'");
      primary.execute("grant set on parameter backtrace_functions to mover");
      primary.execute("create database moved owner mover");
      standby.awaitReplayOf(primary);
      var url =
          "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/moved"
              .formatted(standby.port(), primary.port());

      Migrations.run(url, "mover", new Secret("word"), Provisioning.APPLICATION);

      var state = Migrations.state(url, "mover", new Secret("word"));
      assertThat(state.current()).isEqualTo(state.newest()).isPositive();
    }
  }

  @Test
  void aPromotedStandbyHasWhatItReplayedAndTheOldPrimaryComesBackBesideIt() throws Exception {
    try (var servers = ReplicatedPostgres.start(1)) {
      var primary = servers.get(0);
      var standby = servers.get(1);
      primary.execute(tenant(1));
      standby.awaitReplayOf(primary);
      assertThat(standby.text(COUNT)).isEqualTo("1");
      assertThatThrownBy(() -> standby.execute(tenant(2)))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("read-only");

      standby.stop();
      primary.execute(tenant(2));
      primary.crash();
      standby.start();
      standby.promote();
      standby.execute(tenant(3));
      assertThat(standby.text(COUNT)).as("without what it never got").isEqualTo("2");

      primary.start();
      assertThat(primary.text(COUNT)).as("the old primary knows nothing of it").isEqualTo("2");
      primary.execute(tenant(4));
    }
  }
}
