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
 * Takes files of records, and knows of those that this node took what the store does not: how far
 * they are, and what was rejected.
 */
public interface ImportDesk {

  /**
   * What is asked.
   *
   * @param owner the tenant to whom the records will belong, or null for common records
   * @param member who asks, by the name to sign in with
   * @param name what the file is called, without directories
   * @param source the agency that counts as the maker of records that name none
   * @param format the format, or null to find it out from the file
   * @param coding how the coding of records that don't say it is settled, or null by the setting of
   *     the source
   * @param items that the items are taken that the records describe, or null
   * @param rules what records are known by, and what becomes of those that are there
   * @param isDryRun whether the records are only compared
   */
  record Wish(
      @Nullable TenantId owner,
      String member,
      String name,
      String source,
      @Nullable RecordFormat format,
      @Nullable CodingRule coding,
      @Nullable ItemOrder items,
      ImportRules rules,
      boolean isDryRun) {}

  /** What becomes of a file. */
  sealed interface Outcome {

    /**
     * It is here, and waits to be imported.
     *
     * @param batch its import
     */
    record Taken(ImportBatch batch) implements Outcome {}

    /**
     * It was not taken, and nothing of it was kept.
     *
     * @param reason why
     */
    record Refused(Reason reason) implements Outcome {}
  }

  /** Why a file was not taken. */
  enum Reason {
    /** It has no bytes. */
    EMPTY,
    /** It is larger than a file may be. */
    TOO_LARGE,
    /** The disk has no room for it. */
    NO_ROOM,
    /** As many wait as may. */
    TOO_MANY,
    /** It took longer than it may. */
    TOO_SLOW,
    /** Whoever sent it went away. */
    BROKE_OFF,
    /** It is not kept any more. */
    GONE
  }

  /** How many bytes a file may have. */
  long limit();

  /** Takes a file; returns when it is on disk and waits, or was refused. */
  Outcome take(Wish wish, UploadStream file);

  /**
   * Imports a file that was tried, as it was tried.
   *
   * @param member who asks, by the name to sign in with
   */
  Outcome start(ImportBatch dryRun, String member);

  /** Whether the file of a dry run is still kept, so that it can be {@linkplain #start started}. */
  boolean isKept(ImportBatch dryRun);

  /** How many records of a file are done of an import that runs here. */
  Optional<Integer> progress(ImportBatch batch);

  /** The import was called off: its file goes. */
  void forget(ImportBatch batch);

  /**
   * The kinds of reports of an import that lie here: {@code csv} for the rejected records and why,
   * {@code items} for the refused items and why, {@code mrc} and others for the rejected records
   * themselves.
   */
  List<String> reports(ImportBatch batch);

  /** A report of an import, by its kind; nothing where it is not here. */
  Optional<Path> report(ImportBatch batch, String kind);

  /**
   * A record that was rejected.
   *
   * @param ordinal which record of the file it is, from 1
   * @param offset where it begins, in bytes of the unpacked file
   * @param reason why, as a sentence
   */
  record Rejection(String ordinal, String offset, String reason) {}

  /**
   * Rejected records, in the order of the file.
   *
   * @param from the first one's position among them, from 0
   * @param number how many at most
   * @return none where the report is not here
   */
  List<Rejection> rejections(ImportBatch batch, int from, int number);

  /**
   * A folder from which this server takes files.
   *
   * @param path the folder
   * @param isCommon whether the records become common ones
   * @param source the agency that counts as the maker of records that name none
   * @param files what lies there, the latest first; some at most of each state
   */
  record WatchedFolder(String path, boolean isCommon, String source, List<FolderFile> files) {

    /** Copies the list. */
    public WatchedFolder {
      files = List.copyOf(files);
    }
  }

  /** What becomes of a file in a watched folder. */
  enum FolderState {
    /** It was not begun, or goes on. */
    WAITING,
    /** It was imported. */
    DONE,
    /** It could not be, or not to its end. */
    FAILED
  }

  /**
   * A file in a watched folder.
   *
   * @param name what it is called
   * @param state what became of it
   * @param at when it was changed last, or was over
   */
  record FolderFile(String name, FolderState state, Instant at) {}

  /**
   * The folders that are watched for a tenant.
   *
   * @param tenant the tenant's code
   * @param withCommon whether those of common records are told too
   */
  List<WatchedFolder> folders(String tenant, boolean withCommon);
}
