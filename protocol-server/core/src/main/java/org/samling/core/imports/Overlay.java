package org.samling.core.imports;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordOwnership;
import org.samling.core.imports.ImportRules.OnAmbiguous;
import org.samling.core.imports.ImportRules.OnMatch;
import org.samling.core.imports.RecordJudge.ExistingRecord;
import org.samling.core.imports.RecordJudge.IncomingRecord;
import org.samling.core.imports.RecordJudge.Verdict;

/**
 * Decides about an incoming record: whether it matches an existing one, and if so, what happens to
 * both. It never guesses: several candidates are no match.
 */
public final class Overlay {

  private static final int PERCENT = 100;

  private final ImportRules rules;
  private final String deliverer;
  private final MergedRecordWriter writing;

  /** Writes a merged record in the format of the incoming one. */
  @FunctionalInterface
  public interface MergedRecordWriter {

    /**
     * Writes a merged record.
     *
     * @param coming the incoming record, whose key it gets
     * @return the record, or empty where no writable format can hold it
     */
    Optional<CatalogueRecord> write(MarcContent content, CatalogueRecord coming);
  }

  /** A finding to be reported about a record. */
  public enum Finding {
    /** It was matched by a number other than its own. */
    MATCHED,
    /** It was dropped because the existing record has another owner. */
    OWNED,
    /** It was dropped because it can't be merged with the existing record. */
    NOT_MERGED,
    /** It has several matches. */
    AMBIGUOUS,
    /** It shares a number with a record of something else. */
    APART
  }

  /**
   * A decision.
   *
   * @param verdict what happens to the record
   * @param finding the finding to be reported, or null
   * @param others the other records concerned
   * @param reason why, as a sentence; empty where there is nothing to report
   */
  public record Decision(
      Verdict verdict, @Nullable Finding finding, List<ExistingRecord> others, String reason) {

    static Decision of(Verdict verdict) {
      return new Decision(verdict, null, List.of(), "");
    }
  }

  /**
   * Decides by these rules.
   *
   * @param deliverer the agency that delivers the records, which may change what it owns
   * @param writing writes merged records
   */
  public Overlay(ImportRules rules, String deliverer, MergedRecordWriter writing) {
    this.rules = rules;
    this.deliverer = deliverer;
    this.writing = writing;
  }

  /** Decides about a record that is not in the store byte for byte. */
  public Decision decide(IncomingRecord coming) {
    var decision = matched(coming);
    var isHeld =
        rules.isReviewed()
            || (decision.finding() == Finding.AMBIGUOUS
                && rules.onAmbiguous() == OnAmbiguous.REVIEW);
    return isHeld ? held(coming, decision) : decision;
  }

  /** The same decision as a proposal, with all records that may be meant. */
  private Decision held(IncomingRecord coming, Decision decision) {
    var proposal =
        switch (decision.verdict()) {
          case Verdict.Add() -> new Proposal(Proposal.Action.ADD, null, decision.reason());
          case Verdict.Replace(var there, _) ->
              new Proposal(Proposal.Action.OVERLAY, there.record().key(), decision.reason());
          case Verdict.Leave(var there) ->
              new Proposal(Proposal.Action.LEAVE, there, decision.reason());
          case Verdict.Reject() -> new Proposal(Proposal.Action.LEAVE, null, decision.reason());
          case Verdict.Hold(var already, _) -> already;
        };
    return new Decision(
        new Verdict.Hold(proposal, candidates(coming)),
        decision.finding(),
        decision.others(),
        decision.reason());
  }

  private List<Candidate> candidates(IncomingRecord coming) {
    var same = coming.same();
    if (same != null) {
      return List.of(
          new Candidate(same.record().key(), same.record().brief().title(), PERCENT, ""));
    }
    return coming.others().stream()
        .map(there -> candidate(coming, there))
        .sorted(
            Comparator.comparing((Candidate c) -> !c.objection().isEmpty())
                .thenComparing(Comparator.comparingInt(Candidate::score).reversed())
                .thenComparing(c -> c.key().toString()))
        .limit(HeldRecord.MAX_CANDIDATES)
        .toList();
  }

  private Candidate candidate(IncomingRecord coming, ExistingRecord there) {
    var best = 0;
    var objection = "";
    for (var rule : rules.match()) {
      var score = rule.score(coming.record(), there.record()) * PERCENT / rule.threshold();
      if (score > best) {
        best = score;
        objection = objection(rule, coming, there);
      }
    }
    return new Candidate(there.record().key(), there.record().brief().title(), best, objection);
  }

  private Decision matched(IncomingRecord coming) {
    var same = coming.same();
    if (same != null) {
      return onto(coming.record(), same, null);
    }
    var kept = List.<ExistingRecord>of();
    var objection = "";
    for (var rule : rules.match()) {
      var found =
          coming.others().stream()
              .filter(s -> rule.score(coming.record(), s.record()) >= rule.threshold())
              .toList();
      var possible = found.stream().filter(s -> objection(rule, coming, s).isEmpty()).toList();
      if (possible.size() > 1) {
        return ambiguous(rule, coming.record(), possible);
      }
      if (possible.size() == 1) {
        return onto(coming.record(), possible.getFirst(), rule);
      }
      if (!found.isEmpty() && kept.isEmpty()) {
        kept = found;
        objection =
            by(rule, coming.record(), found.getFirst()) + objection(rule, coming, found.getFirst());
      }
    }
    var add = new Verdict.Add();
    return kept.isEmpty()
        ? Decision.of(add)
        : new Decision(add, Finding.APART, kept, objection + " It was added.");
  }

  private Decision ambiguous(
      MatchRule rule, CatalogueRecord coming, List<ExistingRecord> possible) {
    var matches =
        "Its %s matches each of %s."
            .formatted(
                rule.labels(),
                possible.stream()
                    .map(s ->
                        s.record().key()
                            + (rule.hasScores()
                                ? " (%d)".formatted(rule.score(coming, s.record()))
                                : ""))
                    .collect(Collectors.joining(", ")));
    return switch (rules.onAmbiguous()) {
      case ADD ->
          new Decision(new Verdict.Add(), Finding.AMBIGUOUS, possible, matches + " It was added.");
      case REJECT, REVIEW ->
          new Decision(new Verdict.Reject(), Finding.AMBIGUOUS, possible, matches);
    };
  }

  /** Decides about a record that matches an existing one, by a rule or by its key. */
  private Decision onto(CatalogueRecord record, ExistingRecord there, @Nullable MatchRule rule) {
    var leave = new Verdict.Leave(there.record().key());
    var by = rule == null ? null : by(rule, record, there);
    if (rules.onMatch() == OnMatch.KEEP) {
      return decision(leave, there, by, "that record stays.");
    }
    var owner =
        there.record().format().marc() == MarcFormat.DANMARC2
            ? RecordOwnership.protectingOwner(
                there.record().content(), record.content(), record.key(), deliverer)
            : Optional.<String>empty();
    if (owner.isPresent()) {
      return new Decision(
          leave,
          Finding.OWNED,
          List.of(there),
          "%s stays: its owner is %s.".formatted(there.record().key(), owner.get()));
    }
    var isSameFormat = there.record().format().marc() == record.format().marc();
    var source = record.key().source();
    if (rules.onMatch() == OnMatch.REPLACE
        || (!isSameFormat && !MergedRecord.keepsAnyOf(rules, there.record().content(), source))) {
      return decision(new Verdict.Replace(there, record), there, by, "it replaces that record.");
    }
    return (isSameFormat ? merged(record, there) : Optional.<CatalogueRecord>empty())
        .map(both ->
            decision(
                new Verdict.Replace(there, both), there, by, "it was merged with that record."))
        .orElseGet(() ->
            new Decision(
                leave,
                Finding.NOT_MERGED,
                List.of(there),
                "%s stays: records in %s and %s can't be merged."
                    .formatted(there.record().key(), there.record().format(), record.format())));
  }

  private Optional<CatalogueRecord> merged(CatalogueRecord record, ExistingRecord there) {
    var content =
        MergedRecord.of(rules, there.record().content(), record.content(), record.key().source());
    return content.equals(record.content()) ? Optional.of(record) : writing.write(content, record);
  }

  private static Decision decision(
      Verdict verdict, ExistingRecord there, @Nullable String by, String what) {
    return by == null
        ? Decision.of(verdict)
        : new Decision(verdict, Finding.MATCHED, List.of(there), by + what);
  }

  private static String by(MatchRule rule, CatalogueRecord coming, ExistingRecord there) {
    return rule.hasScores()
        ? "It scores %d of %d with %s (%s); "
            .formatted(
                rule.score(coming, there.record()),
                rule.threshold(),
                there.record().key(),
                rule.agreeing(coming, there.record()))
        : "It has the %s of %s; ".formatted(rule.labels(), there.record().key());
  }

  /** Why a record with a number in common is not a match; empty where it may be. */
  private static String objection(MatchRule rule, IncomingRecord coming, ExistingRecord there) {
    var record = coming.record();
    var other = there.record();
    if (coming.isLayer() || there.isTied()) {
      return "other records depend on one of the two by its number.";
    }
    if (there.isOfThisImport()) {
      return "that record is in the same file.";
    }
    if (RecordKind.isDeleted(record) || RecordKind.isDeleted(other)) {
      return "one of the two is deleted.";
    }
    // A national record names its former number; otherwise two numbers of one agency mean two
    // records.
    if (!rule.has(MatchPoint.FAUST) && record.key().source().equals(other.key().source())) {
      return "the agency of both gave them different numbers.";
    }
    var kind = RecordKind.of(record);
    var isOne =
        kind.level() != RecordKind.Level.SET
            && kind.level() != RecordKind.Level.OTHER
            && kind.agreesWith(
                RecordKind.of(other), record.format().marc() == other.format().marc());
    return isOne ? "" : "they are of different kinds, or of sets.";
  }
}
