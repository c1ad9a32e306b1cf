package org.samling.console.imports;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.imports.ImportDesk.Rejection;
import org.samling.console.imports.ImportDesk.WatchedFolder;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatches.Written;

/** What the pages of imports show. */
public final class Imports {

  private Imports() {}

  /**
   * An import in the list.
   *
   * @param batch the import
   * @param read how many records are done
   */
  public record Row(ImportBatch batch, int read) {

    /** The file's name, without its directory. */
    public String file() {
      return String.valueOf(Path.of(batch.order().file()).getFileName());
    }

    /** Whether the records are common ones. */
    public boolean isCommon() {
      return batch.order().tenant() == null;
    }

    /** Whether it waits or runs. */
    public boolean isUnderWay() {
      return batch.state() == ImportBatch.State.WAITING
          || batch.state() == ImportBatch.State.RUNNING;
    }
  }

  /**
   * The list.
   *
   * @param rows the imports, the latest first
   * @param isCapped whether there may be earlier ones
   * @param folders the folders that are watched
   */
  public record Overview(List<Row> rows, boolean isCapped, List<WatchedFolder> folders) {

    /** Copies the lists. */
    public Overview {
      rows = List.copyOf(rows);
      folders = List.copyOf(folders);
    }
  }

  /**
   * The form for a file.
   *
   * @param typed what was typed, by the fields' names
   * @param match by what records are known again, as it was ticked
   * @param mayCommon whether common records may be loaded
   * @param mayItems whether items may be taken from records
   * @param limit how many bytes a file may have
   * @param problem what is wrong, in words, or null
   */
  public record FileForm(
      Map<String, String> typed,
      List<String> match,
      boolean mayCommon,
      boolean mayItems,
      long limit,
      @Nullable String problem) {

    /** Copies what was typed. */
    public FileForm {
      typed = Map.copyOf(typed);
      match = List.copyOf(match);
    }

    /** What was typed in a field. */
    public String typed(String field) {
      return typed.getOrDefault(field, "");
    }

    /** The limit in megabytes. */
    public long megabytes() {
      return limit / 1_000_000;
    }
  }

  /**
   * One import.
   *
   * @param row the import
   * @param isKept whether it is a dry run whose file can be imported
   * @param reports the kinds of reports that lie here
   * @param rejections some of the rejected records
   * @param pages the pages of the rejected records
   * @param written some of the records that it wrote
   * @param undoing what is known of its undoing here, or null
   * @param problem what is wrong, in words, or null
   */
  public record BatchPage(
      Row row,
      boolean isKept,
      List<String> reports,
      List<Rejection> rejections,
      Pages pages,
      List<Written> written,
      @Nullable Undoing undoing,
      @Nullable String problem) {

    /** Copies the lists. */
    public BatchPage {
      reports = List.copyOf(reports);
      rejections = List.copyOf(rejections);
      written = List.copyOf(written);
    }

    /** Whether it goes on by itself, and so does the page. */
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
   * Which page of several.
   *
   * @param page the page, from 1
   * @param last the last page, at least 1
   */
  public record Pages(int page, int last) {}

  /**
   * The undoing of an import.
   *
   * @param isRunning whether it goes on
   * @param stay how many records stay as they are
   * @param told some of these
   * @param problem the key of the words for what went wrong, or null
   */
  public record Undoing(boolean isRunning, int stay, List<Kept> told, @Nullable String problem) {

    /** Copies the list. */
    public Undoing {
      told = List.copyOf(told);
    }
  }

  /**
   * A record that stays when an import is undone.
   *
   * @param reason why, as a sentence
   */
  public record Kept(RecordKey record, String reason) {}
}
