package org.samling.search.forms;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.samling.search.fields.Words;

/**
 * Cyrillic (Russian, Ukrainian, Belarusian, Bulgarian, Serbian and Macedonian) and Greek words in
 * Latin letters: as ISO 9:1995 and ISO 843:1997 (type 1) write them, and as Danish texts do. What
 * comes out is folded, so the diacritics of the standards are gone.
 */
public final class Transliteration {

  /** A letter, then its form in the standard, then the Danish one where that differs. */
  private static final String LETTERS =
      """
      а a
      б b
      в v
      г g
      ґ g
      ѓ g gj
      д d
      ђ d dj
      е e
      ё e jo
      є e je
      ж z sj
      з z
      ѕ z dz
      и i
      і i
      ї i ji
      й j
      ј j
      к k
      ќ k kj
      л l
      љ l lj
      м m
      н n
      њ n nj
      о o
      п p
      р r
      с s
      т t
      ћ c tj
      у u
      ў u
      ф f
      х h kh
      ц c ts
      ч c tj
      џ d dzj
      ш s sj
      щ s sjtj
      ъ -
      ы y
      ь -
      э e
      ю u ju
      я a ja
      α a
      β v b
      γ g
      δ d
      ε e
      ζ z
      η i e
      θ th
      ι i
      κ k
      λ l
      μ m
      ν n
      ξ x
      ο o
      π p
      ρ r
      σ s
      ς s
      τ t
      υ y
      φ f
      χ ch k
      ψ ps
      ω o
      """;

  /** Pairs of Greek letters, in both forms. */
  private static final String PAIRS =
      """
      ου ou u
      αι ai æ
      οι oi ø
      ει ei
      αυ au
      ευ eu ev
      γγ ng
      γκ gk
      γχ nch nk
      """;

  private static final Map<String, List<String>> TABLE = table();

  private Transliteration() {}

  /** Whether a character can be transliterated. */
  static boolean isForeign(int c) {
    if (c < 0x370) {
      return false;
    }
    var script = UnicodeScript.of(c);
    return script == UnicodeScript.CYRILLIC || script == UnicodeScript.GREEK;
  }

  /** A word in Latin letters, folded; empty if it is in them already. */
  static Set<String> of(String word) {
    if (word.codePoints().noneMatch(Transliteration::isForeign)) {
      return Set.of();
    }
    var plain = plain(word);
    var forms = new LinkedHashSet<String>();
    forms.add(written(plain, 0));
    forms.add(written(plain, 1));
    forms.add(withSoftVowels(plain));
    var folded = new LinkedHashSet<String>();
    forms.forEach(form -> folded.add(String.join("", Words.of(form))));
    folded.remove("");
    return folded;
  }

  /** In lower case and without accents, but for those that make another letter (й, ё, ї, ў). */
  private static String plain(String word) {
    var composed = Normalizer.normalize(word, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    var plain = new StringBuilder();
    composed
        .codePoints()
        .forEach(c -> {
          var letter = Character.toString(c);
          plain.append(
              TABLE.containsKey(letter)
                  ? letter
                  : Normalizer.normalize(letter, Normalizer.Form.NFD).replaceAll("\\p{M}", ""));
        });
    return plain.toString();
  }

  private static String written(String word, int way) {
    var written = new StringBuilder();
    for (var i = 0; i < word.length(); i++) {
      var pair = i + 1 < word.length() ? TABLE.get(word.substring(i, i + 2)) : null;
      if (pair != null) {
        written.append(pair.get(way));
        i++;
      } else {
        var letter = word.substring(i, i + 1);
        var forms = TABLE.get(letter);
        written.append(forms == null ? letter : forms.get(way));
      }
    }
    return written.toString();
  }

  /** The Danish form with je for е at the begin and after vowels and signs: Dostojevskij. */
  private static String withSoftVowels(String word) {
    var marked = new StringBuilder();
    for (var i = 0; i < word.length(); i++) {
      var isSoft = i == 0 || "аеёиоуыэюяьъіїє".indexOf(word.charAt(i - 1)) >= 0;
      if (word.charAt(i) == 'е' && isSoft) {
        marked.append("й");
      }
      marked.append(word.charAt(i));
    }
    return written(marked.toString(), 1);
  }

  private static Map<String, List<String>> table() {
    var table = new HashMap<String, List<String>>();
    (LETTERS + PAIRS)
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(line -> {
          var standard = line[1].equals("-") ? "" : line[1];
          table.put(line[0], List.of(standard, line.length > 2 ? line[2] : standard));
        });
    return Map.copyOf(table);
  }
}
