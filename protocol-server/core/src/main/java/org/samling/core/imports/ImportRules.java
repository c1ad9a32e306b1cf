package org.samling.core.imports;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/**
 * How an import matches records with those in the catalogue, and what happens to matches.
 *
 * @param match the match points after agency and number, in this order; the first that finds a
 *     record counts
 * @param onMatch what happens on a match
 * @param onAmbiguous what happens to an incoming record with several matches
 * @param protect fields of the existing record that a merge leaves unchanged
 * @param addOnly fields that a merge only adds to: the existing record keeps all of its own and
 *     gets the incoming ones too
 */
public record ImportRules(
    List<MatchPoint> match,
    OnMatch onMatch,
    OnAmbiguous onAmbiguous,
    List<TagPattern> protect,
    List<TagPattern> addOnly) {

  /** The most patterns of each kind. */
  public static final int MAX_PATTERNS = 100;

  /** Matches by agency and number only; the incoming record replaces the existing one. */
  public static final ImportRules DEFAULT =
      new ImportRules(List.of(), OnMatch.REPLACE, OnAmbiguous.ADD, List.of(), List.of());

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
    REJECT
  }

  /**
   * Copies the lists, without duplicates.
   *
   * @throws IllegalArgumentException when fields are named but nothing is merged, or too many are
   *     named, or a field is both protected and only added to; the message says which
   */
  public ImportRules {
    match = List.copyOf(new LinkedHashSet<>(match));
    protect = List.copyOf(new LinkedHashSet<>(protect));
    addOnly = List.copyOf(new LinkedHashSet<>(addOnly));
    if (onMatch != OnMatch.MERGE && !(protect.isEmpty() && addOnly.isEmpty())) {
      throw new IllegalArgumentException(
          "fields are protected or added to only where records are merged (on-match: merge)");
    }
    if (protect.size() > MAX_PATTERNS || addOnly.size() > MAX_PATTERNS) {
      throw new IllegalArgumentException("at most " + MAX_PATTERNS + " fields can be named");
    }
    var both = new ArrayList<>(protect);
    both.retainAll(addOnly);
    if (!both.isEmpty()) {
      throw new IllegalArgumentException(
          "a field is either protected or only added to, not both: " + both.getFirst().text());
    }
  }

  /**
   * Parses rules from a file, the configuration or options.
   *
   * @param match the match points; {@link MatchPoint#CONTROL_NUMBER}, if given, is the first
   * @param onMatch replace, keep or merge
   * @param onAmbiguous add or reject
   * @param protect fields that a merge leaves unchanged
   * @param addOnly fields that a merge only adds to
   * @throws IllegalArgumentException when a word is unknown, or the rules contradict each other;
   *     the message says why
   */
  public static ImportRules parse(
      List<String> match,
      String onMatch,
      String onAmbiguous,
      List<String> protect,
      List<String> addOnly) {
    if (match.lastIndexOf(MatchPoint.CONTROL_NUMBER) > 0) {
      throw new IllegalArgumentException(
          MatchPoint.CONTROL_NUMBER + " counts before all others, and so stands first");
    }
    return new ImportRules(
        match.stream()
            .filter(word -> !word.equals(MatchPoint.CONTROL_NUMBER))
            .map(ImportRules::point)
            .toList(),
        word("on-match", OnMatch.class, onMatch),
        word("on-ambiguous", OnAmbiguous.class, onAmbiguous),
        protect.stream().map(TagPattern::new).toList(),
        addOnly.stream().map(TagPattern::new).toList());
  }

  private static MatchPoint point(String word) {
    return MatchPoint.named(word)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "match must be %s, %s, not \"%s\""
                    .formatted(MatchPoint.CONTROL_NUMBER, MatchPoint.labels(), word)));
  }

  private static <E extends Enum<E>> E word(String key, Class<E> type, String word) {
    for (var value : type.getEnumConstants()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
        return value;
      }
    }
    throw new IllegalArgumentException("%s can't be \"%s\"".formatted(key, word));
  }

  /** Whether a merge leaves fields with this tag unchanged. */
  boolean protects(String tag) {
    return protect.stream().anyMatch(p -> p.matches(tag));
  }

  /** Whether a merge only adds to fields with this tag; false for protected ones. */
  boolean addsTo(String tag) {
    return !protects(tag) && addOnly.stream().anyMatch(p -> p.matches(tag));
  }

  /** Whether these are the default rules. */
  public boolean areDefault() {
    return equals(DEFAULT);
  }
}
