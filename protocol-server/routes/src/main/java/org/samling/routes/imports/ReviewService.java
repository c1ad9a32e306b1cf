package org.samling.routes.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.imports.FieldDiff;
import org.samling.core.imports.HeldRecord;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportReviews;
import org.samling.core.imports.ImportReviews.Waiting;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportTally;
import org.samling.core.imports.ItemChoice.Refused;
import org.samling.core.imports.Overlay;
import org.samling.core.imports.Proposal;
import org.samling.core.imports.Proposal.Action;
import org.samling.core.imports.RecordJudge;
import org.samling.core.imports.RecordJudge.ExistingRecord;
import org.samling.core.imports.RecordReviews;

/**
 * The review of imports: what would become of records that wait, what somebody decides about them,
 * and how they are loaded.
 */
final class ReviewService implements RecordReviews {

  /** How many records are written in one transaction. */
  private static final int PIECE = 100;

  private final ImportReviews reviews;
  private final Overlay.MergedRecordWriter merged;
  private final ImportItems items;

  ReviewService(ImportReviews reviews, Overlay.MergedRecordWriter merged, ImportItems items) {
    this.reviews = reviews;
    this.merged = merged;
    this.items = items;
  }

  @Override
  public List<Waiting> waiting(ImportBatch batch, int after, int limit) {
    return reviews.waiting(batch, after, limit, false);
  }

  @Override
  public Optional<Compared> compared(ImportBatch batch, int ordinal, @Nullable RecordKey with) {
    return reviews
        .find(batch, ordinal)
        .map(waiting -> {
          var proposal = waiting.proposal();
          var key = with == null ? proposal.onto() : with;
          var there =
              key == null
                  ? null
                  : reviews.existing(batch, List.of(key)).stream()
                      .map(ExistingRecord::record)
                      .findFirst()
                      .orElse(null);
          return new Compared(
              waiting, there, FieldDiff.of(batch.order().rules(), waiting.held().record(), there));
        });
  }

  @Override
  public Optional<Unfit> decide(
      ImportBatch batch, int ordinal, @Nullable Proposal decision, String by) {
    var waiting = reviews.find(batch, ordinal);
    if (waiting.isEmpty()) {
      return Optional.of(Unfit.NOT_WAITING);
    }
    var own = waiting.get().held().record().key();
    if (decision != null && decision.action() != Action.LEAVE) {
      var onto = decision.action() == Action.OVERLAY ? decision.onto() : null;
      var there = there(batch, onto == null ? List.of(own) : List.of(own, onto));
      if (decision.action() == Action.OVERLAY && (onto == null || !there.containsKey(onto))) {
        return Optional.of(Unfit.NO_SUCH_RECORD);
      }
      if (there.containsKey(own) && !own.equals(onto)) {
        return Optional.of(Unfit.NUMBER_TAKEN);
      }
      if (isDependedOn(onto, own, there)) {
        return Optional.of(Unfit.DEPENDED_ON);
      }
    }
    return reviews.decide(batch, ordinal, decision, by)
        ? Optional.empty()
        : Optional.of(Unfit.NOT_WAITING);
  }

  @Override
  public Loaded load(ImportBatch batch, boolean withProposals, int most) {
    var loading = new Loading(batch);
    var after = 0;
    for (var left = most; left > 0; ) {
      var piece = reviews.waiting(batch, after, Math.min(PIECE, left), !withProposals);
      if (piece.isEmpty()) {
        break;
      }
      after = piece.getLast().held().ordinal();
      left -= piece.size();
      loading.add(piece);
    }
    return loading.result();
  }

  private Map<RecordKey, ExistingRecord> there(ImportBatch batch, List<RecordKey> keys) {
    return reviews.existing(batch, keys).stream()
        .collect(Collectors.toMap(existing -> existing.record().key(), existing -> existing));
  }

  /** Whether a record would take the number away on which others depend. */
  private static boolean isDependedOn(
      @Nullable RecordKey onto, RecordKey own, Map<RecordKey, ExistingRecord> there) {
    var target = onto == null || onto.equals(own) ? null : there.get(onto);
    return target != null && target.isTied();
  }

  private final class Loading {

    private final ImportBatch batch;
    private PutCounts put = new PutCounts(0, 0, 0);
    private int leftOut;
    private final List<Refused> refusedItems = new ArrayList<>();
    private final List<StillWaiting> waiting = new ArrayList<>();

    Loading(ImportBatch batch) {
      this.batch = batch;
    }

    Loaded result() {
      return new Loaded(put, leftOut, refusedItems, waiting);
    }

    /**
     * Of two records with one key, or that are loaded onto one, the later comes in a round of its
     * own.
     */
    void add(List<Waiting> piece) {
      var rest = new ArrayList<>(piece);
      while (!rest.isEmpty()) {
        var taken = new HashSet<RecordKey>();
        var round = new ArrayList<Waiting>();
        for (var each : List.copyOf(rest)) {
          var onto = each.proposal().onto();
          var isFree =
              each.proposal().action() == Action.LEAVE
                  || (!taken.contains(each.held().record().key())
                      && (onto == null || !taken.contains(onto)));
          if (isFree) {
            taken.add(each.held().record().key());
            if (onto != null) {
              taken.add(onto);
            }
            round.add(each);
            rest.remove(each);
          }
        }
        write(round);
      }
    }

    private void write(List<Waiting> round) {
      var judge = new Reviewer(batch, round, merged);
      var there = there(round);
      var loading =
          round.stream()
              .filter(each -> each.proposal().action() != Action.LEAVE)
              .filter(each -> isPossible(each, there))
              .map(Waiting::held)
              .toList();
      var chosen = items.choose(batch.order().items(), loading);
      var ended =
          round.stream()
              .filter(
                  each -> each.proposal().action() == Action.LEAVE || loading.contains(each.held()))
              .map(each -> each.held().ordinal())
              .toList();
      if (ended.isEmpty()) {
        return;
      }
      var counts =
          reviews.load(
              batch,
              loading.stream().map(HeldRecord::record).toList(),
              judge,
              chosen.put(),
              chosen.tally(Set.of()),
              ended);
      if (counts.isEmpty()) {
        round.forEach(each -> stays(each, "Somebody else loaded it, or it no longer waits."));
        return;
      }
      put = put.plus(counts.get());
      leftOut += ended.size() - loading.size() + judge.left();
      refusedItems.addAll(chosen.refused());
    }

    /** The records that are in the catalogue, of those that are meant. */
    private Map<RecordKey, ExistingRecord> there(List<Waiting> round) {
      var keys =
          round.stream()
              .flatMap(each ->
                  Stream.of(
                          Optional.of(each.held().record().key()),
                          Optional.ofNullable(each.proposal().onto()))
                      .flatMap(Optional::stream))
              .distinct()
              .toList();
      return ReviewService.this.there(batch, keys);
    }

    /** Whether a record's target is still there, and its number free where it becomes a new one. */
    private boolean isPossible(Waiting each, Map<RecordKey, ExistingRecord> there) {
      var key = each.held().record().key();
      var onto = each.proposal().action() == Action.OVERLAY ? each.proposal().onto() : null;
      if (onto != null && !there.containsKey(onto)) {
        stays(each, "The record " + onto + " is no longer there.");
        return false;
      }
      if (there.containsKey(key) && !key.equals(onto)) {
        stays(each, "There is a record with its number by now: load it onto that one.");
        return false;
      }
      if (isDependedOn(onto, key, there)) {
        stays(each, "Other records depend on " + onto + " by its number.");
        return false;
      }
      return true;
    }

    private void stays(Waiting each, String reason) {
      waiting.add(new StillWaiting(each.held().ordinal(), each.held().record().key(), reason));
    }
  }

  /** Decides about reviewed records as it was decided. */
  private static final class Reviewer implements RecordJudge {

    private final ImportRules rules;
    private final Overlay overlay;
    private final Map<RecordKey, RecordKey> chosen = new HashMap<>();
    private int left;

    Reviewer(ImportBatch batch, List<Waiting> round, Overlay.MergedRecordWriter merged) {
      rules = batch.order().rules().whenReviewed();
      overlay = new Overlay(rules, batch.order().source(), merged);
      for (var each : round) {
        var onto = each.proposal().onto();
        var key = each.held().record().key();
        if (each.proposal().action() == Action.OVERLAY && onto != null && !onto.equals(key)) {
          chosen.put(key, onto);
        }
      }
    }

    @Override
    public ImportRules rules() {
      return rules;
    }

    @Override
    public Verdict judge(IncomingRecord coming) {
      var verdict = overlay.decide(coming).verdict();
      left += verdict instanceof Verdict.Leave ? 1 : 0;
      return verdict;
    }

    /** How many were left because the existing record has another owner or can't be merged. */
    int left() {
      return left;
    }

    @Override
    public Map<RecordKey, RecordKey> chosen() {
      return chosen;
    }

    @Override
    public ImportTally with(ImportTally tally) {
      return tally;
    }
  }
}
