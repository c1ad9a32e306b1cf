package org.samling.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeGroupTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 25);

  @ParameterizedTest
  @CsvSource({
    "2026-11-25, 0-6",
    "2019-11-26, 0-6",
    "2019-11-25, 7-13",
    "2012-11-26, 7-13",
    "2012-11-25, 14-17",
    "2008-11-26, 14-17",
    "2008-11-25, 18-24",
    "2001-11-26, 18-24",
    "2001-11-25, 25-44",
    "1981-11-26, 25-44",
    "1981-11-25, 45-64",
    "1961-11-26, 45-64",
    "1961-11-25, 65+",
    "1900-01-01, 65+"
  })
  void ageCountsInWholeYearsOnTheDay(LocalDate birth, String group) {
    assertThat(AgeGroup.of(birth, DAY).word()).isEqualTo(group);
  }

  @Test
  void nobodysAgeIsGuessed() {
    assertThat(AgeGroup.of(null, DAY)).isEqualTo(AgeGroup.UNKNOWN);
    assertThat(AgeGroup.of(DAY.plusDays(1), DAY)).isEqualTo(AgeGroup.UNKNOWN);
  }
}
