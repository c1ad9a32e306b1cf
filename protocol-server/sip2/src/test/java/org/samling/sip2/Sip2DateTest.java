package org.samling.sip2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Sip2DateTest {
  private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "20260102    101500,2026-01-02T09:15:00Z",
        "20260702    101500,2026-07-02T08:15:00Z",
        "20260102   Z101500,2026-01-02T10:15:00Z",
        "20260102   A101500,2026-01-02T09:15:00Z",
        "20260102   I101500,2026-01-02T01:15:00Z",
        "20260102   K101500,2026-01-02T00:15:00Z",
        "20260102   M101500,2026-01-01T22:15:00Z",
        "20260102   N101500,2026-01-02T11:15:00Z",
        "20260102   Y101500,2026-01-02T22:15:00Z",
        // no zone of the standard: taken for local time
        "20260102   J101500,2026-01-02T09:15:00Z",
        "20260102Z   101500,2026-01-02T09:15:00Z",
        "202601020000101500,2026-01-02T09:15:00Z",
        "20260102CET 101500,2026-01-02T09:15:00Z",
        "20260102 101500,2026-01-02T09:15:00Z",
        "20260102101500,2026-01-02T09:15:00Z",
        "20240229    000000,2024-02-28T23:00:00Z",
        // the hour that summer time skips, and the one that comes twice
        "20260329    023000,2026-03-29T01:30:00Z",
        "20261025    023000,2026-10-25T00:30:00Z"
      })
  void aDateIsReadInTheZoneItNamesOrElseLocally(String wire, Instant instant) {
    assertThat(new Sip2Date(wire).toInstant(COPENHAGEN)).hasValue(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "                  ",
        "00000000    000000",
        "00000101    000000",
        "20261301    000000",
        "20260001    000000",
        "20260230    000000",
        "20260100    000000",
        "20250229    000000",
        "20260102    240000",
        "20260102    106000",
        "20260102    101060",
        "2026010     101500",
        "20260102    10150x",
        "20260102          ",
        "i dag kl. halv tiY"
      })
  void whatIsNoDateGivesNone(String wire) {
    var date = new Sip2Date(wire);
    assertThat(date.toInstant(COPENHAGEN)).isEmpty();
    assertThat(date.wire()).isEqualTo(wire);
  }

  @Test
  void anInstantIsWrittenLocallyOrInUtc() {
    var instant = Instant.parse("2026-07-02T08:05:09Z");
    assertThat(Sip2Date.of(instant, COPENHAGEN).wire()).isEqualTo("20260702    100509");
    assertThat(Sip2Date.utc(instant).wire()).isEqualTo("20260702   Z080509");
    assertThat(Sip2Date.utc(instant).toInstant(COPENHAGEN)).hasValue(instant);
    assertThat(Sip2Date.of(instant, COPENHAGEN).toInstant(COPENHAGEN)).hasValue(instant);
  }

  @Test
  void everyMilitaryLetterIsAnHourApart() {
    var letters = "YXWVUTSRQPONZABCDEFGHIKLM";
    for (int i = 0; i < letters.length(); i++) {
      var date = new Sip2Date("20260102   %s120000".formatted(letters.charAt(i)));
      assertThat(date.toInstant(ZoneOffset.UTC))
          .hasValue(Instant.parse("2026-01-03T00:00:00Z").minusSeconds(3600L * i));
    }
  }

  @Test
  void yearsOfFiveDigitsCantBeWritten() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sip2Date.utc(Instant.parse("+10000-01-01T00:00:00Z")));
  }

  @Test
  void blanksAreNoDate() {
    assertThat(Sip2Date.BLANK.isBlank()).isTrue();
    assertThat(new Sip2Date("20260102    101500").isBlank()).isFalse();
  }
}
