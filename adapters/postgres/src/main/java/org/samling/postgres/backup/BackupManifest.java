package org.samling.postgres.backup;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The contents of a backup. The heading comes first in the file, the whole manifest last: a file
 * without it is incomplete.
 *
 * @param heading what was known at the start
 * @param note which part of the database's log is needed, or how many rows there are
 * @param entries everything else in the file, in its order
 */
public record BackupManifest(Heading heading, String note, List<Entry> entries) {

  /** The form of the file that this version writes; it reads no other. */
  public static final int FORMAT = 1;

  static final String HEADING = "samling-backup.json";
  static final String MANIFEST = "manifest.json";

  static final JsonMapper JSON = JsonMapper.builder().build();

  /** Copies the list. */
  public BackupManifest {
    entries = List.copyOf(entries);
  }

  /** How the database was copied. */
  public enum Kind {
    /** As the files of its server, at one moment. */
    CLUSTER,
    /** As the rows of its tables, in one snapshot. */
    ROWS,
    /** As the rows of one tenant, for people and other systems; it can't be restored. */
    TENANT
  }

  /**
   * What is known before the first byte is copied.
   *
   * @param format {@link #FORMAT}
   * @param kind how the database was copied
   * @param samling the version of Samling
   * @param postgres the version of the database server, as it reports it
   * @param schema the schema's last migration
   * @param createdAt when the backup was begun
   * @param keys marks of the keys that protect the library's secrets, which identify keys but can't
   *     be turned back into them
   * @param hasKeys whether these keys are in the backup; null in one of an earlier version, where
   *     only its end shows that
   */
  public record Heading(
      int format,
      Kind kind,
      String samling,
      String postgres,
      int schema,
      Instant createdAt,
      List<String> keys,
      @Nullable Boolean hasKeys) {

    /** Copies the list. */
    public Heading {
      keys = List.copyOf(keys);
    }
  }

  /**
   * A piece of the backup.
   *
   * @param name its name in the file
   * @param size how many bytes it has
   * @param sha256 their SHA-256, in hexadecimal
   */
  public record Entry(String name, long size, String sha256) {}

  /** How many bytes there are, before compression. */
  public long size() {
    return entries.stream().mapToLong(Entry::size).sum();
  }
}
