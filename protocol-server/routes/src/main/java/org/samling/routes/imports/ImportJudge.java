package org.samling.routes.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordReader.ReadResult.Accepted;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportTally;
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

  /** A record and the decision about it. */
  record JudgedRecord(Accepted record, Decision decision) {}

  ImportJudge(ImportPiece.Batch piece, Overlay.MergedRecordWriter writing) {
    run = piece.run();
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
    judged.add(new JudgedRecord(accepted, decision));
    return decision.verdict();
  }

  /** Decisions, as rejections, are reported before the records are stored as done. */
  @Override
  public ImportTally with(ImportTally tally) {
    judged.sort(Comparator.comparingInt(j -> j.record().ordinal()));
    run.reportFindings(judged);
    return tally.with((int) judged.stream().filter(ImportJudge::isRejected).count(), tally());
  }

  private MatchTally tally() {
    return new MatchTally(
        count(Finding.MATCHED),
        (int) judged.stream().filter(j -> j.decision().verdict() instanceof Verdict.Leave).count(),
        count(Finding.OWNED),
        count(Finding.AMBIGUOUS),
        count(Finding.APART));
  }

  private int count(Finding finding) {
    return (int) judged.stream().filter(j -> j.decision().finding() == finding).count();
  }

  static boolean isRejected(JudgedRecord judged) {
    return judged.decision().verdict() instanceof Verdict.Reject;
  }
}
