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
 * @param number its number, unique among all tenants
 * @param order the order
 * @param isDryRun whether its records are only compared; it stores no versions, and its counts are
 *     available when it has ended
 * @param state its state
 * @param reason why it stopped, or null
 * @param tally its progress
 * @param put how many of the accepted records were added, changed and unchanged
 * @param undone what undoing it restored and removed, or null
 * @param keepsVersions whether the versions that it replaced are still stored, so that it can be
 *     undone
 * @param started when it began, or began to wait
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

  /** The state of an import. */
  public enum State {
    /** Its file has been received; other imports come first. */
    WAITING,
    /** It is running, or its process was killed. */
    RUNNING,
    /** The file or the store made it end early. */
    STOPPED,
    /** The whole file was processed, and some of its records wait for somebody's decision. */
    REVIEW,
    /** The whole file was processed. */
    DONE,
    /** It was cancelled before its end. */
    CANCELLED,
    /** It was undone. */
    UNDONE
  }

  /** Whether it can begin, or resume where it ended. */
  public boolean isUnfinished() {
    return switch (state) {
      case WAITING, RUNNING, STOPPED -> true;
      case REVIEW, DONE, CANCELLED, UNDONE -> false;
    };
  }

  /**
   * The order for an import.
   *
   * @param tenant the tenant to whom the records belong, or null for common records
   * @param startedBy who started it: an account or an operating system user, at most 200 characters
   * @param file the file's absolute path
   * @param print identifies the file's content when it began
   * @param source the agency of records that name none
   * @param format the format, or null to detect it from the file
   * @param items how to import the items described in the records, or null for no items
   * @param rules how records are matched, and what happens to matches
   * @param coding how the character coding is determined, or null for the source's usual way
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

    /** An order for records only, with the default rules. */
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
   * Identifies the content of a file.
   *
   * @param size its size in bytes
   * @param sha256 the SHA-256 of its bytes, in hexadecimal digits
   */
  public record FilePrint(long size, String sha256) {}

  /**
   * The outcome of undoing an import.
   *
   * @param restored how many records have their earlier version again
   * @param removed how many records that it had added were deleted
   */
  public record UndoCounts(int restored, int removed) {

    /** The sum of both. */
    public UndoCounts plus(UndoCounts other) {
      return new UndoCounts(restored + other.restored, removed + other.removed);
    }
  }
}
