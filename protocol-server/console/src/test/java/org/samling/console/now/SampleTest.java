package org.samling.console.now;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.samling.console.now.Sample.Counts;

/** Shares of what was counted in buckets. */
class SampleTest {

  private static Counts counted(long answers, Map<Double, Long> buckets) {
    return new Counts(answers, 0, new TreeMap<>(buckets));
  }

  @Test
  void aShareLiesWithinItsBucket() {
    var counted = counted(100, Map.of(1e6, 50L, 2e6, 100L));
    assertThat(counted.millis(0.5)).isCloseTo(1.0, within(1e-9));
    assertThat(counted.millis(0.75)).isCloseTo(1.5, within(1e-9));
    assertThat(counted.millis(0.25)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void whatCameSinceIsTheDifference() {
    var before = counted(100, Map.of(1e6, 100L, 2e6, 100L));
    var after = counted(110, Map.of(1e6, 100L, 2e6, 110L));
    assertThat(after.since(before).answers()).isEqualTo(10);
    assertThat(after.since(before).millis(0.5)).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void nothingTakesNoTime() {
    assertThat(Counts.NOTHING.millis(0.5)).isNaN();
  }
}
