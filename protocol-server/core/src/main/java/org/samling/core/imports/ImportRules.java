package org.samling.core.imports;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/**
 * By what rules an import knows records again, and what becomes of those that it knows.
 *
 * @param match by what else than agency and number, in this order; the first that finds anything
 *     counts
 * @param onMatch what becomes of a record that is there
 * @param onAmbiguous what becomes of one that comes where several are there that it may be
 * @param protect fields that stay as the record has them that is there, where it is merged
 * @param addOnly fields of which the record that is there keeps all, and gets those that come
 *     beside them, where it is merged
 */
public record ImportRules(
    List<MatchPoint> match,
    OnMatch onMatch,
    OnAmbiguous onAmbiguous,
    List<TagPattern> protect,
    List<TagPattern> addOnly) {

  /** The most patterns of each kind. */
  public static final int MAX_PATTERNS = 100;

  /** Agency and number only, and what comes stands in the place of what is there. */
  public static final ImportRules DEFAULT =
      new ImportRules(List.of(), OnMatch.REPLACE, OnAmbiguous.ADD, List.of(), List.of());

  /** What becomes of a record that is there when it comes. */
  public enum OnMatch {
    /** The one that comes stands in its place. */
    REPLACE,
    /** It stays, and what comes is left. */
    KEEP,
    /** The one that comes stands in its place, with some fields of it. */
    MERGE
  }

  /** What becomes of a record that comes where several are there that it may be. */
  public enum OnAmbiguous {
    /** It is put beside them. */
    ADD,
    /** It is rejected. */
    REJECT
  }

  /**
   * Copies the lists, each without what it says twice.
   *
   * @throws IllegalArgumentException when fields are named and nothing is merged, or too many are,
   *     or a field is both protected and only added to; the message says why
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
   * Rules as they are written: in a file, in the configuration, as options.
   *
   * @param match by what records are known again: {@link MatchPoint#CONTROL_NUMBER}, if at all,
   *     first
   * @param onMatch replace, keep or merge
   * @param onAmbiguous add or reject
   * @param protect fields that stay where records are merged
   * @param addOnly fields that are only added to where records are merged
   * @throws IllegalArgumentException when a word is none of those that there are, or the rules
   *     don't go together; the message says why
   */
  public static ImportRules written(
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

  /** Whether fields with this tag stay as they are there. */
  boolean protects(String tag) {
    return protect.stream().anyMatch(p -> p.matches(tag));
  }

  /** Whether fields with this tag are only added to; what is protected is not. */
  boolean addsTo(String tag) {
    return !protects(tag) && addOnly.stream().anyMatch(p -> p.matches(tag));
  }

  /** Whether these are the rules that hold where nothing else is said. */
  public boolean areDefault() {
    return equals(DEFAULT);
  }
}
