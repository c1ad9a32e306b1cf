package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.cli.Samling;
import org.samling.postgres.embedded.ReplicatedPostgres;
import org.samling.postgres.embedded.TestCluster;
import org.samling.postgres.schema.Provisioning;
import org.samling.testing.Eventually;

/** What {@code check} and {@code doctor} tell of a primary and its standby. */
class ReplicationCheckTest {

  private static final String WROTE =
      "create table if not exists public.filling (x text); insert into public.filling select repeat(md5(n::text), 60) from generate_series(1, 2000) n";

  private ReplicatedPostgres servers;
  private Path config;

  @BeforeEach
  void start() throws Exception {
    servers = ReplicatedPostgres.start(1);
    var primary = servers.get(0);
    var prepared = TestCluster.prepare(primary.running(), primary.url(TestCluster.TEMPLATE));
    config =
        ExternalDatabase.configuration(
            new Provisioning.Roles(
                servers.url(TestCluster.TEMPLATE),
                prepared.owner(),
                prepared.ownerPassword(),
                prepared.application(),
                prepared.applicationPassword()));
    // The standby first: it is for Samling to find the primary.
    Files.writeString(
        config,
        Files.readString(config)
            .replaceFirst(
                "url: .*",
                "hosts: [\"127.0.0.1:%d\", \"127.0.0.1:%d\"]"
                    .formatted(servers.get(1).port(), primary.port())));
    servers.get(1).awaitReplayOf(primary);
  }

  @AfterEach
  void stop() throws Exception {
    servers.close();
    ServerProcess.delete(config);
  }

  private String run(String command) {
    var said = new StringWriter();
    var _ = Samling.run(new PrintWriter(said), command, "--config", config.toString());
    return said.toString();
  }

  private void eventually(String finding) {
    Eventually.holds("doctor says " + finding, () -> run("doctor").contains(finding));
  }

  private void setPrimary(String parameter, String value) throws Exception {
    var primary = servers.get(0);
    primary.execute("alter system set %s = '%s'".formatted(parameter, value));
    primary.execute("select pg_reload_conf()");
    Eventually.holds(
        parameter + " is set",
        () -> {
          try {
            return primary.text("show " + parameter).equals(value);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void whomCommitsWaitForAndHowFarAStandbyIs() throws Exception {
    commitsWaitForNobodyOrForAStandby();
    aStandbyIsBehindOrIsSentNothingOrCanNotFollow();
  }

  private void commitsWaitForNobodyOrForAStandby() throws Exception {
    var primary = servers.get(0);
    var standby = servers.get(1);
    assertThat(run("migrate")).contains("up to date");
    for (var command : new String[] {"doctor", "check"}) {
      assertThat(run(command))
          .contains(
              "ok    database: PostgreSQL ",
              "ok    database: 127.0.0.1:%d is a primary (system ".formatted(primary.port()),
              "ok    replication: the primary sends its changes to standby1 (members of pg_monitor see more)",
              "ok    replication: commits wait only for the primary's disk (synchronous_commit on)")
          .containsPattern(
              "ok    database: 127.0.0.1:%d is a standby, [\\d,]+ bytes and "
                  .formatted(standby.port()));
    }

    setPrimary("synchronous_standby_names", "ANY 1 (standby1, \"standby2\")");
    assertThat(run("check"))
        .contains(
            "ok    replication: commits wait for ANY 1 (standby1, \"standby2\"), of which 1 answer, until it is on their disks");
    primary.execute(
        "grant pg_monitor to samling_app; alter role samling_app set synchronous_commit = remote_write");
    assertThat(run("doctor"))
        .contains(
            "sends its changes to standby1 (streaming, quorum, ",
            "of which 1 answer, until they have it in memory");
    primary.execute("alter role samling_app set synchronous_commit = local");
    assertThat(run("doctor"))
        .contains("warn  replication: commits should wait for ANY 1 ", "those of this role do not");
    primary.execute("alter role samling_app set synchronous_commit = off");
    assertThat(run("doctor"))
        .contains("fail  replication: commits do not even wait for the primary's disk");
    primary.execute("alter role samling_app reset synchronous_commit");

    standby.stop();
    eventually(
        "fail  replication: commits wait for ANY 1 (standby1, \"standby2\"), of which 0 answer, so nothing can be lent");
    assertThat(run("check"))
        .contains(
            "warn  database: 127.0.0.1:%d does not answer".formatted(standby.port()),
            "warn  replication: the primary sends its changes to no standby");
    setPrimary("synchronous_standby_names", "");
    standby.start();
  }

  private void aStandbyIsBehindOrIsSentNothingOrCanNotFollow() throws Exception {
    var primary = servers.get(0);
    var standby = servers.get(1);
    standby.execute("select pg_wal_replay_pause()");
    primary.execute(WROTE);
    assertThat(run("doctor"))
        .containsPattern(
            "ok    database: 127.0.0.1:%d is a standby, [\\d,]{6,} bytes and "
                .formatted(standby.port()));
    standby.execute("select pg_wal_replay_resume()");

    var backup = primary.backUp();
    primary.execute(WROTE);
    standby.awaitReplayOf(primary);
    standby.execute("alter system set primary_conninfo = 'host=127.0.0.1 port=1'");
    standby.execute("select pg_reload_conf()");
    primary.execute(WROTE);
    eventually(" s behind, which receives changes from no server");

    primary.restore(backup);
    assertThat(run("doctor"))
        .contains(
            "fail  database: 127.0.0.1:%d is a standby that has diverged from the primary"
                .formatted(standby.port()));
  }
}
