package org.samling.operations.imports;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RepairKind;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatch.State;
import org.samling.core.imports.ImportRepair;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportRules.OnAmbiguous;
import org.samling.core.imports.ImportRules.OnMatch;
import org.samling.core.imports.MatchRule;
import org.samling.core.imports.OverlayRule;
import org.samling.core.imports.RepairTally;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.Words;
import org.samling.routes.imports.ImportUploads;

/** What the operations on imports take and return. */
public final class Imports {

  private static final String OWNER = "own or common; default: own";
  private static final String NUMBER = "the number of the import";

  private Imports() {}

  /** Whose imports are listed. */
  public record WhichRecords(@Means(OWNER) @Nullable String records) {}

  /** Which import. */
  public record WhichImport(@Means(NUMBER) String number) {}

  /** The rejected records of an import, in a format. */
  public record WhichRejects(
      @Means(NUMBER) String number,
      @Means("csv for the reasons; mrc, xml, json, lin, mrk, seq or bytes for the records")
          String format) {}

  /** The repairs of an import, of one kind or all. */
  public record WhichRepairs(
      @Means(NUMBER) String number,
      @Means("only repairs of this kind; default: all") @Nullable RepairKind kind) {}

  /**
   * A page of the repairs that an import made, in the order of the file.
   *
   * @param repairs the repairs
   * @param next what the next page comes after
   */
  public record ListedRepairs(
      @Means("how many repairs were made") @Min(0) int made,
      @Means("how many of them are listed, the first ones") @Min(0) int listed,
      @Means("how many records needed each kind") Map<String, @Min(0) Integer> kinds,
      List<ListedRepair> repairs,
      @Means(Paging.NEXT) @Nullable Integer next) {

    static ListedRepairs of(RepairTally tally, Paging.Page<ImportRepair> page) {
      var kinds = new LinkedHashMap<String, Integer>();
      tally.kinds().forEach((kind, count) -> kinds.put(kind.label(), count));
      var next = page.next();
      return new ListedRepairs(
          tally.made(),
          Math.min(tally.made(), ImportRepair.MAX_LISTED),
          kinds,
          page.map(ListedRepair::of).entries(),
          next == null ? null : Integer.valueOf(next));
    }
  }

  /** A repair. */
  public record ListedRepair(
      @Means("its number among the repairs of the import") @Min(1) int number,
      @Means("the number of the record in the file") @Min(1) int record,
      @Means("where the record begins, in bytes of the unpacked file") @Min(0) long offset,
      @Means("the record's key, SOURCE:NUMBER") String key,
      @Means("a tag; LDR/09 for a position of the leader; empty for the record as a whole")
          String field,
      @Means("which of the fields with this tag, from 1; 0 for what is no field") @Min(0) int occurrence,
      @Means("its code with the format's sign, as $a; empty for the whole field") String subfield,
      RepairKind kind,
      @Means("what the kind means") String meaning,
      @Means("what was there, shortened") String before,
      @Means("what was read instead, shortened") String after) {

    static ListedRepair of(ImportRepair made) {
      var repair = made.repair();
      return new ListedRepair(
          made.number(),
          made.ordinal(),
          made.offset(),
          made.record().toString(),
          repair.field(),
          repair.occurrence(),
          repair.subfield(),
          repair.kind(),
          repair.kind().meaning(),
          repair.before(),
          repair.after());
    }
  }

  /** How a file that is sent in is to be imported. */
  public record Upload(
      @Means("the file's name; default: upload") @Nullable String name,
      @Means(OWNER) @Nullable String records,
      @Means("the agency of records that name none; default: local") @Nullable String source,
      @Means(
              "auto, marc21, marcxml, marc-in-json, marc-mnemonic, aleph-sequential, danmarc2, danmarc2-line, danmarc2-xml, unimarc or unimarc-xml; default: auto")
          @Nullable String format,
      @Means("auto, hold, utf-8, marc-8 or latin-1; default: the setting of the source")
          @Nullable String coding,
      @Means("the items to import: none, marc852, koha952 or danmarc096; default: none")
          @Nullable String items,
      @Means("the item mapping of the tenant's by which items are imported, instead of items")
          @Nullable String itemMapping,
      @JsonUnwrapped Matching matching,
      @Means("whether the records are only compared") @Nullable Boolean dryRun) {}

  /** By what records are known again, and what becomes of those that are; words with commas. */
  public record Matching(
      @Means(
              "control-number, isbn, issn, faust, a field as 035$a~digits, or several with scores as isbn:60+245$a~text:40>=80; several rules with commas")
          @Nullable String match,
      @Means("replace, keep or merge; default: replace") @Nullable String onMatch,
      @Means("add, reject or review; default: review if a rule has scores, and else add")
          @Nullable String onAmbiguous,
      @Means("fields that a merge leaves unchanged, such as 856,59X") @Nullable String protect,
      @Means("fields that a merge only adds to, such as 856,59X") @Nullable String addOnly,
      @Means("what a merge does with further fields, such as 6XX$0=keep,650@870970=add")
          @Nullable String overlay,
      @Means("whether each record that would change the catalogue waits for review")
          @Nullable Boolean review) {}

  /**
   * A page of imports, the latest first.
   *
   * @param imports the imports
   * @param next what the next page comes after
   */
  public record ListedImports(
      List<ImportWithReports> imports, @Means(Paging.NEXT) @Nullable Long next) {}

  /** An import as every node knows it. */
  public record Import(
      @JsonUnwrapped Standing standing,
      @JsonUnwrapped Ordered ordered,
      @JsonUnwrapped Progress progress,
      @JsonUnwrapped Outcome outcome,
      @JsonUnwrapped Undoing undoing) {

    static Import of(ImportBatch batch) {
      return of(batch, Progress.of(batch));
    }

    static Import of(ImportBatch batch, Progress progress) {
      return new Import(
          Standing.of(batch), Ordered.of(batch), progress, Outcome.of(batch), Undoing.of(batch));
    }
  }

  /** An import, with what only the node knows that received its file. */
  public record ImportWithReports(
      @JsonUnwrapped Import batch, @Means("where its reports are") List<String> reports) {}

  /** Whose records are imported. */
  public enum Owner {
    /** The tenant's. */
    OWN,
    /** Those that all tenants see. */
    COMMON
  }

  /** How an import stands. */
  public record Standing(
      @Min(0) long number,
      ImportBatch.State state,
      @Means("why it stopped or was cancelled") @Nullable String reason,
      @Means("where and why the file ended early") @Nullable String endedEarly,
      Owner records,
      boolean dryRun) {

    static Standing of(ImportBatch batch) {
      return new Standing(
          batch.number(),
          batch.state(),
          batch.reason(),
          batch.tally().endedEarly(),
          batch.order().tenant() == null ? Owner.COMMON : Owner.OWN,
          batch.isDryRun());
    }
  }

  /** What is imported, how, and when. */
  public record Ordered(
      @Means("its name") String file,
      @Means("in bytes") @Min(0) long size,
      String sha256,
      @Means("the agency of records that name none") String source,
      @Means("auto if it is found out from the file") String format,
      @Means("how codings were decided; null for the setting of the source")
          @Nullable CodingRule coding,
      @Means("the rules by which records were matched; null if only agency and number count")
          @Nullable Rules rules,
      String startedBy,
      Instant started,
      @Nullable Instant ended) {

    static Ordered of(ImportBatch batch) {
      var order = batch.order();
      var format = order.format();
      var ended = batch.ended();
      return new Ordered(
          String.valueOf(Path.of(order.file()).getFileName()),
          order.print().size(),
          order.print().sha256(),
          order.source(),
          format == null ? ImportWish.ANY_FORMAT : Words.of(format),
          order.coding(),
          order.rules().areDefault() ? null : Rules.of(order.rules()),
          order.startedBy(),
          toSecond(batch.started()),
          ended == null ? null : toSecond(ended));
    }

    private static Instant toSecond(Instant instant) {
      return instant.truncatedTo(ChronoUnit.SECONDS);
    }
  }

  /** The rules of an import. */
  public record Rules(
      @Means("the rules by which records match") List<String> match,
      OnMatch onMatch,
      OnAmbiguous onAmbiguous,
      @Means("what a merge does with which fields") List<String> overlay,
      @Means("whether all records are reviewed") boolean review) {

    static Rules of(ImportRules rules) {
      return new Rules(
          rules.match().stream().map(MatchRule::text).toList(),
          rules.onMatch(),
          rules.onAmbiguous(),
          rules.overlay().stream().map(OverlayRule::text).toList(),
          rules.isReviewed());
    }
  }

  /** How far an import has come. */
  public record Progress(
      @Means("how many records") @Min(0) int read,
      @Means("how many bytes of the file; null where that is not known") @Min(0) @Nullable Long bytes,
      @Means("where the last record begins, in the unpacked file") @Min(0) long offset) {

    static Progress of(ImportBatch batch) {
      return new Progress(
          batch.tally().read(),
          batch.state() == State.DONE || batch.state() == State.REVIEW
              ? batch.order().print().size()
              : null,
          batch.tally().offset());
    }

    static Progress of(ImportBatch batch, ImportUploads.Progress now) {
      return new Progress(now.records(), now.bytes(), batch.tally().offset());
    }
  }

  /** What became of the records. */
  public record Outcome(
      @Min(0) int added,
      @Min(0) int changed,
      @Min(0) int unchanged,
      @Min(0) int repaired,
      @Means("how many repairs were made in these records") @Min(0) int repairs,
      @Min(0) int rejected,
      @Means("how many records wait for review") @Min(0) int waiting,
      @Means("the codings in which records were read, with the reasons")
          Map<String, @Min(0) Integer> codings) {

    static Outcome of(ImportBatch batch) {
      return new Outcome(
          batch.put().added(),
          batch.put().changed(),
          batch.put().unchanged(),
          batch.tally().repairs().records(),
          batch.tally().repairs().made(),
          batch.tally().rejected(),
          batch.tally().matches().held(),
          batch.tally().codings());
    }
  }

  /** What undoing an import did, and whether it can be undone. */
  public record Undoing(
      @Means("null unless it was undone") @Min(0) @Nullable Integer restored,
      @Means("null unless it was undone") @Min(0) @Nullable Integer removed,
      @Means("whether the versions that it replaced are kept") boolean canBeUndone) {

    static Undoing of(ImportBatch batch) {
      var undone = Optional.ofNullable(batch.undone());
      return new Undoing(
          undone.map(what -> what.restored()).orElse(null),
          undone.map(what -> what.removed()).orElse(null),
          batch.keepsVersions());
    }
  }

  /** What became of the records of an import that was undone. */
  public record Undone(
      @Means("how many have their earlier version again") @Min(0) int restored,
      @Means("how many were deleted") @Min(0) int removed,
      @Means("how many stay as they are") @Min(0) int stay,
      @Means("at most 1,000") List<StayingRecord> recordsThatStay) {}

  /** A record that stays as it is. */
  public record StayingRecord(String record, String reason) {}
}
