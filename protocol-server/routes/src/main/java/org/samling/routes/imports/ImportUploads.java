package org.samling.routes.imports;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ItemOrder;
import org.samling.core.organisation.TenantId;
import org.samling.routes.IncomingFile;

/**
 * Uploaded files to be imported. The files of one tenant are imported one after another, in the
 * order in which they came; those with common records are a queue of their own. A file is kept
 * until its import is over, which resumes after a restart.
 *
 * <p>Files stay on the node that received them: progress and rejected records are available only
 * for files that this node received.
 */
public interface ImportUploads {

  /** The kind of report that lists the refused items. */
  String ITEMS = "items";

  /** The kind of report that lists the records whose coding is undecided. */
  String UNDECIDED = "undecided-codings";

  /**
   * A request to import a file.
   *
   * @param owner the tenant that will own the records, or null for common records
   * @param account the name of the account that asks
   * @param name the file's name, which is valid in a file system
   * @param source the agency assumed for records that name none
   * @param format the format, or null to find it out from the file
   * @param coding how the coding of records that don't declare it is determined, or null for the
   *     source's setting
   * @param items how to take over the items that the records describe, or null for no items
   * @param rules how records are matched, and what happens to matched ones
   * @param isDryRun whether the records are only compared, not written
   * @param requestKey the request's idempotency key, or null
   */
  record ImportRequest(
      @Nullable TenantId owner,
      String account,
      String name,
      String source,
      @Nullable RecordFormat format,
      @Nullable CodingRule coding,
      @Nullable ItemOrder items,
      ImportRules rules,
      boolean isDryRun,
      @Nullable String requestKey) {}

  /** What happened to a file. */
  sealed interface Outcome {

    /**
     * It was received, and waits to be imported; or it had been received before under the same key.
     *
     * @param batch its import
     */
    record Received(ImportBatch batch) implements Outcome {}

    /**
     * It was not taken, and nothing of it was kept.
     *
     * @param detail what to do about it, as a sentence
     */
    record Refused(Reason reason, String detail) implements Outcome {}
  }

  /** Why a file was not taken. */
  enum Reason {
    /** It has no bytes. */
    EMPTY,
    /** It is larger than a file may be. */
    TOO_LARGE,
    /** The disk has no room for it. */
    NO_ROOM,
    /** The queue of waiting files is full. */
    TOO_MANY,
    /** It took too long to arrive. */
    TOO_SLOW,
    /** The sender disconnected. */
    BROKE_OFF,
    /** Its key was used for another request. */
    KEY_USED,
    /** A request with its key is being received now. */
    KEY_ARRIVING
  }

  /** Receives a file; returns when it is on disk and waits, or was refused. */
  Outcome receive(ImportRequest wish, IncomingFile file);

  /** How many bytes of the file were read, and how many records of it are done. */
  record Progress(long bytes, int records) {}

  /** The progress of an import that runs on this node. */
  Optional<Progress> progress(ImportBatch batch);

  /** Deletes the file of a cancelled import. */
  void forget(ImportBatch batch);

  /**
   * The kinds of reports of an import that are on this node: {@code csv} for the rejected records
   * and why, {@code mrc}, {@code xml}, {@code json}, {@code lin}, {@code mrk}, {@code seq} and
   * {@code bytes} for those records themselves, {@link #ITEMS} and {@link #UNDECIDED}.
   */
  List<String> reports(ImportBatch batch);

  /** A report of an import, by its kind; empty where it is not on this node. */
  Optional<Path> report(ImportBatch batch, String kind);
}
