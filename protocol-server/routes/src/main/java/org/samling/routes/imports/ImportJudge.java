package org.samling.routes.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordReader.ReadResult.Accepted;
import org.samling.core.imports.HeldRecord;
import org.samling.core.imports.ImportReviews;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportTally;
import org.samling.core.imports.ItemChoice.ItemDecisions;
import org.samling.core.imports.ItemTally;
import org.samling.core.imports.MatchTally;
import org.samling.core.imports.Overlay;
import org.samling.core.imports.Overlay.Decision;
import org.samling.core.imports.Overlay.Finding;
import org.samling.core.imports.RecordJudge;

/**
 * Decides about the records of one batch by the rules of their import, and reports the decisions.
 */
final class ImportJudge implements RecordJudge {

  private final ImportRun run;
  private final Overlay overlay;
  private final Map<RecordKey, Accepted> coming = new HashMap<>();
  private final List<JudgedRecord> judged = new ArrayList<>();
  private final List<HeldRecord> held = new ArrayList<>();
  private final ItemDecisions items;

  /** A record and the decision about it. */
  record JudgedRecord(Accepted record, Decision decision) {}

  /**
   * Judges the records of a batch.
   *
   * @param items what was decided about their items, which wait where their record does
   */
  ImportJudge(ImportPiece.Batch piece, Overlay.MergedRecordWriter writing, ItemDecisions items) {
    run = piece.run();
    this.items = items;
    overlay = new Overlay(run.job().rules(), run.job().source(), writing);
    piece.accepted().forEach(a -> coming.put(a.record().key(), a));
  }

  @Override
  public ImportRules rules() {
    return run.job().rules();
  }

  @Override
  public Verdict judge(IncomingRecord record) {
    var decision = overlay.decide(record);
    var accepted = coming.get(record.record().key());
    if (accepted == null) {
      throw new IllegalStateException(record.record().key() + " is not in this batch");
    }
    var outcome =
        decision.verdict() instanceof Verdict.Hold hold ? held(accepted, decision, hold) : decision;
    judged.add(new JudgedRecord(accepted, outcome));
    return outcome.verdict();
  }

  /** Has a record wait, unless too many do. */
  private Decision held(Accepted accepted, Decision decision, Verdict.Hold hold) {
    if (run.tally().matches().held() + held.size() >= ImportReviews.MOST) {
      return new Decision(
          new Verdict.Reject(),
          decision.finding(),
          decision.others(),
          "%d records of this import wait for review already. %s"
              .formatted(ImportReviews.MOST, decision.reason())
              .strip());
    }
    held.add(
        new HeldRecord(
            accepted.ordinal(),
            accepted.offset(),
            accepted.record(),
            hold.proposal(),
            hold.candidates()));
    return decision;
  }

  @Override
  public List<HeldRecord> held() {
    return held;
  }

  /** Decisions, as rejections, are reported before the records are stored as done. */
  @Override
  public ImportTally with(ImportTally tally) {
    judged.sort(Comparator.comparingInt(j -> j.record().ordinal()));
    run.reportFindings(judged);
    return tally.with(
        (int) judged.stream().filter(ImportJudge::isRejected).count(), tally(), waitingItems());
  }

  /** The counts of items whose records wait, as which they were not put. */
  private ItemTally waitingItems() {
    var all = items.tally(Set.of());
    var put = items.tally(held.stream().map(h -> h.record().key()).collect(Collectors.toSet()));
    return all.minus(put);
  }

  private MatchTally tally() {
    return new MatchTally(
        count(Finding.MATCHED),
        (int) judged.stream().filter(j -> j.decision().verdict() instanceof Verdict.Leave).count(),
        count(Finding.OWNED),
        count(Finding.AMBIGUOUS),
        count(Finding.APART),
        held.size());
  }

  private int count(Finding finding) {
    return (int) judged.stream().filter(j -> j.decision().finding() == finding).count();
  }

  static boolean isRejected(JudgedRecord judged) {
    return judged.decision().verdict() instanceof Verdict.Reject;
  }
}
