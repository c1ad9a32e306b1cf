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
import org.samling.core.imports.RecordJudge.Coming;
import org.samling.core.imports.RecordJudge.Standing;
import org.samling.core.imports.RecordJudge.Verdict;

/**
 * Decides what becomes of a record that comes: whether it is one that is there, and if so, what
 * becomes of both. Nothing is guessed: where several may be meant, none is.
 */
public final class Overlay {

  private final ImportRules rules;
  private final String deliverer;
  private final Writing writing;

  /** Writes what was merged as a record in the format of the one that came. */
  @FunctionalInterface
  public interface Writing {

    /**
     * Writes content.
     *
     * @param coming the record that came, whose key it gets
     * @return the record, or nothing where no format that is written can hold it
     */
    Optional<CatalogueRecord> write(MarcContent content, CatalogueRecord coming);
  }

  /** What is told of a record. */
  public enum Finding {
    /** It was known again by another number than its own. */
    MATCHED,
    /** It was left because the one that is there has an owner. */
    OWNED,
    /** It was left because it can't be merged with the one that is there. */
    NOT_MERGED,
    /** There are several that it may be. */
    AMBIGUOUS,
    /** It shares a number with one that is something else. */
    APART
  }

  /**
   * What was decided.
   *
   * @param verdict what becomes of the record
   * @param finding what is told of it, or null
   * @param others the records that it concerns
   * @param reason why, as a sentence; empty where there is nothing to tell
   */
  public record Decision(
      Verdict verdict, @Nullable Finding finding, List<Standing> others, String reason) {

    static Decision of(Verdict verdict) {
      return new Decision(verdict, null, List.of(), "");
    }
  }

  /**
   * By rules.
   *
   * @param deliverer the agency that delivers the records, which may change what it owns
   * @param writing writes what is merged
   */
  public Overlay(ImportRules rules, String deliverer, Writing writing) {
    this.rules = rules;
    this.deliverer = deliverer;
    this.writing = writing;
  }

  /** Decides about a record that is not there byte for byte. */
  public Decision decide(Coming coming) {
    var same = coming.same();
    if (same != null) {
      return onto(coming.record(), same, null);
    }
    var kept = List.<Standing>of();
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

  private Decision ambiguous(MatchPoint point, List<Standing> possible) {
    var isRejected = rules.onAmbiguous() == OnAmbiguous.REJECT;
    return new Decision(
        isRejected ? new Verdict.Reject() : new Verdict.Add(),
        Finding.AMBIGUOUS,
        possible,
        "By its %s it may be each of %s.%s"
            .formatted(
                point.label(),
                possible.stream()
                    .map(s -> s.record().key().toString())
                    .collect(Collectors.joining(", ")),
                isRejected ? "" : " It was added."));
  }

  /** What becomes of a record that is one that is there, by a match point or by its key. */
  private Decision onto(CatalogueRecord record, Standing there, @Nullable MatchPoint point) {
    var leave = new Verdict.Leave(there.record().key());
    if (rules.onMatch() == OnMatch.KEEP) {
      return told(leave, there, point, "that one stays.");
    }
    var owner =
        there.record().format().marc() == MarcFormat.DANMARC2
            ? RecordOwnership.keeps(
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
      return told(
          new Verdict.Replace(there, record), there, point, "it stands in the place of that one.");
    }
    return (isSameFormat ? merged(record, there) : Optional.<CatalogueRecord>empty())
        .map(both ->
            told(new Verdict.Replace(there, both), there, point, "it was merged with that one."))
        .orElseGet(() ->
            new Decision(
                leave,
                Finding.NOT_MERGED,
                List.of(there),
                "%s stays: records in %s and %s can't be merged."
                    .formatted(there.record().key(), there.record().format(), record.format())));
  }

  /** Whether anything of the record that is there stays when it is merged. */
  private boolean hasToStay(Standing there) {
    return there.record().content().fields().stream()
        .anyMatch(f -> rules.protects(f.tag()) || rules.addsTo(f.tag()));
  }

  private Optional<CatalogueRecord> merged(CatalogueRecord record, Standing there) {
    var content = MergedRecord.of(rules, there.record().content(), record.content());
    return content.equals(record.content()) ? Optional.of(record) : writing.write(content, record);
  }

  private static Decision told(
      Verdict verdict, Standing there, @Nullable MatchPoint point, String what) {
    return point == null
        ? Decision.of(verdict)
        : new Decision(verdict, Finding.MATCHED, List.of(there), by(point, there) + what);
  }

  private static String by(MatchPoint point, Standing there) {
    return "It has the %s of %s; ".formatted(point.label(), there.record().key());
  }

  /** Why a record with a number in common is not the one that comes; empty where it may be. */
  private static String objection(MatchPoint point, Coming coming, Standing there) {
    var record = coming.record();
    var other = there.record();
    if (coming.isLayer() || there.isTied()) {
      return "others stand on one of both by its number.";
    }
    if (there.isOfThisImport()) {
      return "that one comes in the same file.";
    }
    if (RecordKind.isDeleted(record) || RecordKind.isDeleted(other)) {
      return "one of both is deleted.";
    }
    // A national record names the number that it had before; else who numbered both tells them
    // apart.
    if (point != MatchPoint.FAUST && record.key().source().equals(other.key().source())) {
      return "the agency of both gave them two numbers.";
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
