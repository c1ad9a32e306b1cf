package org.samling.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom commits wait for, as PostgreSQL reads synchronous_standby_names. */
class ReplicationTest {

  private static Replication replication(String awaited, Replication.Standby... standbys) {
    return new Replication("on", awaited, List.of(standbys));
  }

  private static Replication.Standby standby(String name, @Nullable String state) {
    return new Replication.Standby(name, state, null, null, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; 0; 0",
        "*; 1; 3",
        "A; 1; 1",
        "b, \"walreceiver\"; 1; 1",
        "2 (a, b, c); 2; 2",
        "first 2 (a, x); 2; 1",
        "ANY 1(\"c-1\", a); 1; 2",
        "FIRST 1 (x); 1; 0"
      })
  void namesAreCountedOrStandAlone(String awaited, int needed, int answering) {
    var replication =
        replication(
            awaited,
            Stream.of("a", "b", "c-1")
                .map(name -> standby(name, null))
                .toArray(Replication.Standby[]::new));
    assertThat(replication.needed()).isEqualTo(needed);
    assertThat(replication.answering()).isEqualTo(answering);
  }

  @Test
  void whoCatchesUpStillDoesNotAnswerYet() {
    assertThat(replication("*", standby("a", "catchup"), standby("b", "streaming")).answering())
        .isOne();
  }
}
