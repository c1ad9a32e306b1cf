package org.samling.search.fields;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a text into words in their folded form, in the same way for records and for queries.
 *
 * <p>Letters are compared without case and in Unicode's compatibility form (NFKC_Casefold), and:
 *
 * <table>
 * <caption>Equivalent letters</caption>
 * <tr><td>å, ꜳ</td><td>aa, anywhere</td></tr>
 * <tr><td>ä</td><td>æ</td></tr>
 * <tr><td>ö</td><td>ø</td></tr>
 * <tr><td>ß, œ, þ</td><td>ss, oe, th</td></tr>
 * <tr><td>ð đ, ł, ħ, ŧ, ŋ, ı, ĸ</td><td>d, l, h, t, n, i, q</td></tr>
 * <tr><td>any other letter with a diacritic or a vowel point</td><td>the letter alone</td></tr>
 * </table>
 *
 * æ and ø are letters of their own. Å becomes two letters, rather than aa one, so that a truncated
 * word finds words that begin with the letters typed, also in <i>Kanaan</i>.
 *
 * <p>A word is a run of letters, digits and marks; everything else ends it, with these exceptions:
 *
 * <ul>
 *   <li>An apostrophe of any shape, the transliterators' signs for soft sign, ayn and hamza, and
 *       the marks of non-sorting text (U+0098, U+009C, {@code <<} and {@code >>}) count as not
 *       there: <i>d'Artagnan</i> is <i>dartagnan</i>.
 *   <li>Each ideograph and each kana is a word, since no blanks part the words of Chinese and
 *       Japanese: their titles are found by any part of them, as a phrase.
 *   <li>A word of one letter keeps the plus and number signs after it, unless a letter follows:
 *       <i>C++</i>, <i>C#</i>, but <i>a+b</i> is two words.
 * </ul>
 *
 * Words longer than {@value #LONGEST} characters are truncated. There are no stop words and there
 * is no stemming.
 */
public final class Words {

  /** The maximum length of a word or identifier, in characters. */
  static final int LONGEST = 255;

  private static final Normalizer2 CASEFOLD = Normalizer2.getNFKCCasefoldInstance();
  private static final Normalizer2 DECOMPOSE = Normalizer2.getNFDInstance();
  private static final Normalizer2 COMPOSE = Normalizer2.getNFCInstance();

  private static final int RING = 0x030A;
  private static final int DIAERESIS = 0x0308;
  private static final int PROLONGED_SOUND = 0x30FC;

  /**
   * Canonical combining classes (Unicode 4.3): overlays, vowel points, and marks placed around a
   * letter.
   */
  private static final int OVERLAY = 1;

  private static final int FIRST_POINT = 10;
  private static final int LAST_POINT = 36;
  private static final int FIRST_AROUND = 200;

  private final String text;
  private final boolean hasMasks;
  private final List<String> words = new ArrayList<>();
  private int start;
  private int at;

  private Words(String text, boolean hasMasks) {
    this.text = text;
    this.hasMasks = hasMasks;
  }

  /** The words of a text, in order. */
  public static List<String> of(String text) {
    var words = new Words(folded(text), false);
    words.split();
    return words.words;
  }

  /** The words of a text in which {@linkplain Masks masks} are parts of words. */
  public static List<String> masked(String text) {
    var words = new Words(folded(text), true);
    words.split();
    return words.words;
  }

  /** A text of at most {@value #LONGEST} characters. */
  static String truncate(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    var splitsPair = Character.isHighSurrogate(text.charAt(LONGEST - 1));
    return text.substring(0, splitsPair ? LONGEST - 1 : LONGEST);
  }

  private static String folded(String text) {
    var plain = foldedPlain(text);
    return plain == null ? foldedAny(text) : plain;
  }

  /** The same, faster, for a text with only ASCII and Danish letters; null for any other. */
  private static @Nullable String foldedPlain(String text) {
    var folded = new StringBuilder(text.length() + 8);
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '\'', '`' -> {}
        case 'Æ', 'æ' -> folded.append('æ');
        case 'Ø', 'ø' -> folded.append('ø');
        case 'Å', 'å' -> folded.append("aa");
        case '<', '>' -> {
          return null; // perhaps the marks of non-sorting text
        }
        default -> {
          if (c > 0x7F) {
            return null;
          }
          folded.append(c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c);
        }
      }
    }
    return folded.toString();
  }

  private static String foldedAny(String text) {
    // Compatibility folding would split the acute accent, often typed as an apostrophe, from its
    // word.
    var marked = text.replace("<<", "").replace(">>", "").replace('´', '\'');
    var decomposed = DECOMPOSE.normalize(CASEFOLD.normalize(marked));
    var folded = new StringBuilder(decomposed.length() + 8);
    for (int i = 0, c; i < decomposed.length(); i += Character.charCount(c)) {
      c = decomposed.codePointAt(i);
      if (!isDropped(c)) {
        fold(c, decomposed, i + 1, folded);
      }
    }
    return COMPOSE.normalize(folded);
  }

  /** Apostrophes and their like, non-sorting marks, and diacritics. */
  private static boolean isDropped(int c) {
    return switch (c) {
      case '\'', '`', '‘', '’', '‛', 0x0098, 0x009C -> true;
      default -> (c >= 0x02B9 && c <= 0x02BF) || (c > 0x02FF && isDiacritic(c));
    };
  }

  /** Excludes marks that make another letter: nukta, virama, the voicing of kana, Thai vowels. */
  private static boolean isDiacritic(int c) {
    var order = UCharacter.getCombiningClass(c);
    return order == OVERLAY
        || (order >= FIRST_POINT && order <= LAST_POINT)
        || order >= FIRST_AROUND;
  }

  private static void fold(int c, String text, int after, StringBuilder to) {
    switch (c) {
      case 'a' ->
          to.append(
              isMarked(text, after, RING) ? "aa" : isMarked(text, after, DIAERESIS) ? "æ" : "a");
      case 'o' -> to.append(isMarked(text, after, DIAERESIS) ? 'ø' : 'o');
      case 'ꜳ' -> to.append("aa");
      case 'œ' -> to.append("oe");
      case 'þ' -> to.append("th");
      case 'ð', 'đ' -> to.append('d');
      case 'ł' -> to.append('l');
      case 'ħ' -> to.append('h');
      case 'ŧ' -> to.append('t');
      case 'ŋ' -> to.append('n');
      case 'ı' -> to.append('i');
      case 'ĸ' -> to.append('q');
      default -> to.appendCodePoint(c);
    }
  }

  /** Whether a mark is among those after a letter. */
  private static boolean isMarked(String text, int after, int mark) {
    for (var i = after;
        i < text.length() && UCharacter.getCombiningClass(text.charAt(i)) != 0;
        i++) {
      if (text.charAt(i) == mark) {
        return true;
      }
    }
    return false;
  }

  private void split() {
    while (at < text.length()) {
      var c = text.codePointAt(at);
      if (isWordByItself(c)) {
        end();
        at += Character.charCount(c);
        end();
      } else if (isPartOfWord(c)) {
        at += Character.charCount(c);
      } else if (!takeSigns()) {
        end();
        at += Character.charCount(c);
        start = at;
      }
    }
    end();
  }

  /** Ends the current word, if any, and begins the next. */
  private void end() {
    if (at > start) {
      words.add(truncate(text.substring(start, at)));
    }
    start = at;
  }

  /** Adds the signs of "c++" to a word of one letter. */
  private boolean takeSigns() {
    if (at == start
        || text.codePointCount(start, at) != 1
        || !Character.isLetter(text.codePointAt(start))) {
      return false;
    }
    var next = at;
    while (next < text.length() && (text.charAt(next) == '+' || text.charAt(next) == '#')) {
      next++;
    }
    if (next == at || (next < text.length() && Character.isLetter(text.codePointAt(next)))) {
      return false;
    }
    at = next;
    end();
    return true;
  }

  private boolean isPartOfWord(int c) {
    return Character.isLetterOrDigit(c)
        || (hasMasks && (c == Masks.ANY || c == Masks.ONE))
        || switch (Character.getType(c)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK ->
              true;
          default -> false;
        };
  }

  private static boolean isWordByItself(int c) {
    return c >= 0x2E80
        && (c == PROLONGED_SOUND
            || switch (Character.UnicodeScript.of(c)) {
              case HAN, HIRAGANA, KATAKANA -> Character.isLetterOrDigit(c);
              default -> false;
            });
  }
}
