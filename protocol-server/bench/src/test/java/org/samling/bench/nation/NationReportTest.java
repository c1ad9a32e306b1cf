package org.samling.bench.nation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.samling.bench.nation.NationSamples.Sample;
import org.samling.bench.suite.Code;
import org.samling.bench.suite.Machine;
import tools.jackson.databind.json.JsonMapper;

/** What is made of a run's samples: figures, cost and page. */
class NationReportTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long START = 100 * SECOND;

  /** Killed at second 10, promoted at 12, first write at 13. */
  private static final Failover.Times FAILOVER =
      new Failover.Times(START + 10 * SECOND, START + 12 * SECOND, START + 13 * SECOND);

  private static final NationPlan PLAN =
      new NationPlan(
          0.5,
          NationPlan.sizes(0.001, 3, 6),
          30,
          0.25,
          1,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ofSeconds(20),
          NationPlan.Standby.SYNC,
          Duration.ofSeconds(2),
          new NationCost.Prices(100, 1, "DKK", 1_000_000));

  private static Sample write(double second, double took) {
    return new Sample(
        Traffic.CHECKOUT, START + (long) (second * SECOND), (long) (took * SECOND), true);
  }

  private static NationFigures figures(Sample... samples) {
    return new NationFigures(List.of(samples), START, START + 20 * SECOND, FAILOVER);
  }

  private static NationFigures.Row row(List<NationFigures.Row> rows, String what) {
    return rows.stream().filter(row -> row.what().equals(what)).findFirst().orElseThrow();
  }

  @Test
  void requestsOfTheGapAreCountedApart() {
    var figures =
        figures(
            write(-1, 9), // of the warm-up
            write(9, 0.5),
            write(9.9, 3.5), // under way when the primary was killed
            write(10, 3.2),
            write(12.9, 0.5), // due before the first write, answered after it
            write(13, 0.2));
    assertThat(row(figures.inGap(), "writes").millis().count()).isEqualTo(3);
    assertThat(row(figures.inGap(), "writes").millis().max()).isCloseTo(3_500, offset(5.0));
    var outside = row(figures.outside(), "writes");
    assertThat(outside.millis().count()).isEqualTo(2);
    assertThat(outside.millis().max()).isCloseTo(500, offset(1.0));
    assertThat(outside.perSecond()).as("2 in 17 s").isCloseTo(2 / 17.0, offset(1e-9));
    assertThat(row(figures.outside(), "  returns (09)").millis().count()).isZero();
    assertThat(figures.loans()).isEqualTo(5);
    assertThat(figures.caughtUp(FAILOVER)).isEqualTo(START + (long) (13.4 * SECOND));
    assertThat(figures.seconds())
        .extracting(NationFigures.Second::second)
        .containsExactly(9L, 10L, 12L, 13L);
  }

  @Test
  void aRequestThatFailedHasAReasonOnlyBetweenTheKillAndWhenAllThatWaitedWasAnswered() {
    var late = write(12, 3); // until second 15
    assertThat(figures(late, failed(9)).failedWithoutReason()).isEqualTo(1);
    assertThat(figures(late, failed(11)).failedWithoutReason()).isZero();
    assertThat(figures(late, failed(14.5)).failedWithoutReason()).isZero();
    assertThat(figures(late, failed(15.5)).failedWithoutReason()).isEqualTo(1);
    assertThat(figures(late, failed(-1)).failedWithoutReason()).as("in the warm-up").isZero();
  }

  private static Sample failed(double second) {
    return new Sample(Traffic.LOOKUP, START + (long) (second * SECOND), SECOND / 10, false);
  }

  @Test
  void theGapEndsWithTheFirstWriteThatIsAcknowledgedAfterThePromotion() throws Exception {
    var failover = new Failover();
    failover.acknowledged(1);
    failover.killed(10);
    failover.acknowledged(11); // it was on its way
    assertThat(failover.endsWithin(0)).isFalse();
    failover.promoted(20);
    failover.acknowledged(24);
    failover.acknowledged(25);
    assertThat(failover.endsWithin(0)).isTrue();
    assertThat(failover.times()).isEqualTo(new Failover.Times(10, 20, 24));
    assertThat(new Failover.Times(10, 20, 24).gap()).isEqualTo(14);
    assertThat(new Failover.Times(10, 20, 24).afterPromotion()).isEqualTo(4);
  }

  @Test
  void theCostOfTheNationFollowsFromWhatWasMeasuredOfAPartOfIt() {
    var cost =
        new NationCost(
            new NationCost.Measured(60, 30, 60, 500, 8_000_000, 1_000_000, 4 * GB, 2, 0.5, 0.25),
            PLAN.prices());
    assertThat(cost.coreSecondsAThousandLoans()).isEqualTo(180);
    assertThat(cost.logBytesAThousandLoans()).isEqualTo(16e6);
    assertThat(cost.diskBytesAThousandLoans()).isEqualTo(2e6);
    assertThat(cost.busyCores()).isEqualTo(1.5);
    assertThat(cost.rentedCores()).as("1.5 at a quarter, each half in use").isEqualTo(12);
    assertThat(cost.rentedGigabytes()).as("8 GB and 1,000 x 2 MB, twice").isEqualTo(20);
    assertThat(cost.ofTheNation()).isEqualTo(12 * (12 * 100 + 20));
    assertThat(cost.ofAMunicipality()).isEqualTo(cost.ofTheNation() / 98);
  }

  private static final long GB = 1_000_000_000L;

  @Test
  void writesAreFourCheckoutsFourReturnsAndTwoRenewalsOfTenAndALibraryIsAPartOfDenmark() {
    var ten = LongStream.range(0, 10).mapToObj(Traffic.Kind.WRITES::traffic);
    assertThat(ten.map(Traffic::title).sorted())
        .containsExactly(
            "checkouts (11)",
            "checkouts (11)",
            "checkouts (11)",
            "checkouts (11)",
            "renewals (29)",
            "renewals (29)",
            "returns (09)",
            "returns (09)",
            "returns (09)",
            "returns (09)");
    var thirtieth = NationPlan.sizes(1 / 30.0, 98, 1_600);
    assertThat(thirtieth.items()).isEqualTo(1_000_000);
    assertThat(thirtieth.patrons()).isEqualTo(200_000);
    assertThat(thirtieth.loans()).isEqualTo(400_000);
    assertThat(thirtieth.holds()).isEqualTo(20_000);
    assertThat(NationPlan.sizes(1e-6, 98, 98).items()).as("enough for each").isEqualTo(19_600);
  }

  @Test
  void thePageNeedsNothingElseAndTheJsonHasTheSameFigures() {
    var figures = figures(write(1, 0.02), write(10, 3.2), write(13, 0.004));
    var report =
        new NationReport(
            new NationReport.Of(
                "2026-11-30T12:00:00Z",
                new Code("0123456789", false, "0.1"),
                new Machine(2, 4_000, "A <fast> processor", "Linux", "25"),
                PLAN,
                new NationReport.Database(1_000, 2_000_000, 91.5)),
            new NationReport.Figures(
                figures.outside(),
                figures.inGap(),
                figures.seconds(),
                List.of(new NationReport.Cores(1, 0.5, 0.4, 0.1))),
            new NationSamples.Counts(4, 3, 2, 0),
            List.of(),
            new NationReport.Gap(10, 2, 3, 1, 3.2),
            List.of(new NationReport.Aim("p99 of writes", "ms", 50, 20.1)),
            List.of(new NationReport.Check("nothing is lost", false, "1: a loan")),
            NationReport.Cost.of(
                new NationCost(
                    new NationCost.Measured(20, 1, 1, 3, 1, 1, 1, 2, 0.5, 0.25), PLAN.prices())));
    assertThat(report.isRight()).isFalse();

    var html = new NationPage(report).html();
    assertThat(html)
        .contains("A &lt;fast&gt; processor", "<svg", "class=\"band\"", "1: a loan", "20.10 ms")
        .doesNotContain("NaN", "Infinity")
        .doesNotContainPattern("(src|href)=|https?://");
    assertThat(html.split("<polyline", -1)).as("five kinds thrice, and cores").hasSize(3 * 5 + 4);
    assertThat(String.join("\n", new NationPage(report).lines()))
        .containsPattern("nothing is lost +\\| +NO \\| +1: a loan")
        .containsPattern("p99 of writes +\\| +50 ms \\| +20\\.10 ms \\| +met");

    var json = JsonMapper.builder().build();
    var read = json.readTree(json.writeValueAsString(report));
    assertThat(read.at("/failover/firstWriteAfterPromotion").asDouble()).isEqualTo(1);
    assertThat(read.at("/figures/gap/0/millis/count").asLong()).isEqualTo(1);
    assertThat(read.at("/figures/seconds/0/millis/writes/p99").asDouble())
        .isCloseTo(20, offset(0.1));
    assertThat(read.at("/checks/0/passed").asBoolean()).isFalse();
  }
}
