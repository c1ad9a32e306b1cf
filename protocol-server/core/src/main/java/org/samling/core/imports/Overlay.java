package org.samling.core.imports;

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
    var same = coming.same();
    if (same != null) {
      return onto(coming.record(), same, null);
    }
    var kept = List.<ExistingRecord>of();
    var objection = "";
    for (var point : rules.match()) {
      var found = coming.others().getOrDefault(point, List.of());
      var possible = found.stream().filter(s -> objection(point, coming, s).isEmpty()).toList();
      if (possible.size() > 1) {
        return ambiguous(point, possible);
      }
      if (possible.size() == 1) {
        return onto(coming.record(), possible.getFirst(), point);
      }
      if (!found.isEmpty() && kept.isEmpty()) {
        kept = found;
        objection = by(point, found.getFirst()) + objection(point, coming, found.getFirst());
      }
    }
    var add = new Verdict.Add();
    return kept.isEmpty()
        ? Decision.of(add)
        : new Decision(add, Finding.APART, kept, objection + " It was added.");
  }

  private Decision ambiguous(MatchPoint point, List<ExistingRecord> possible) {
    var isRejected = rules.onAmbiguous() == OnAmbiguous.REJECT;
    return new Decision(
        isRejected ? new Verdict.Reject() : new Verdict.Add(),
        Finding.AMBIGUOUS,
        possible,
        "Its %s matches each of %s.%s"
            .formatted(
                point.label(),
                possible.stream()
                    .map(s -> s.record().key().toString())
                    .collect(Collectors.joining(", ")),
                isRejected ? "" : " It was added."));
  }

  /** Decides about a record that matches an existing one, by a match point or by its key. */
  private Decision onto(CatalogueRecord record, ExistingRecord there, @Nullable MatchPoint point) {
    var leave = new Verdict.Leave(there.record().key());
    if (rules.onMatch() == OnMatch.KEEP) {
      return decision(leave, there, point, "that record stays.");
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
    if (rules.onMatch() == OnMatch.REPLACE || (!isSameFormat && !hasToStay(there))) {
      return decision(new Verdict.Replace(there, record), there, point, "it replaces that record.");
    }
    return (isSameFormat ? merged(record, there) : Optional.<CatalogueRecord>empty())
        .map(both ->
            decision(
                new Verdict.Replace(there, both), there, point, "it was merged with that record."))
        .orElseGet(() ->
            new Decision(
                leave,
                Finding.NOT_MERGED,
                List.of(there),
                "%s stays: records in %s and %s can't be merged."
                    .formatted(there.record().key(), there.record().format(), record.format())));
  }

  /** Whether merging keeps anything of the existing record. */
  private boolean hasToStay(ExistingRecord there) {
    return there.record().content().fields().stream()
        .anyMatch(f -> rules.protects(f.tag()) || rules.addsTo(f.tag()));
  }

  private Optional<CatalogueRecord> merged(CatalogueRecord record, ExistingRecord there) {
    var content = MergedRecord.of(rules, there.record().content(), record.content());
    return content.equals(record.content()) ? Optional.of(record) : writing.write(content, record);
  }

  private static Decision decision(
      Verdict verdict, ExistingRecord there, @Nullable MatchPoint point, String what) {
    return point == null
        ? Decision.of(verdict)
        : new Decision(verdict, Finding.MATCHED, List.of(there), by(point, there) + what);
  }

  private static String by(MatchPoint point, ExistingRecord there) {
    return "It has the %s of %s; ".formatted(point.label(), there.record().key());
  }

  /** Why a record with a number in common is not a match; empty where it may be. */
  private static String objection(MatchPoint point, IncomingRecord coming, ExistingRecord there) {
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
    if (point != MatchPoint.FAUST && record.key().source().equals(other.key().source())) {
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
