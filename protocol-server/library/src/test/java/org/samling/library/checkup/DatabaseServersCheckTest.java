package org.samling.library.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.postgres.checkup.DatabaseCheckup;

class DatabaseServersCheckTest {

  @ParameterizedTest
  @CsvSource({
    "14.20 (Debian 14.20-1.pgdg12+1), FAIL",
    "15.20 (Debian 15.20-0+deb12u1), OK",
    "18.6, OK",
    "19beta1, WARN"
  })
  void versionsOfPostgresqlThatAreTooOldAreWrongAndNewerOnesWorthALook(
      String version, Finding.Level level) {
    assertThat(DatabaseServersCheck.version(of(version)).level()).isEqualTo(level);
  }

  @Test
  void whoIsToldOfAnotherVersionIsToldWhichAreSupported() {
    assertThat(DatabaseServersCheck.version(of("19.1")).advice()).contains("PostgreSQL 15 to 18");
  }

  private static DatabaseCheckup.Facts of(String version) {
    return new DatabaseCheckup.Facts(
        version,
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ZERO,
        false,
        false,
        true,
        1,
        100,
        21 << 20,
        true);
  }
}
