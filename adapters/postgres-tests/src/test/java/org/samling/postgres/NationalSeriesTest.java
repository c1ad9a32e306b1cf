package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.policy.Setting;
import org.samling.core.statistics.NationalSeries;
import org.samling.core.statistics.NationalSeries.Delivery;
import org.samling.core.statistics.NationalSeries.Line;

/** Who borrowed is kept until it is delivered, delivered once, and then forgotten. */
class NationalSeriesTest {

  private final StatisticsFixture fixture = new StatisticsFixture();
  private final TestLibrary library = fixture.library;
  private final NationalSeries series = library.store.nationalSeries();

  @BeforeEach
  void begin() {
    fixture.set(Setting.STATISTICS_SERIES, "true", null);
    TestPatrons.patron().cpr(TestPatrons.CPR).put(library, library.north, "P");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void count() {
    fixture.countAll();
    fixture.statistics.close(library.north, Instant.now());
  }

  private Delivery prepared() {
    return series.prepare(library.north, fixture.today, "test").orElseThrow();
  }

  private List<Line> lines(Delivery delivery) {
    var lines = new ArrayList<Line>();
    series.lines(library.north, delivery, lines::add);
    return lines;
  }

  private long kept() {
    return library.count(library.north, "select count(*) from series_line");
  }

  @Test
  void deliveryIsTheSameUntilItIsConfirmedAndNobodyIsKnownAfterwards() {
    fixture.lent("P", "1", 5);
    fixture.lent("A", "2", 4);
    fixture.lent("A", "3", 0); // of a day that is not closed
    count();
    var first = prepared();
    var told = lines(first);
    var byDay = told.stream().sorted(Comparator.comparing(Line::day)).toList();
    assertThat(byDay)
        .extracting(l -> l.day() + " " + l.materialGroup() + " " + l.measure())
        .containsExactly(
            fixture.today.minusDays(5) + " book LOAN", fixture.today.minusDays(4) + " book LOAN");
    assertThat(byDay.getFirst().cpr())
        .extracting(c -> c == null ? "" : c.digits())
        .isEqualTo(TestPatrons.CPR);
    assertThat(byDay.getLast().cpr()).isNull();

    fixture.lent("A", "4", 3);
    count();
    assertThat(prepared()).as("asked for again after a crash").isEqualTo(first);
    assertThat(lines(prepared())).isEqualTo(told);

    assertThat(series.confirm(library.north, first.number(), "test")).isTrue();
    assertThat(series.confirm(library.north, first.number(), "test")).as("again").isFalse();
    assertThat(lines(first)).isEmpty();
    assertThat(kept()).isEqualTo(2);
    assertThat(prepared().number()).isEqualTo(2);
    assertThat(lines(prepared())).extracting(Line::day).containsExactly(fixture.today.minusDays(3));
  }

  @Test
  void whatIsNotDeliveredInTimeIsForgottenAndTold() {
    fixture.lent("P", "1", 61);
    fixture.lent("P", "2", 5);
    count();
    var delivery = prepared();
    assertThat(series.forget(library.north, Instant.now())).isEqualTo(1);
    assertThat(lines(delivery)).hasSize(1);
    assertThat(series.deliveries(library.north))
        .singleElement()
        .satisfies(d -> assertThat(d.forgotten()).isEqualTo(1));
    assertThat(series.forget(library.north, Instant.now().plus(Duration.ofDays(60)))).isEqualTo(1);
    assertThat(kept()).isZero();
  }

  @Test
  void nothingIsKeptWhereNobodyAsksForIt() {
    fixture.set(Setting.STATISTICS_SERIES, "false", null);
    fixture.lent("P", "1", 5);
    count();
    assertThat(kept()).isZero();
    assertThat(series.prepare(library.north, fixture.today, "test")).isEmpty();
  }
}
