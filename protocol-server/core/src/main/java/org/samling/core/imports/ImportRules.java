package org.samling.core.imports;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.imports.OverlayRule.Action;

/**
 * How an import matches records with those in the catalogue, and what happens to matches.
 *
 * @param match the rules by which records match, after agency and number, in this order; the first
 *     that finds a record counts
 * @param onMatch what happens on a match
 * @param onAmbiguous what happens to an incoming record with several matches
 * @param overlay what a merge does with which fields and subfields, in this order; what none names
 *     is replaced
 * @param isReviewed whether every record that would change the catalogue waits for somebody who
 *     decides about it
 */
public record ImportRules(
    List<MatchRule> match,
    OnMatch onMatch,
    OnAmbiguous onAmbiguous,
    List<OverlayRule> overlay,
    boolean isReviewed) {

  /** The most rules of each kind. */
  public static final int MAX_RULES = 100;

  /** The most rules for matching. */
  public static final int MAX_MATCH_RULES = 10;

  /** Matches by agency and number only; the incoming record replaces the existing one. */
  public static final ImportRules DEFAULT =
      new ImportRules(List.of(), OnMatch.REPLACE, OnAmbiguous.ADD, List.of(), false);

  /** What happens on a match. */
  public enum OnMatch {
    /** The incoming record replaces the existing one. */
    REPLACE,
    /** The existing record stays; the incoming one is dropped. */
    KEEP,
    /** The incoming record replaces the existing one, but takes over some of its fields. */
    MERGE
  }

  /** What happens to an incoming record with several matches. */
  public enum OnAmbiguous {
    /** It is added beside them. */
    ADD,
    /** It is rejected. */
    REJECT,
    /** It waits for somebody who decides about it. */
    REVIEW
  }

  /**
   * Copies the lists, without duplicates.
   *
   * @throws IllegalArgumentException when fields are named but nothing is merged, or too many are
   *     named, or a field is both protected and only added to; the message says which
   */
  public ImportRules {
    match = List.copyOf(new LinkedHashSet<>(match));
    overlay = List.copyOf(new LinkedHashSet<>(overlay));
    if (onMatch != OnMatch.MERGE && !overlay.isEmpty()) {
      throw new IllegalArgumentException(
          "fields are protected, added to or kept only where records are merged (on-match: merge)");
    }
    if (overlay.size() > MAX_RULES) {
      throw new IllegalArgumentException("at most " + MAX_RULES + " fields can be named");
    }
    if (match.size() > MAX_MATCH_RULES) {
      throw new IllegalArgumentException("there are at most " + MAX_MATCH_RULES + " match rules");
    }
  }

  /**
   * Rules as people write them; absent words and empty lists stand for the usual.
   *
   * @param match the match rules; {@link MatchPoint#CONTROL_NUMBER}, if given, is the first
   * @param onMatch replace, keep or merge
   * @param onAmbiguous add, reject or review; where it is absent, review if a match rule has
   *     scores, and else add
   * @param protect fields that a merge leaves unchanged: overlay rules with {@code protect}
   * @param addOnly fields that a merge only adds to: overlay rules with {@code add}
   * @param overlay further overlay rules, as {@link OverlayRule#parse} reads them
   * @param review whether all records wait for review
   */
  public record Written(
      @Nullable List<String> match,
      @Nullable String onMatch,
      @Nullable String onAmbiguous,
      @Nullable List<String> protect,
      @Nullable List<String> addOnly,
      @Nullable List<String> overlay,
      @Nullable Boolean review) {

    /** The usual rules. */
    public static final Written USUAL =
        new Written(List.of(), "replace", null, List.of(), List.of(), List.of(), false);

    /** These rules, but where others say something, as those say. */
    public Written but(Written others) {
      return new Written(
          others.match == null ? match : others.match,
          others.onMatch == null ? onMatch : others.onMatch,
          others.onAmbiguous == null ? onAmbiguous : others.onAmbiguous,
          others.protect == null ? protect : others.protect,
          others.addOnly == null ? addOnly : others.addOnly,
          others.overlay == null ? overlay : others.overlay,
          others.review == null ? review : others.review);
    }

    /**
     * The rules that they mean.
     *
     * @throws IllegalArgumentException when a word is unknown, or the rules contradict each other;
     *     the message says why
     */
    public ImportRules rules() {
      var points = orNone(match);
      if (points.lastIndexOf(MatchPoint.CONTROL_NUMBER) > 0) {
        throw new IllegalArgumentException(
            MatchPoint.CONTROL_NUMBER + " counts before all others, and so stands first");
      }
      var matches =
          points.stream()
              .filter(word -> !word.equals(MatchPoint.CONTROL_NUMBER))
              .map(MatchRule::parse)
              .toList();
      var usual =
          matches.stream().anyMatch(MatchRule::hasScores) ? OnAmbiguous.REVIEW : OnAmbiguous.ADD;
      return new ImportRules(
          matches,
          onMatch == null ? OnMatch.REPLACE : word("on-match", OnMatch.class, onMatch),
          onAmbiguous == null ? usual : word("on-ambiguous", OnAmbiguous.class, onAmbiguous),
          overlayRules(),
          Boolean.TRUE.equals(review));
    }

    private List<OverlayRule> overlayRules() {
      var both = new ArrayList<>(orNone(protect));
      both.retainAll(orNone(addOnly));
      if (!both.isEmpty()) {
        throw new IllegalArgumentException(
            "a field is either protected or only added to, not both: " + both.getFirst());
      }
      return Stream.of(
              orNone(protect).stream().map(tag -> OverlayRule.of(tag, Action.PROTECT)),
              orNone(addOnly).stream().map(tag -> OverlayRule.of(tag, Action.ADD)),
              orNone(overlay).stream().map(OverlayRule::parse))
          .flatMap(rules -> rules)
          .toList();
    }

    private static List<String> orNone(@Nullable List<String> words) {
      return words == null ? List.of() : words;
    }
  }

  private static <E extends Enum<E>> E word(String key, Class<E> type, String word) {
    for (var value : type.getEnumConstants()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
        return value;
      }
    }
    throw new IllegalArgumentException("%s can't be \"%s\"".formatted(key, word));
  }

  /** What a merge does with whole fields of a tag that come from an agency. */
  Action action(String tag, String source) {
    return overlay.stream()
        .filter(rule -> rule.isOfFields() && rule.isAbout(tag, source))
        .map(OverlayRule::action)
        .findFirst()
        .orElse(Action.REPLACE);
  }

  /**
   * The rules for subfields of a tag in records of an agency; of several for one the first counts.
   */
  List<OverlayRule> ofSubfields(String tag, String source) {
    return overlay.stream()
        .filter(rule -> !rule.isOfFields() && rule.isAbout(tag, source))
        .toList();
  }

  /** Whether these are the default rules. */
  public boolean areDefault() {
    return equals(DEFAULT);
  }

  /** The rules by which a record is loaded that somebody decided about: it is matched no more. */
  public ImportRules whenReviewed() {
    return new ImportRules(
        List.of(),
        onMatch == OnMatch.KEEP ? OnMatch.REPLACE : onMatch,
        OnAmbiguous.ADD,
        overlay,
        false);
  }
}
