package org.samling.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoakVerdictTest {

  private static final long MEBIBYTE = 1 << 20;

  /** Samples a minute apart, of which each has so many files and bytes of heap more. */
  private static List<SoakSample> samples(int count, long files, long heap) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i ->
            new SoakSample(
                Duration.ofMinutes(i),
                new SoakSample.Work(100L * i, 0, 0),
                60 + files * i,
                80 * MEBIBYTE + heap * i,
                300 * MEBIBYTE,
                40,
                0,
                8,
                MEBIBYTE,
                90 * MEBIBYTE + i * MEBIBYTE))
        .toList();
  }

  @Test
  void whatStaysAsItIsIsGoodAlsoWhereTheDatabaseGrows() {
    var verdict = new SoakVerdict(samples(60, 0, 0), new SoakFaults());
    assertThat(verdict.isGood()).isTrue();
    assertThat(verdict.lines()).last().isEqualTo("Nothing went wrong.");
  }

  @Test
  void whatGrowsFromTheFirstQuarterToTheLastIsALeak() {
    assertThat(new SoakVerdict(samples(60, 1, 0), new SoakFaults()).leaks())
        .containsExactly(SoakSample.Figure.FILES);
    var heap = new SoakVerdict(samples(60, 0, MEBIBYTE), new SoakFaults());
    assertThat(heap.leaks()).containsExactly(SoakSample.Figure.HEAP);
    assertThat(heap.isGood()).isFalse();
    assertThat(heap.lines())
        .anyMatch(line -> line.startsWith("live heap, MB") && line.endsWith("| GREW"))
        .last()
        .isEqualTo("Something went wrong. Faults: 0; figures that grew: 1.");
  }

  @Test
  void aShortSoakIsNotJudgedByWhatGrew() {
    var verdict = new SoakVerdict(samples(19, 50, MEBIBYTE), new SoakFaults());
    assertThat(verdict.isGood()).isTrue();
    assertThat(verdict.lines()).contains("Shorter than 20 minutes: growth is not judged.");
  }

  @Test
  void everyFaultIsCountedAndTheFirstAreTold() {
    var faults = new SoakFaults();
    for (var i = 1; i <= 25; i++) {
      faults.add("number " + i);
    }
    var verdict = new SoakVerdict(samples(60, 0, 0), faults);
    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict.lines())
        .contains("fault: number 1", "fault: number 20", "further faults: 5");
  }
}
