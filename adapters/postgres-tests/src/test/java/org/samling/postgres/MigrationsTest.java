package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

/** What becomes of libraries whose migrations were other ones. */
class MigrationsTest {

  private static final String RAN_ANOTHER =
      "update samling.flyway_schema_history set checksum = %d where version = '%d'";

  @Test
  void aLibraryThatRanMigration80AsItWasBeforeGoesOnAndOthersThatRanAnotherAreRefused()
      throws Exception {
    try (var library = TestLibrary.alone()) {
      assertThat(isCurrent(library)).as("and Flyway need not be asked").isTrue();

      library.asOwner(RAN_ANOTHER.formatted(1010284348, 80));
      assertThat(isCurrent(library)).isFalse();
      assertThat(library.roles.migrate()).isZero();
      assertThat(isCurrent(library)).isTrue();

      library.asOwner(RAN_ANOTHER.formatted(1, 80));
      assertThatThrownBy(library.roles::migrate)
          .isInstanceOf(FlywayException.class)
          .hasMessageContaining("checksum mismatch for migration version 80");
    }
  }

  private static boolean isCurrent(TestLibrary library) {
    var roles = library.roles;
    return Migrations.isCurrent(roles.url(), roles.owner(), roles.ownerPassword());
  }
}
