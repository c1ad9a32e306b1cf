package org.samling.routes.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ItemOrder;
import org.samling.core.organisation.TenantId;

/**
 * Files that are sent in to be imported. Those of one tenant are imported one after another, in the
 * order in which they came; common records' are a row of their own. Each is kept until it is over,
 * and is gone on with after a restart.
 *
 * <p>Files are kept where they arrived: what is told of progress and rejected records is of those
 * that this node received.
 */
public interface ImportUploads {

  /** The kind of report that tells the refused items. */
  String ITEMS = "items";

  /** The kind of report that tells the records whose coding is undecided. */
  String UNDECIDED = "undecided-codings";

  /**
   * What is asked.
   *
   * @param owner the tenant to whom the records will belong, or null for common records
   * @param account who asks, by the account's name
   * @param name what the file is called, which can be a file's name
   * @param source the agency that counts as the maker of records that name none
   * @param format the format, or null to find it out from the file
   * @param coding how the coding of records that don't say it is settled, or null by the setting of
   *     the source
   * @param items that the items are taken that the records describe, or null
   * @param rules what records are known by, and what becomes of those that are there
   * @param isDryRun whether the records are only compared
   * @param requestKey what the request is known again by, or null
   */
  record Wish(
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

  /** A file while it arrives. */
  interface Content {

    /** How many bytes it will be, where that was said before. */
    OptionalLong announced();

    /**
     * Begins to take it; once.
     *
     * @param within how long it may take to its end
     * @return its bytes; reading throws {@link java.io.InterruptedIOException} when that time is
     *     over, and another {@link IOException} when it broke off
     */
    InputStream open(Duration within);
  }

  /** What becomes of a file. */
  sealed interface Outcome {

    /**
     * It is here, and waits to be imported; or it was here before under the same key.
     *
     * @param batch its import
     */
    record Taken(ImportBatch batch) implements Outcome {}

    /**
     * It was not taken, and nothing of it was kept.
     *
     * @param reason the rule
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
    /** As many wait as may. */
    TOO_MANY,
    /** It took longer than it may. */
    TOO_SLOW,
    /** Whoever sent it went away. */
    BROKE_OFF,
    /** Its key was used for another request. */
    KEY_USED,
    /** A request with its key is just arriving. */
    KEY_ARRIVING
  }

  /** Takes a file; returns when it is on disk and waits, or was refused. */
  Outcome take(Wish wish, Content content);

  /** How many bytes of the file were read, and how many records of it are done. */
  record Progress(long bytes, int records) {}

  /** How far an import is that runs here. */
  Optional<Progress> progress(ImportBatch batch);

  /** The import was called off: its file goes. */
  void forget(ImportBatch batch);

  /**
   * The kinds of reports of an import that lie here: {@code csv} for the rejected records and why,
   * {@code mrc}, {@code xml}, {@code json}, {@code lin} and {@code bytes} for those records
   * themselves, {@link #ITEMS} and {@link #UNDECIDED}.
   */
  List<String> reports(ImportBatch batch);

  /** A report of an import, by its kind; nothing where it is not here. */
  Optional<Path> report(ImportBatch batch, String kind);
}
