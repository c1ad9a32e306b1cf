package org.samling.console.imports;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.imports.ImportDesk.Rejection;
import org.samling.console.imports.ImportDesk.WatchedFolder;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RepairKind;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatches.WrittenRecord;
import org.samling.core.imports.ImportRepair;
import org.samling.core.imports.ImportReviews.Waiting;
import org.samling.core.imports.RecordReviews;
import org.samling.core.imports.RepairTally;

/** The models of the import pages. */
public final class Imports {

  private Imports() {}

  /**
   * An import in the list.
   *
   * @param read the number of records processed
   */
  public record Row(ImportBatch batch, int read) {

    /** Returns the file name, without its directory. */
    public String file() {
      return String.valueOf(Path.of(batch.order().file()).getFileName());
    }

    /** Whether the records are common records. */
    public boolean isCommon() {
      return batch.order().tenant() == null;
    }

    /** Whether it is waiting or running. */
    public boolean isUnderWay() {
      return batch.state() == ImportBatch.State.WAITING
          || batch.state() == ImportBatch.State.RUNNING;
    }
  }

  /**
   * The list of imports.
   *
   * @param rows the imports, latest first
   * @param isCapped whether there may be older ones
   * @param folders the watched folders
   */
  public record Overview(List<Row> rows, boolean isCapped, List<WatchedFolder> folders) {

    /** Copies the lists. */
    public Overview {
      rows = List.copyOf(rows);
      folders = List.copyOf(folders);
    }
  }

  /**
   * The upload form.
   *
   * @param typed the typed values by field name
   * @param match the identifiers ticked to match records by
   * @param mayCommon whether the member may import common records
   * @param items what items may be imported by: presets, and mappings after {@code mapping:}; none
   *     where the member may not import items
   * @param limit the maximum size of a file, in bytes
   * @param problem what is wrong, as a text for staff, or null
   */
  public record FileForm(
      Map<String, String> typed,
      List<String> match,
      boolean mayCommon,
      List<String> items,
      long limit,
      @Nullable String problem) {

    /** Makes defensive copies. */
    public FileForm {
      typed = Map.copyOf(typed);
      match = List.copyOf(match);
      items = List.copyOf(items);
    }

    /** Returns the typed value of a field. */
    public String typed(String field) {
      return typed.getOrDefault(field, "");
    }

    /** Returns the limit in megabytes. */
    public long megabytes() {
      return limit / 1_000_000;
    }
  }

  /**
   * The page of one import.
   *
   * @param isKept whether it is a dry run whose file can still be imported
   * @param reports the kinds of reports on this node
   * @param rejections the rejected records on this page
   * @param written some of the records it wrote
   * @param undoing the state of its undo on this node, or null
   * @param problem what is wrong, as a text for staff, or null
   */
  public record BatchPage(
      Row row,
      boolean isKept,
      List<String> reports,
      List<Rejection> rejections,
      Pages pages,
      List<WrittenRecord> written,
      @Nullable Undoing undoing,
      @Nullable String problem) {

    /** Copies the lists. */
    public BatchPage {
      reports = List.copyOf(reports);
      rejections = List.copyOf(rejections);
      written = List.copyOf(written);
    }

    /** Whether the import is in progress, so that the page refreshes itself. */
    public boolean isUnderWay() {
      return row.isUnderWay() || (undoing != null && undoing.isRunning());
    }

    /** Whether it can be undone. */
    public boolean canBeUndone() {
      return !row.batch().isDryRun()
          && row.batch().keepsVersions()
          && row.batch().state() != ImportBatch.State.WAITING
          && !(undoing != null && undoing.isRunning());
    }
  }

  /**
   * The page of the repairs of an import.
   *
   * @param kind the only kind shown, or null for all
   * @param repairs those on this page
   * @param isLater whether there are earlier ones
   * @param next the number after which the next page begins, or null on the last one
   */
  public record RepairsPage(
      Row row,
      @Nullable RepairKind kind,
      List<ImportRepair> repairs,
      boolean isLater,
      @Nullable Integer next) {

    /** Copies the list. */
    public RepairsPage {
      repairs = List.copyOf(repairs);
    }

    /** Returns what was repaired in all. */
    public RepairTally tally() {
      return row.batch().tally().repairs();
    }

    /** Whether more repairs were made than are listed. */
    public boolean isCapped() {
      return tally().made() > ImportRepair.MAX_LISTED;
    }

    /** Returns a text in which blanks alone can be seen. */
    public String shown(String text) {
      return text.isBlank() ? text.replace(' ', '␣') : text;
    }

    /** Returns the query of a page of this list that begins after a number. */
    public String query(int after) {
      return "?after=" + after + (kind == null ? "" : "&kind=" + kind.label());
    }
  }

  /**
   * The position among the pages of a list.
   *
   * @param page the page, from 1
   * @param last the last page, at least 1
   */
  public record Pages(int page, int last) {}

  /**
   * The undo of an import.
   *
   * @param isRunning whether it is still running
   * @param stay the number of records kept as they are
   * @param told some of them
   * @param problem the message key of what went wrong, or null
   */
  public record Undoing(
      boolean isRunning, int stay, List<KeptRecord> told, @Nullable String problem) {

    /** Copies the list. */
    public Undoing {
      told = List.copyOf(told);
    }
  }

  /**
   * A record kept when an import is undone.
   *
   * @param reason why, as a sentence
   */
  public record KeptRecord(RecordKey record, String reason) {}

  /**
   * The records of an import that wait for review.
   *
   * @param waiting those on this page
   * @param next after which number in the file the next page begins, or null on the last one
   * @param loaded what became of those that were loaded just now, or null
   */
  public record ReviewPage(
      ImportBatch batch,
      List<Waiting> waiting,
      @Nullable Integer next,
      RecordReviews.@Nullable Loaded loaded) {

    /** Copies the list. */
    public ReviewPage {
      waiting = List.copyOf(waiting);
    }
  }

  /**
   * A record that waits for review.
   *
   * @param compared the record and what would change
   * @param next the number in the file of the next record that waits, or null
   * @param problem what is wrong, as a text for staff, or null
   */
  public record WaitingPage(
      ImportBatch batch,
      RecordReviews.Compared compared,
      @Nullable Integer next,
      @Nullable String problem) {}
}
