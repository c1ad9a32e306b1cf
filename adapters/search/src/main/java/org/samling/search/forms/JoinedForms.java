package org.samling.search.forms;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.samling.search.fields.Words;

/**
 * Words that a text has, but not as the index splits and folds it: parts of what an apostrophe
 * joins (<i>l'étranger</i>), what a hyphen or points part (<i>e-bøger</i>, <i>rock 'n' roll</i>,
 * <i>H.C.</i>) as one word, and words of other scripts in Latin letters. Few texts have any.
 */
public final class JoinedForms {

  /** The most characters of a joined word. */
  private static final int LONGEST = 40;

  /** The least letters of a part of what an apostrophe joins. */
  private static final int SHORTEST_PART = 3;

  private static final String APOSTROPHE = "['’‘`´]";

  private static final Pattern WITH_APOSTROPHE =
      Pattern.compile("[\\p{L}\\p{M}]+(?:%s[\\p{L}\\p{M}]+)+".formatted(APOSTROPHE));

  private static final Pattern AND =
      Pattern.compile("(?<=\\p{L})\\s+%1$s?n%1$s?\\s+(?=\\p{L})".formatted(APOSTROPHE));

  private static final Pattern JOINT =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}'’]+(?:[-‐‑][\\p{L}\\p{M}\\p{N}'’]+)+");

  private static final Pattern INITIALS =
      Pattern.compile("(?<![\\p{L}\\p{N}])\\p{Lu}\\.(?:[- ]?\\p{Lu}\\.)+");

  private static final Pattern FOREIGN =
      Pattern.compile("[\\p{IsCyrillic}\\p{IsGreek}\\p{M}]+", Pattern.UNICODE_CHARACTER_CLASS);

  private JoinedForms() {}

  /** The further words of a text, folded. */
  public static Set<String> of(String text) {
    var signs = signs(text);
    if (signs == NONE) {
      return Set.of();
    }
    var forms = new LinkedHashSet<String>();
    if ((signs & APOSTROPHES) != 0) {
      WITH_APOSTROPHE.matcher(text).results().forEach(word -> addParts(word.group(), forms));
    }
    if ((signs & (APOSTROPHES | HYPHENS)) != 0) {
      addJoints(hasAnd(text) ? AND.matcher(text).replaceAll("-n-") : text, forms);
    }
    if ((signs & POINTS) != 0) {
      INITIALS.matcher(text).results().forEach(word -> addJoined(word.group(), forms));
    }
    if ((signs & LETTERS) != 0) {
      FOREIGN
          .matcher(text)
          .results()
          .forEach(word -> forms.addAll(Transliteration.of(word.group())));
    }
    return forms;
  }

  /**
   * The words of a query, each with what else it may be: units that are typed as one.
   *
   * @param typed the unit as it was typed
   * @param words its words, all of which must be found
   * @param joined what stands for all of them together
   */
  public record Unit(String typed, List<String> words, Set<String> joined) {}

  /** The units of a query. */
  public static List<Unit> units(String text) {
    var units = new ArrayList<Unit>();
    var near = INITIALS.matcher(text).replaceAll(initials -> initials.group().replace(" ", ""));
    for (var typed : AND.matcher(near).replaceAll("-n-").strip().split("\\s+", -1)) {
      var words = Words.of(typed);
      if (!words.isEmpty()) {
        var joined = new LinkedHashSet<String>();
        if (words.size() > 1) {
          addJoined(typed, joined);
        }
        joined.addAll(Transliteration.of(typed));
        units.add(new Unit(typed, words, joined));
      }
    }
    return units;
  }

  private static final int NONE = 0;
  private static final int APOSTROPHES = 1;
  private static final int HYPHENS = 2;
  private static final int POINTS = 4;
  private static final int LETTERS = 8;

  /** What a text has that may make further words; most texts have nothing. */
  private static int signs(String text) {
    var signs = NONE;
    for (var i = 1; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '\'', '’', '‘', '`', '´' -> signs |= APOSTROPHES;
        case '-', '‐', '‑' -> {
          // Not within numbers: years and ISBNs have no further words.
          if (Character.isLetter(text.charAt(i - 1))
              || (i + 1 < text.length() && Character.isLetter(text.charAt(i + 1)))) {
            signs |= HYPHENS;
          }
        }
        case '.' -> {
          if (Character.isUpperCase(text.charAt(i - 1))) {
            signs |= POINTS;
          }
        }
        default -> {
          if (c >= 0x370 && Transliteration.isForeign(c)) {
            signs |= LETTERS;
          }
        }
      }
    }
    return signs;
  }

  /** Whether there may be an n that stands for "and": most texts are not looked at any closer. */
  private static boolean hasAnd(String text) {
    for (var at = text.indexOf('n', 1); at >= 0; at = text.indexOf('n', at + 1)) {
      var before = isApostrophe(text, at - 1) ? at - 2 : at - 1;
      var after = isApostrophe(text, at + 1) ? at + 2 : at + 1;
      if (isBlank(text, before) && isBlank(text, after)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isApostrophe(String text, int at) {
    return at >= 0 && at < text.length() && "'’‘`´".indexOf(text.charAt(at)) >= 0;
  }

  private static boolean isBlank(String text, int at) {
    return at >= 0 && at < text.length() && Character.isWhitespace(text.charAt(at));
  }

  /** Looks around hyphens only: a joint has no blank. */
  private static void addJoints(String text, Set<String> forms) {
    var joint = JOINT.matcher(text);
    for (var at = nextHyphen(text, 0); at < text.length(); ) {
      var from = at;
      while (from > 0 && !isBlank(text, from - 1)) {
        from--;
      }
      var to = at;
      while (to < text.length() && !isBlank(text, to)) {
        to++;
      }
      joint.region(from, to);
      while (joint.find()) {
        addJoined(joint.group(), forms);
      }
      at = nextHyphen(text, to);
    }
  }

  private static int nextHyphen(String text, int from) {
    var at = from;
    while (at < text.length() && "-‐‑".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static void addParts(String word, Set<String> forms) {
    for (var part : word.split(APOSTROPHE, -1)) {
      if (part.codePointCount(0, part.length()) >= SHORTEST_PART) {
        forms.addAll(Words.of(part));
      }
    }
  }

  private static void addJoined(String word, Set<String> forms) {
    var joined = String.join("", Words.of(word));
    if (joined.length() <= LONGEST && joined.chars().anyMatch(Character::isLetter)) {
      forms.add(joined);
    }
  }
}
