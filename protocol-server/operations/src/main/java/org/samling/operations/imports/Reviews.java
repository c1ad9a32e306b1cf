package org.samling.operations.imports;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.imports.Candidate;
import org.samling.core.imports.FieldDiff;
import org.samling.core.imports.ImportReviews.Waiting;
import org.samling.core.imports.Proposal;
import org.samling.core.imports.RecordReviews;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on records that wait for review take and return. */
public final class Reviews {

  private static final String NUMBER = "the number of the import";
  private static final String RECORD = "the record's number in the file, from 1";
  private static final String KEY = "as agency:number";

  /** The most records that are loaded at once. */
  static final int MOST = 10_000;

  private Reviews() {}

  /** Whose records are listed. */
  public record WhichImport(@Means(NUMBER) String number) {}

  /** Which record, and with which it is compared. */
  public record WhichRecord(
      @Means(NUMBER) String number,
      @Means(RECORD) @Min(1) int record,
      @Means(
              "the existing record that it is compared with, "
                  + KEY
                  + "; default: that onto which it would be loaded")
          @Nullable String with) {}

  /** What is decided about a record. */
  public record Decide(
      @Means(NUMBER) String number,
      @Means(RECORD) @Min(1) int record,
      @Means("add, overlay or leave; if left out, the rules' proposal counts again")
          Proposal.@Nullable Action action,
      @Means("the existing record onto which it is loaded, " + KEY) @Nullable String onto) {}

  /** Which records are loaded. */
  public record Load(
      @Means(NUMBER) String number,
      @Means("whether records that nobody decided about are loaded as the rules propose")
          @Nullable Boolean proposed,
      @Means("how many at most; default: 10,000") @Min(1) @Max(MOST) @Nullable Integer most) {}

  /**
   * A page of records that wait.
   *
   * @param records the records, in the order of the file
   * @param next what the next page comes after
   */
  public record ListedRecords(
      List<WaitingRecord> records, @Means(Paging.NEXT) @Nullable String next) {}

  /** A record that waits. */
  public record WaitingRecord(
      @Means(RECORD) @Min(1) int record,
      @Means(KEY) String key,
      String title,
      @Nullable String author,
      @Means("what the rules propose") Step proposal,
      @Means("what somebody decided; null for nothing yet") @Nullable Step decision,
      @Means("who decided") @Nullable String decidedBy,
      @Means("the existing records that it may be, the best first") List<Match> candidates) {

    static WaitingRecord of(Waiting waiting) {
      var held = waiting.held();
      var decision = waiting.decision();
      return new WaitingRecord(
          held.ordinal(),
          held.record().key().toString(),
          held.record().brief().title(),
          held.record().brief().author(),
          Step.of(held.proposal()),
          decision == null ? null : Step.of(decision),
          waiting.decidedBy(),
          held.candidates().stream().map(Match::of).toList());
    }
  }

  /** What becomes of a record. */
  public record Step(
      Proposal.Action action,
      @Means("the existing record onto which it is loaded") @Nullable String onto,
      @Means("empty where there is nothing to say") String reason) {

    static Step of(Proposal proposal) {
      var onto = proposal.onto();
      return new Step(proposal.action(), onto == null ? null : onto.toString(), proposal.reason());
    }
  }

  /** An existing record that another may be. */
  public record Match(
      @Means(KEY) String key,
      String title,
      @Means("in hundredths of the threshold of the best match rule") @Min(0) int score,
      @Means("why it is no match all the same; empty where it is one") String objection) {

    static Match of(Candidate candidate) {
      return new Match(
          candidate.key().toString(), candidate.title(), candidate.score(), candidate.objection());
    }
  }

  /** A record that waits, and what would change. */
  public record ShownRecord(
      WaitingRecord waiting,
      @Means("the existing record that it is compared with; null for none") @Nullable String with,
      @Means("its fields before and after") List<Line> fields,
      @Means("whether there are more fields") boolean cut) {

    static ShownRecord of(RecordReviews.Compared compared) {
      var with = compared.compared();
      return new ShownRecord(
          WaitingRecord.of(compared.waiting()),
          with == null ? null : with.key().toString(),
          compared.diff().lines().stream().map(l -> new Line(l.change(), l.text())).toList(),
          compared.diff().isCut());
    }
  }

  /** A field, and what becomes of it. */
  public record Line(FieldDiff.Change change, String text) {}

  /** What became of records that were loaded. */
  public record LoadedRecords(
      @Min(0) int added,
      @Min(0) int changed,
      @Min(0) int unchanged,
      @Min(0) int leftOut,
      @Means("the items that were refused, at most 1,000") List<RefusedItem> refusedItems,
      @Means("those that could not be loaded and still wait, at most 1,000")
          List<Staying> waiting) {

    private static final int LISTED = 1_000;

    static LoadedRecords of(RecordReviews.Loaded loaded) {
      return new LoadedRecords(
          loaded.put().added(),
          loaded.put().changed(),
          loaded.put().unchanged(),
          loaded.leftOut(),
          loaded.refusedItems().stream()
              .limit(LISTED)
              .map(item -> new RefusedItem(item.ordinal(), item.barcode(), item.reason()))
              .toList(),
          loaded.waiting().stream()
              .limit(LISTED)
              .map(each -> new Staying(each.ordinal(), each.record().toString(), each.reason()))
              .toList());
    }
  }

  /** An item that was refused. */
  public record RefusedItem(@Means(RECORD) int record, @Nullable String barcode, String reason) {}

  /** A record that still waits. */
  public record Staying(@Means(RECORD) int record, @Means(KEY) String key, String reason) {}

  /** A key as it is written; empty where it is none. */
  static Optional<RecordKey> key(String text) {
    try {
      return Optional.of(RecordKey.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
