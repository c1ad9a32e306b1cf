package org.samling.console.imports;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.UploadStream;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ItemOrder;
import org.samling.core.organisation.TenantId;

/**
 * Accepts files of records. For the imports of this node it also has what the store does not:
 * progress and rejected records.
 */
public interface ImportDesk {

  /**
   * An import order.
   *
   * @param owner the tenant that will own the records, or null for common records
   * @param member the sign-in name of the member of staff
   * @param name the file name, without directories
   * @param source the agency of records that name none
   * @param format the format, or null to detect it from the file
   * @param coding how to decide the character coding of records that don't declare it, or null for
   *     the setting of the source
   * @param items how to take items from the records, or null to take none
   * @param rules match rules, and what happens to existing records
   * @param isDryRun whether the records are only compared
   */
  record ImportOrder(
      @Nullable TenantId owner,
      String member,
      String name,
      String source,
      @Nullable RecordFormat format,
      @Nullable CodingRule coding,
      @Nullable ItemOrder items,
      ImportRules rules,
      boolean isDryRun) {}

  /** The result of sending a file. */
  sealed interface Outcome {

    /** The file is stored and waits to be imported. */
    record Taken(ImportBatch batch) implements Outcome {}

    /** The file was refused, and nothing of it was kept. */
    record Refused(Reason reason) implements Outcome {}
  }

  /** Why a file was refused. */
  enum Reason {
    /** It is empty. */
    EMPTY,
    /** It is larger than the limit. */
    TOO_LARGE,
    /** The disk has no room for it. */
    NO_ROOM,
    /** The queue is full. */
    TOO_MANY,
    /** The upload timed out. */
    TOO_SLOW,
    /** The sender disconnected. */
    BROKE_OFF,
    /** It is no longer kept. */
    GONE
  }

  /** Returns the maximum size of a file, in bytes. */
  long limit();

  /** Accepts a file; returns once it is on disk and queued, or refused. */
  Outcome take(ImportOrder wish, UploadStream file);

  /**
   * Imports a file after its dry run, with the same options.
   *
   * @param member the sign-in name of the member of staff
   */
  Outcome start(ImportBatch dryRun, String member);

  /** Whether the file of a dry run is still kept, so that it can be {@linkplain #start started}. */
  boolean isKept(ImportBatch dryRun);

  /** Returns the number of records processed by an import that runs here. */
  Optional<Integer> progress(ImportBatch batch);

  /** Deletes the file of a cancelled import. */
  void deleteFile(ImportBatch batch);

  /**
   * Returns the kinds of reports of an import on this node: {@code csv} for the rejected records
   * and their reasons, {@code items} for the refused items and their reasons, {@code mrc} and
   * others for the rejected records themselves.
   */
  List<String> reports(ImportBatch batch);

  /** Returns a report of an import by its kind; empty if it is not on this node. */
  Optional<Path> report(ImportBatch batch, String kind);

  /**
   * A rejected record.
   *
   * @param ordinal its number in the file, from 1
   * @param offset where it begins, in bytes of the uncompressed file
   * @param reason why, as a sentence
   */
  record Rejection(String ordinal, String offset, String reason) {}

  /**
   * Returns rejected records, in file order.
   *
   * @param from the position of the first one, from 0
   * @param number the maximum number of records
   * @return empty if the report is not on this node
   */
  List<Rejection> rejections(ImportBatch batch, int from, int number);

  /**
   * A watched folder of this server.
   *
   * @param isCommon whether its records become common records
   * @param source the agency of records that name none
   * @param files its files, latest first; a limited number in each state
   */
  record WatchedFolder(String path, boolean isCommon, String source, List<FolderFile> files) {

    /** Copies the list. */
    public WatchedFolder {
      files = List.copyOf(files);
    }
  }

  /** The state of a file in a watched folder. */
  enum FolderState {
    /** It is waiting or being imported. */
    WAITING,
    /** It was imported. */
    DONE,
    /** The import failed or was not completed. */
    FAILED
  }

  /**
   * A file in a watched folder.
   *
   * @param name its name
   * @param state its state
   * @param at when it was last changed, or finished
   */
  record FolderFile(String name, FolderState state, Instant at) {}

  /**
   * Returns the watched folders of a tenant.
   *
   * @param tenant the tenant's code
   * @param withCommon whether to include folders of common records
   */
  List<WatchedFolder> folders(String tenant, boolean withCommon);
}
