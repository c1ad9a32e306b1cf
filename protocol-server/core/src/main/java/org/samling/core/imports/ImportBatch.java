package org.samling.core.imports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.organisation.TenantId;

/**
 * The import of one file.
 *
 * @param number what it is known by, in the whole library
 * @param order what was asked for
 * @param isDryRun whether its records are only compared; it keeps no versions, and its counts are
 *     there when it is over
 * @param state how it stands
 * @param reason why it stopped, or null
 * @param tally how far it came
 * @param put what came of the records that were accepted
 * @param undone what was done away with when it was undone, or null
 * @param keepsVersions whether the versions that it replaced are still kept, so that it can be
 *     undone
 * @param started when it began, or since when it waits
 * @param ended when it ended or stopped, or null while it waits or runs or after a crash
 */
public record ImportBatch(
    long number,
    Order order,
    boolean isDryRun,
    State state,
    @Nullable String reason,
    ImportTally tally,
    PutCounts put,
    @Nullable UndoCounts undone,
    boolean keepsVersions,
    Instant started,
    @Nullable Instant ended) {

  /** How an import stands. */
  public enum State {
    /** Its file is here, and others come first. */
    WAITING,
    /** It runs, or was killed. */
    RUNNING,
    /** The file or the store ended it early. */
    STOPPED,
    /** All of the file was done. */
    DONE,
    /** It was called off before its end. */
    CANCELLED,
    /** It was undone. */
    UNDONE
  }

  /** Whether it can begin, or go on where it ended. */
  public boolean isUnfinished() {
    return switch (state) {
      case WAITING, RUNNING, STOPPED -> true;
      case DONE, CANCELLED, UNDONE -> false;
    };
  }

  /**
   * What is asked of an import.
   *
   * @param tenant the tenant to whom the records belong, or null for common records
   * @param startedBy who began it: an account or a user of the machine, at most 200 characters
   * @param file the file's absolute path
   * @param print what the file held when it began
   * @param source the agency that counts as the maker of records that name none
   * @param format the format, or null to find it out from the file
   * @param items that the items are taken that the records describe, or null
   * @param rules by what rules records are known again, and what becomes of those that are
   * @param coding how the coding of the records is settled, or null as is usual for the source
   */
  public record Order(
      @Nullable TenantId tenant,
      String startedBy,
      String file,
      FilePrint print,
      String source,
      @Nullable RecordFormat format,
      @Nullable ItemOrder items,
      ImportRules rules,
      @Nullable CodingRule coding) {

    /** An order for records only, by the rules that hold where nothing else is said. */
    public Order(
        @Nullable TenantId tenant,
        String startedBy,
        String file,
        FilePrint print,
        String source,
        @Nullable RecordFormat format) {
      this(tenant, startedBy, file, print, source, format, null, ImportRules.DEFAULT, null);
    }
  }

  /**
   * What a file is known again by.
   *
   * @param size its size in bytes
   * @param sha256 the SHA-256 of its bytes, in hexadecimal digits
   */
  public record FilePrint(long size, String sha256) {}

  /**
   * What came of undoing an import.
   *
   * @param restored how many records have their earlier version again
   * @param removed how many records that it had added are gone
   */
  public record UndoCounts(int restored, int removed) {

    /** The sum of both. */
    public UndoCounts plus(UndoCounts other) {
      return new UndoCounts(restored + other.restored, removed + other.removed);
    }
  }
}
