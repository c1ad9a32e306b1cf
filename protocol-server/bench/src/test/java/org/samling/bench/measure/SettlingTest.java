package org.samling.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettlingTest {

  private static final long SECOND = 1_000_000_000;

  /** Servers that were read once a second, and used as much in each. */
  private static Settling read(int times, double coreSecondsEach) {
    var settling = new Settling();
    for (var i = 0; i < times; i++) {
      settling.add(i * SECOND, 100 + i * coreSecondsEach);
    }
    return settling;
  }

  @Test
  void serversAreAtRestWhenHardlyAnythingWasUsedForAQuarterOfAMinute() {
    assertThat(read(15, 0.001).isAtRest()).as("too early to tell").isFalse();
    assertThat(read(16, 0.08).isAtRest()).isTrue();
    assertThat(read(16, 0.12).isAtRest()).isFalse();
  }

  @Test
  void whatWasUsedBeforeThatDoesNotCount() {
    var settling = read(60, 2);
    for (var i = 0; i < 15; i++) {
      assertThat(settling.isAtRest()).isFalse();
      settling.add((60 + i) * SECOND, 218);
    }
    assertThat(settling.isAtRest()).isTrue();
  }

  @Test
  void withoutAWaitNothingIsSaid() throws InterruptedException {
    List<String> said = new ArrayList<>();
    assertThat(Settling.await(new ProcessTrees(List.of()), Duration.ZERO, said::add)).isNull();
    assertThat(said).isEmpty();
  }

  @Test
  void theWaitEndsBeforeTheServersAreAtRest() throws InterruptedException {
    List<String> said = new ArrayList<>();
    assertThat(Settling.await(new ProcessTrees(List.of()), Duration.ofMillis(1), said::add))
        .isNull();
    assertThat(said).hasSize(2).last().isEqualTo("They are still at work.");
  }
}
