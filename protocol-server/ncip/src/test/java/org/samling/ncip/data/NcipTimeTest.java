package org.samling.ncip.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.ncip.NcipFixture.COPENHAGEN;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NcipTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00.25Z, 2026-01-31T12:00:00.250Z",
    "2026-01-31T12:00:00+01:00, 2026-01-31T11:00:00Z",
    "2026-01-31T12:00:00-0530, 2026-01-31T17:30:00Z",
    "2026-01-31T12:00:00+01, 2026-01-31T11:00:00Z",
    "2026-01-31T12:00+01:00, 2026-01-31T11:00:00Z",
    "2026-01-31T12:00Z, 2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00, 2026-01-31T11:00:00Z",
    "2026-07-31T12:00, 2026-07-31T10:00:00Z",
    "2026-07-31 12:00, 2026-07-31T10:00:00Z",
    "2026-07-31, 2026-07-30T22:00:00Z",
    "2026-07-31Z, 2026-07-31T00:00:00Z",
    "2026-07-31+02:00, 2026-07-30T22:00:00Z",
    "2026-12-31T24:00:00Z, 2027-01-01T00:00:00Z",
    "2028-02-29, 2028-02-28T23:00:00Z",
    "2026-03-29T02:30, 2026-03-29T01:30:00Z"
  })
  void timesAreReadAsSendersWriteThem(String text, Instant instant) {
    assertThat(NcipTime.read(text, COPENHAGEN)).hasValue(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "2026-02-30",
        "2026-13-01T00:00:00Z",
        "2026-01-31T25:00:00Z",
        "2026-01-31T12:60:00Z",
        "2026-01-31T12:00:00+19:00",
        "2026-01-31T12:00:00Z and more",
        "0000-01-01T00:00:00Z",
        "31-01-2026",
        "20260131",
        "26-01-31",
        "+12026-01-31"
      })
  void whatIsNoTimeIsNotGuessed(String text) {
    assertThat(NcipTime.read(text, COPENHAGEN)).isEmpty();
  }

  @Test
  void timesAreWrittenInUtcToTheSecond() {
    assertThat(NcipTime.write(Instant.parse("2026-01-31T12:00:00.987Z")))
        .isEqualTo("2026-01-31T12:00:00Z");
    assertThat(NcipTime.write(Instant.parse("2026-01-31T12:34:00Z")))
        .isEqualTo("2026-01-31T12:34:00Z");
  }

  @Test
  void aDateIsWrittenWithoutAZoneThatCouldShiftIt() {
    assertThat(NcipTime.write(LocalDate.of(1970, 5, 7))).isEqualTo("1970-05-07T00:00:00");
  }
}
