package org.samling.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.StoreException;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.backup.BackupException;
import org.samling.postgres.backup.BackupManifest;
import org.samling.postgres.backup.BackupReader;
import org.samling.postgres.backup.BackupRecipients;
import org.samling.postgres.backup.BackupWriter;

/** What becomes of databases whose history is not that of this version. */
class MigrationsTest {

  private static final String HISTORY = "samling.flyway_schema_history";

  private static final String ADDED =
      """
      insert into %s (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
      values (%%d, '%%d', 'another', 'SQL', 'V%%2$d__another.sql', 1, 'x', 1, true)
      """
          .formatted(HISTORY);

  private static final String REASON =
      " was made by a version of Samling before the first release, whose schema is not upgraded."
          + " Go on with that version, or load the library anew into an empty database"
          + " (docs/operations.md, Upgrade).";

  @Test
  void flywayIsAskedOnlyWhereTheHistoryDiffers() throws Exception {
    try (var library = TestLibrary.inOwnDatabase()) {
      library.asSuperuser("update %s set description = 'another'".formatted(HISTORY));
      assertThat(library.roles.migrate()).as("which Flyway would refuse").isZero();
    }
  }

  @Test
  void aNodeGoesOnWhereALaterVersionHasUpgradedTheSchema() throws Exception {
    try (var library = TestLibrary.inOwnDatabase()) {
      library.asSuperuser(ADDED.formatted(1000, 999));
      assertThat(library.roles.migrate()).isZero();
    }
  }

  @Test
  void aDatabaseFromBeforeTheFirstReleaseIsRefusedInOneSentence() throws Exception {
    try (var library = TestLibrary.inOwnDatabase()) {
      library.asSuperuser("delete from %s".formatted(HISTORY));
      library.asSuperuser(ADDED.formatted(1, 1));
      library.asSuperuser(ADDED.formatted(2, 84));
      assertRefused(library);
    }
  }

  @Test
  void aDatabaseThatRanOtherFilesOfTheSchemaIsRefused() throws Exception {
    try (var library = TestLibrary.inOwnDatabase()) {
      library.asSuperuser("update %s set checksum = 1 where version = '107'".formatted(HISTORY));
      assertRefused(library);
    }
  }

  @Test
  void aBackupOfSuchADatabaseIsRefusedBeforeAnythingIsRead(@TempDir Path directory)
      throws Exception {
    var file = directory.resolve("old.backup");
    var heading =
        new BackupManifest.Heading(
            BackupManifest.FORMAT,
            BackupManifest.Kind.ROWS,
            "0.1.0",
            "18",
            84,
            Instant.EPOCH,
            List.of(),
            false);
    try (var writer = new BackupWriter(file, BackupRecipients.of(List.of()), heading)) {
      writer.finish("no rows");
    }
    assertThatThrownBy(new BackupReader(file, null)::heading)
        .isInstanceOf(BackupException.class)
        .hasMessage(file + REASON);
  }

  private static void assertRefused(TestLibrary library) {
    assertThatThrownBy(library.roles::migrate)
        .isInstanceOf(StoreException.class)
        .hasMessage("the database" + REASON);
  }
}
