package org.samling.library.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.samling.library.LibraryDatabase;
import org.samling.library.config.Configuration;
import org.samling.postgres.backup.BackupException;
import org.samling.postgres.backup.BackupManifest;
import org.samling.postgres.backup.BackupReader;
import org.samling.postgres.backup.ClusterBackup;
import org.samling.postgres.backup.Progress;
import org.samling.postgres.backup.RestoredFiles;
import org.samling.postgres.backup.RowsRestore;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.embedded.EmbeddedPostgres;

/** Restores a library to a place where there is none. */
public final class LibraryRestore {

  private final Configuration configuration;
  private final BackupReader reader;
  private final Progress progress;

  /**
   * What, and where to.
   *
   * @param configuration where the library will be kept
   * @param reader reads the file
   * @param progress hears how much of it was read
   */
  public LibraryRestore(Configuration configuration, BackupReader reader, Progress progress) {
    this.configuration = configuration;
    this.reader = reader;
    this.progress = progress;
  }

  /** Hands each piece of the backup to every taker. */
  private record All(List<BackupReader.Taker> takers) implements BackupReader.Taker {
    @Override
    public void directory(String name) throws IOException {
      for (var taker : takers) {
        taker.directory(name);
      }
    }

    @Override
    public void piece(String name, long size, InputStream content) throws IOException {
      for (var taker : takers) {
        taker.piece(name, size, content);
      }
    }
  }

  /**
   * Restores.
   *
   * @param withoutKeys whether to restore even if the keys that the library's secrets were hashed
   *     with are missing: no PIN and no password can be checked then
   * @return what was restored
   * @throws BackupException when the place is not empty, or the backup is damaged; the place is
   *     then left as it was
   */
  public BackupManifest restore(boolean withoutKeys) {
    var heading = reader.heading();
    var uploads = configuration.imports().uploads().directory();
    refuseUnlessEmpty(uploads);
    try (var restoredUploads = new RestoredFiles(LibraryBackup.UPLOADS, uploads);
        var restoredKeys = new RestoredFiles(LibraryBackup.KEYS, configuration.keys())) {
      var files = new ArrayList<RestoredFiles>(List.of(restoredUploads));
      var keysAreHere = Files.exists(configuration.keys());
      var keysAreSettled = keysAreHere || withoutKeys;
      if (Boolean.FALSE.equals(heading.hasKeys())) {
        refuseWithoutKeys(heading, keysAreSettled);
      }
      if (!keysAreHere) {
        files.add(restoredKeys);
      } else if (!withoutKeys) {
        refuseOtherKeys(heading);
      }
      return switch (heading.kind()) {
        case CLUSTER -> cluster(heading, files, keysAreSettled);
        case ROWS -> rows(heading, files, keysAreSettled);
        case TENANT ->
            throw new BackupException(
                "%s is the export of a tenant that was withdrawn, and no backup: it can't be restored"
                    .formatted(reader.file()));
      };
    }
  }

  private BackupManifest cluster(
      BackupManifest.Heading heading, List<RestoredFiles> files, boolean keysAreSettled) {
    if (!(configuration.store().database() instanceof Configuration.Embedded embedded)) {
      throw new BackupException(
          "%s contains the files of an embedded database and can't be restored into a database of your own: restore it to store.embedded, back that up with --rows, and restore that backup here"
              .formatted(reader.file()));
    }
    if (!heading.postgres().equals(EmbeddedPostgres.majorVersion())) {
      throw new BackupException(
          "%s is from PostgreSQL %s, and this version of Samling comes with PostgreSQL %s: restore it with Samling %s"
              .formatted(
                  reader.file(),
                  heading.postgres(),
                  EmbeddedPostgres.majorVersion(),
                  heading.samling()));
    }
    var directory = embedded.directory();
    refuseUnlessEmpty(directory);
    var password = EmbeddedPostgres.superuserPassword(directory);
    try (var data = new RestoredFiles(ClusterBackup.CLUSTER, EmbeddedPostgres.data(directory));
        var superuser = new RestoredFiles(password.getFileName().toString(), password)) {
      make(directory);
      files.addAll(List.of(superuser, data));
      var manifest = reader.read(new All(List.copyOf(files)), progress);
      refuseWithoutKeys(heading, keysAreSettled || hasKeys(manifest));
      files.forEach(RestoredFiles::place);
      return manifest;
    }
  }

  private BackupManifest rows(
      BackupManifest.Heading heading, List<RestoredFiles> files, boolean keysAreSettled) {
    if (configuration.store().database() instanceof Configuration.Embedded embedded) {
      refuseUnlessEmpty(embedded.directory());
    }
    try (var database = LibraryDatabase.owned(configuration.store().database());
        var rows = RowsRestore.into(database.roles(), heading.schema())) {
      var takers = new ArrayList<BackupReader.Taker>(files);
      takers.add(rows);
      var manifest = reader.read(new All(takers), progress);
      refuseWithoutKeys(heading, keysAreSettled || hasKeys(manifest));
      rows.commit();
      files.forEach(RestoredFiles::place);
      return manifest;
    }
  }

  private static void make(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new BackupException("%s can't be created: %s".formatted(directory, e), e);
    }
  }

  /** The key file and PostgreSQL's programs may already be there; they alone are not a library. */
  private void refuseUnlessEmpty(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (var content = Files.list(directory)) {
      var expected = Set.of(configuration.keys(), EmbeddedPostgres.programs(directory));
      var other = content.filter(path -> !expected.contains(path)).findFirst();
      if (other.isPresent()) {
        throw new BackupException(
            "%s is not empty (it contains %s), and nothing is overwritten. Move it away, or set another directory in the configuration."
                .formatted(directory, other.get().getFileName()));
      }
    } catch (IOException e) {
      throw new BackupException("%s can't be listed: %s".formatted(directory, e), e);
    }
  }

  private void refuseOtherKeys(BackupManifest.Heading heading) {
    if (!new HashSet<>(Keyring.marks(configuration.keys())).containsAll(heading.keys())) {
      throw new BackupException(
          "the key file %s does not have the keys by which this library's PINs and passwords were hashed. Replace it by your copy of the right one; or restore with --without-keys, and give everybody new PINs and passwords."
              .formatted(configuration.keys()));
    }
  }

  private static boolean hasKeys(BackupManifest manifest) {
    return manifest.entries().stream().anyMatch(entry -> entry.name().equals(LibraryBackup.KEYS));
  }

  private void refuseWithoutKeys(BackupManifest.Heading heading, boolean keysAreSettled) {
    if (!keysAreSettled && !heading.keys().isEmpty()) {
      throw new BackupException(
          "the backup contains no keys, and the key file %s does not exist. Put your copy of it there first; or restore with --without-keys, and give everybody new PINs and passwords."
              .formatted(configuration.keys()));
    }
  }
}
