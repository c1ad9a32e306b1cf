package org.samling.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.samling.bench.growth.GrowthReport.Growth;
import org.samling.bench.growth.GrowthReport.Point;
import org.samling.bench.growth.GrowthReport.Size;

class GrowthReportTest {

  private static final Size SMALL = new Size(1_000, 1);
  private static final Size LARGE = new Size(10_000, 1);
  private static final Size LARGEST = new Size(100_000, 1);
  private static final Size SHARED = new Size(1_000, 10);

  private static Point point(Size size, double checkout) {
    return new Point(size, Map.of(GrowthOperation.CHECKOUT, checkout));
  }

  @Test
  void aCostIsComparedWithThatOfTheNextSmallerSizeOfItsAxisAndMayDouble() {
    var report =
        new GrowthReport(
            List.of(point(SMALL, 1), point(LARGE, 2), point(LARGEST, 5), point(SHARED, 1.5)));
    assertThat(report.growths())
        .containsExactlyInAnyOrder(
            new Growth(GrowthOperation.CHECKOUT, SMALL, LARGE, 2),
            new Growth(GrowthOperation.CHECKOUT, LARGE, LARGEST, 2.5),
            new Growth(GrowthOperation.CHECKOUT, SMALL, SHARED, 1.5));
    assertThat(report.growths())
        .filteredOn(Growth::isTooMuch)
        .extracting(Growth::to)
        .containsExactly(LARGEST);
    assertThat(String.join("\n", report.lines()))
        .containsPattern(
            "100,000 records, +1 tenants \\| +5\\.000 \\| 2\\.50 times that of 10,000 records: MORE THAN 2")
        .containsPattern(
            "1,000 records, +10 tenants \\| +1\\.500 \\| 1\\.50 times that of 1 tenants(?!:)");
  }

  @Test
  void recordsGrowWithTheFirstNumberOfTenantsAndTenantsWithTheFirstNumberOfRecords() {
    var load = new GrowthBench.Load(8, 1, 1);
    assertThat(
            new GrowthBench.Plan(List.of(1_000, 10_000), List.of(1, 10), 1_000, Duration.ZERO, load)
                .sizes())
        .containsExactly(SMALL, LARGE, SHARED);
  }
}
