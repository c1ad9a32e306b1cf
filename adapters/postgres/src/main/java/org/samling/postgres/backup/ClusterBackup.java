package org.samling.postgres.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.samling.postgres.embedded.EmbeddedPostgres;
import org.samling.postgres.rows.Rows;

/**
 * Copies the files of a running database server on this machine: PostgreSQL's own way to back up
 * without {@code pg_basebackup} ("Making a Base Backup Using the Low Level API", section 25.3.4 of
 * its manual). The log that is written meanwhile is copied as well, so that the copy can be
 * recovered to the moment at which the backup ended. A temporary replication slot keeps that log
 * until it is copied.
 */
public final class ClusterBackup {

  /** The name of the server's data directory in the backup. */
  public static final String CLUSTER = "cluster";

  private static final String LABEL = "backup_label";
  private static final String LOG = "pg_wal";
  private static final String CONTROL = "global/pg_control";
  private static final int CONTROL_ATTEMPTS = 100;

  /** Directories whose content matters to the running server only: they must exist, empty. */
  private static final Set<String> EMPTIED =
      Set.of(
          LOG,
          "pg_dynshmem",
          "pg_notify",
          "pg_replslot",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private static final Set<String> LEFT_OUT =
      Set.of(
          "postmaster.pid",
          "postmaster.opts",
          "postgresql.auto.conf.tmp",
          "current_logfiles.tmp",
          "backup_label.old",
          "tablespace_map.old",
          "backup_manifest",
          CONTROL);

  private static final String STOP =
      "select lsn::text as lsn, labelfile from pg_backup_stop(false)";

  private record Stop(String lsn, String labelfile) {}

  private final String url;
  private final EmbeddedPostgres.Credentials superuser;
  private final Path data;
  private final Progress progress;
  private long done;
  private long total;

  /**
   * Copies from this server.
   *
   * @param url the JDBC address of any database of the server
   * @param data its data directory
   * @param progress receives how much has been copied
   */
  public ClusterBackup(
      String url, EmbeddedPostgres.Credentials superuser, Path data, Progress progress) {
    this.url = url;
    this.superuser = superuser;
    this.data = data;
    this.progress = progress;
  }

  /**
   * Copies everything.
   *
   * @param writer receives it
   * @return the part of the log that belongs to it
   * @throws BackupException when that is not possible
   */
  public String write(BackupWriter writer) {
    try (var connection =
        DriverManager.getConnection(url, superuser.user(), superuser.password())) {
      refuseTablespaces(connection);
      total = size();
      // The slot ends with this connection, however that ends.
      text(
          connection,
          "select slot_name from pg_create_physical_replication_slot('samling_backup_'"
              + " || pg_backend_pid(), true, true)");
      var start = text(connection, "select pg_backup_start('samling', true)");
      copyFiles(writer);
      var stop = Rows.one(connection, Stop.class, STOP);
      writer.add(CLUSTER + "/" + LABEL, stop.labelfile().getBytes(StandardCharsets.UTF_8));
      copyLog(connection, writer, start, stop.lsn());
      return "log from %s to %s".formatted(start, stop.lsn());
    } catch (SQLException e) {
      throw new BackupException("the database could not be backed up: " + e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      throw new BackupException("the files of the database can't be read: " + e, e);
    }
  }

  private void refuseTablespaces(Connection connection) throws SQLException {
    if (!text(connection, "select count(*) from pg_tablespace").equals("2")) {
      throw new BackupException(
          "the database has tablespaces outside of %s, which this backup would not hold"
              .formatted(data));
    }
  }

  /** The value of a single row and column. */
  private static String text(Connection connection, String sql, Object... arguments)
      throws SQLException {
    return Rows.one(connection, String.class, sql, arguments);
  }

  /**
   * Walks the data directory. Files may appear, grow, shrink and go meanwhile: the log makes up for
   * it.
   */
  private abstract class Walk extends SimpleFileVisitor<Path> {

    abstract void directory(String name) throws IOException;

    abstract void file(Path file, String name, BasicFileAttributes attributes) throws IOException;

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
        throws IOException {
      if (path.equals(data)) {
        return FileVisitResult.CONTINUE;
      }
      if (path.getFileName().toString().startsWith("pgsql_tmp")) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      var name = name(path);
      directory(name);
      return EMPTIED.contains(name) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
      var name = name(path);
      var last = path.getFileName().toString();
      if (attributes.isRegularFile()
          && !LEFT_OUT.contains(name)
          && !last.startsWith("pg_internal.init")
          && !last.startsWith("pgsql_tmp")) {
        file(path, name, attributes);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    private String name(Path path) {
      return data.relativize(path).toString();
    }
  }

  private long size() throws IOException {
    var sum = new LongAdder();
    Files.walkFileTree(
        data,
        new Walk() {
          @Override
          void directory(String name) {}

          @Override
          void file(Path file, String name, BasicFileAttributes attributes) {
            sum.add(attributes.size());
          }
        });
    return sum.sum();
  }

  private void copyFiles(BackupWriter writer) throws IOException {
    Files.walkFileTree(
        data,
        new Walk() {
          @Override
          void directory(String name) {
            writer.addDirectory(CLUSTER + "/" + name);
          }

          @Override
          void file(Path file, String name, BasicFileAttributes attributes) throws IOException {
            copy(writer, file, name);
          }
        });
    // Last, and as one piece: PostgreSQL writes it as a whole.
    writer.add(CLUSTER + "/" + CONTROL, control());
  }

  private void copy(BackupWriter writer, Path file, String name) throws IOException {
    try (var content = Files.newInputStream(file)) {
      var size = Files.size(file);
      writer.add(CLUSTER + "/" + name, size, content);
      done += size;
      progress.at(done, Math.max(done, total), "files");
    } catch (NoSuchFileException _) {
      // A table that was dropped.
    }
  }

  /** Read until two readings are the same. */
  private byte[] control() throws IOException {
    var file = data.resolve(CONTROL);
    var last = Files.readAllBytes(file);
    for (var i = 0; i < CONTROL_ATTEMPTS; i++) {
      var next = Files.readAllBytes(file);
      if (Arrays.equals(last, next)) {
        return next;
      }
      last = next;
    }
    throw new BackupException(file + " changes all the time and can't be copied; try again");
  }

  private void copyLog(Connection connection, BackupWriter writer, String start, String stop)
      throws SQLException, IOException {
    var first = text(connection, "select pg_walfile_name(?::pg_lsn)", start);
    var last = text(connection, "select pg_walfile_name(?::pg_lsn)", stop);
    var segment =
        text(connection, "select setting from pg_settings where name = 'wal_segment_size'");
    var expected =
        Integer.parseInt(
            text(
                connection,
                "select (div(?::pg_lsn - '0/0'::pg_lsn - 1, s.size) - div(?::pg_lsn - '0/0'::pg_lsn, s.size) + 1)::int"
                    + " from (select ?::numeric) s (size)",
                stop,
                start,
                segment));
    var names = logFiles(first, last);
    if (names.size() != expected) {
      throw new BackupException(
          "the database's log from %s to %s has only %d of its %d files; back up again"
              .formatted(first, last, names.size(), expected));
    }
    for (var name : names) {
      var file = data.resolve(LOG).resolve(name);
      try (var content = Files.newInputStream(file)) {
        writer.add(CLUSTER + "/" + LOG + "/" + name, Files.size(file), content);
      }
    }
  }

  /** The files of the log from the first to the last, in order. */
  private List<String> logFiles(String first, String last) throws IOException {
    var names = new ArrayList<String>();
    try (var files = Files.list(data.resolve(LOG))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[0-9A-F]{24}"))
          .filter(name -> name.compareTo(first) >= 0 && name.compareTo(last) <= 0)
          .sorted()
          .forEach(names::add);
    }
    return names;
  }
}
