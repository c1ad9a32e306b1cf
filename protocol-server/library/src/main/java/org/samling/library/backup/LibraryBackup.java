package org.samling.library.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.samling.core.organisation.Secret;
import org.samling.library.LibraryDatabase;
import org.samling.library.Version;
import org.samling.library.config.Configuration;
import org.samling.postgres.backup.BackupException;
import org.samling.postgres.backup.BackupManifest;
import org.samling.postgres.backup.BackupManifest.Kind;
import org.samling.postgres.backup.BackupRecipients;
import org.samling.postgres.backup.BackupWriter;
import org.samling.postgres.backup.ClusterBackup;
import org.samling.postgres.backup.Progress;
import org.samling.postgres.backup.RowsBackup;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.embedded.EmbeddedPostgres;
import org.samling.postgres.schema.Migrations;

/** Backs up a library, even while a server is running on it. */
public final class LibraryBackup {

  static final String UPLOADS = "uploads";
  static final String KEYS = "keys.properties";

  private final Configuration configuration;
  private final BackupRecipients recipients;
  private final Progress progress;

  /**
   * Which library.
   *
   * @param configuration where it is kept
   * @param recipients who can read it; without any it is not encrypted
   * @param progress hears how much is copied
   */
  public LibraryBackup(
      Configuration configuration, BackupRecipients recipients, Progress progress) {
    this.configuration = configuration;
    this.recipients = recipients;
    this.progress = progress;
  }

  /**
   * Writes the backup.
   *
   * @param file where it goes; nothing may be there yet
   * @param rows whether to copy rows even if the server's files could be copied instead; rows can
   *     be loaded into another server
   * @param keys whether to include the key file
   * @return what is in it
   * @throws BackupException when it can't be made; then there is no file
   */
  public BackupManifest write(Path file, boolean rows, boolean keys) {
    return switch (configuration.store().database()) {
      case Configuration.Embedded embedded -> {
        try (var server = LibraryDatabase.beside(embedded)) {
          yield embedded(server, embedded.directory(), file, rows, keys);
        }
      }
      case Configuration.External external -> {
        var owner = external.owner();
        if (owner == null) {
          throw new BackupException(
              "a backup needs the owner of the tables: add store.owner and its password to the configuration");
        }
        yield rows(external.url(), owner.user(), owner.password(), file, keys);
      }
    };
  }

  private BackupManifest embedded(
      LibraryDatabase.Server server, Path directory, Path file, boolean rows, boolean keys) {
    var superuser = server.superuser();
    if (rows) {
      return rows(
          server.libraryUrl(), superuser.user(), new Secret(superuser.password()), file, keys);
    }
    var heading =
        heading(
            configuration,
            Kind.CLUSTER,
            server.libraryUrl(),
            superuser.user(),
            new Secret(superuser.password()),
            keys);
    try (var writer = new BackupWriter(file, recipients, heading)) {
      var note =
          new ClusterBackup(
                  server.libraryUrl(), superuser, EmbeddedPostgres.data(directory), progress)
              .write(writer);
      var password = EmbeddedPostgres.superuserPassword(directory);
      writer.add(password.getFileName().toString(), Files.readAllBytes(password));
      return finish(writer, note, keys);
    } catch (IOException e) {
      throw new BackupException("the backup can't be made: " + e, e);
    }
  }

  private BackupManifest rows(String url, String user, Secret password, Path file, boolean keys) {
    var heading = heading(configuration, Kind.ROWS, url, user, password, keys);
    try (var writer = new BackupWriter(file, recipients, heading)) {
      return finish(writer, new RowsBackup(url, user, password, progress).write(writer), keys);
    } catch (IOException e) {
      throw new BackupException("the backup can't be made: " + e, e);
    }
  }

  /** What is known of a file before anything is copied to it. */
  static BackupManifest.Heading heading(
      Configuration configuration,
      Kind kind,
      String url,
      String user,
      Secret password,
      boolean keys) {
    return new BackupManifest.Heading(
        BackupManifest.FORMAT,
        kind,
        Version.text(),
        EmbeddedPostgres.majorVersion(),
        Migrations.state(url, user, password).current(),
        Instant.now(),
        Keyring.marks(configuration.keys()),
        keys);
  }

  private BackupManifest finish(BackupWriter writer, String note, boolean keys) throws IOException {
    var uploads = configuration.imports().uploads().directory();
    if (Files.isDirectory(uploads)) {
      try (var files = Files.walk(uploads)) {
        for (var path : files.filter(Files::isRegularFile).sorted().toList()) {
          try (var content = Files.newInputStream(path)) {
            writer.add(UPLOADS + "/" + uploads.relativize(path), Files.size(path), content);
          }
        }
      }
    }
    if (keys) {
      writer.add(KEYS, Files.readAllBytes(configuration.keys()));
    }
    return writer.finish(note);
  }
}
