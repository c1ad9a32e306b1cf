package org.samling.console.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.console.web.Words;
import org.samling.core.statistics.Measure;

class PeriodTest {

  @ParameterizedTest
  @CsvSource({
    "DAY, 2026-11-26, 2026-11-26, 2026-11-26",
    "WEEK, 2026-11-26, 2026-11-23, 2026-W48",
    "WEEK, 2027-01-01, 2026-12-28, 2026-W53",
    "MONTH, 2026-11, 2026-11-01, 2026-11",
    "YEAR, 2026, 2026-01-01, 2026",
  })
  void valueOfAFigureLiesInAPeriod(Period period, String value, LocalDate start, String text) {
    assertThat(period.start(value)).isEqualTo(start);
    assertThat(period.text(start)).isEqualTo(text);
  }

  @Test
  void periodsFollowEachOtherAndOneTooManyTellsThatThereAreMore() {
    var from = LocalDate.of(2026, 11, 26);
    assertThat(Period.WEEK.starts(from, LocalDate.of(2026, 12, 7), 400))
        .extracting(LocalDate::toString)
        .containsExactly("2026-11-23", "2026-11-30", "2026-12-07");
    assertThat(Period.DAY.starts(from, LocalDate.of(2100, 1, 1), 400)).hasSize(401);
  }

  @Test
  void everyMeasureSaysWhatItCounts() {
    for (var language : List.of("en", "da")) {
      var words = new Words(language, List.of("statistics"));
      for (var measure : Measure.values()) {
        assertThat(words.has("statistics.measure." + measure.word())).isTrue();
        assertThat(words.has("statistics.is." + measure.word())).as(measure.word()).isTrue();
      }
      for (var split : StatisticsForm.SPLITS) {
        assertThat(words.has("statistics.split." + split.word())).as(split.word()).isTrue();
      }
    }
  }
}
