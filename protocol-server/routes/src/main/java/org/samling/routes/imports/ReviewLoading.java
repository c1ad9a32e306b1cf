package org.samling.routes.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.imports.HeldRecord;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportReviews;
import org.samling.core.imports.ImportReviews.Waiting;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportTally;
import org.samling.core.imports.ItemChoice.Refused;
import org.samling.core.imports.Overlay;
import org.samling.core.imports.Proposal.Action;
import org.samling.core.imports.RecordJudge;

/** Loads the records of an import that somebody reviewed, some at a time. */
public final class ReviewLoading {

  /** How many records are written in one transaction. */
  private static final int PIECE = 100;

  private final ImportReviews reviews;
  private final Overlay.MergedRecordWriter merged;
  private final ImportItems items;

  ReviewLoading(ImportReviews reviews, Overlay.MergedRecordWriter merged, ImportItems items) {
    this.reviews = reviews;
    this.merged = merged;
    this.items = items;
  }

  /** Why a record still waits. */
  public record StillWaiting(int ordinal, RecordKey record, String reason) {}

  /**
   * What became of reviewed records.
   *
   * @param put what became of those that were loaded
   * @param leftOut how many were left out
   * @param refusedItems the items that were refused
   * @param waiting those that could not be loaded, which still wait
   */
  public record Loaded(
      PutCounts put, int leftOut, List<Refused> refusedItems, List<StillWaiting> waiting) {

    /** Copies the lists. */
    public Loaded {
      refusedItems = List.copyOf(refusedItems);
      waiting = List.copyOf(waiting);
    }
  }

  Loaded load(ImportBatch batch, boolean withProposals) {
    var loaded = new Loading(batch);
    var after = 0;
    while (true) {
      var piece = reviews.waiting(batch, after, PIECE, !withProposals);
      if (piece.isEmpty()) {
        return loaded.result();
      }
      after = piece.getLast().held().ordinal();
      loaded.add(piece);
    }
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

    /** Of two records with one key, or that are loaded onto one, the later comes in a round of its own. */
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
      var loading =
          round.stream()
              .filter(each -> each.proposal().action() != Action.LEAVE)
              .filter(each -> isPossible(each))
              .map(Waiting::held)
              .toList();
      var chosen = items.choose(batch.order().items(), loading);
      var ended =
          round.stream()
              .filter(each ->
                  each.proposal().action() == Action.LEAVE || loading.contains(each.held()))
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

    /** Whether a record's target is still there, and its number free where it becomes a new one. */
    private boolean isPossible(Waiting each) {
      var key = each.held().record().key();
      var onto = each.proposal().onto();
      var wanted = each.proposal().action() == Action.OVERLAY && onto != null ? onto : key;
      var isThere = !reviews.existing(batch, List.of(wanted)).isEmpty();
      if (each.proposal().action() == Action.OVERLAY && !isThere) {
        stays(each, "The record " + wanted + " is no longer there.");
        return false;
      }
      if (!wanted.equals(key) && !reviews.existing(batch, List.of(key)).isEmpty()) {
        stays(each, "There is a record with its own number by now: load it onto that one.");
        return false;
      }
      if (each.proposal().action() == Action.ADD && isThere) {
        stays(each, "There is a record with its number: load it onto that one.");
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
