package org.samling.search.forms;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds other forms of words among the words that records have. Inflections are words with the same
 * stem; a compound is a word that begins or ends with the word or an inflection of it, where the
 * rest is itself a word of some record. Not for use by several threads.
 */
public final class FormFinder {

  /** The most forms of each kind; those that most records have are kept. */
  private static final int MOST = 100;

  /** Shorter words and parts have no forms but spellings. */
  private static final int SHORTEST = 3;

  /** How many words with the same letters are looked at. */
  private static final int MOST_ALIKE = 50_000;

  /** What joins the parts of a Danish compound. */
  private static final List<String> JOINTS = List.of("", "s", "e");

  /** First parts that are no nouns: words that begin with them are seldom compounds. */
  private static final Set<String> NO_FIRST_PART =
      Set.of(
          "and", "den", "der", "det", "die", "ein", "for", "fra", "han", "har", "hun", "ind", "med",
          "men", "mig", "min", "mod", "not", "over", "som", "the", "til", "ved", "vil", "von",
          "was");

  /** Endings that make other words, and are words themselves only by chance. */
  private static final Set<String> ENDINGS =
      Set.of(
          "bar", "else", "eri", "fuld", "hed", "heden", "ing", "isk", "lig", "lige", "ligt", "løs",
          "ning", "skab", "ske", "som", "ede", "ende", "erne", "ens", "ers", "est", "ere");

  /** Endings of other words, which the rules of Scandinavian languages take off. */
  private static final List<String> DERIVED = List.of("lig", "elig", "ig", "els");

  private final Dictionary dictionary;
  private final Map<Language, Language.Stemming> stemming = new EnumMap<>(Language.class);
  private final Map<String, WordForms> known = new HashMap<>();

  public FormFinder(Dictionary dictionary) {
    this.dictionary = dictionary;
    for (var language : Language.values()) {
      stemming.put(language, language.stemming());
    }
  }

  /**
   * The other forms of a word.
   *
   * @param word a folded word
   * @param joined what else stands for it, such as itself in another script
   */
  public WordForms of(String word, Set<String> joined) throws IOException {
    var forms = known.get(word);
    if (forms == null) {
      forms = find(word, joined);
      known.put(word, forms);
    }
    return forms;
  }

  private WordForms find(String word, Set<String> joined) throws IOException {
    var spelled = new LinkedHashSet<String>(joined);
    spelled.addAll(Spellings.of(word, dictionary));
    spelled.remove(word);
    var bases = new LinkedHashSet<String>();
    bases.add(word);
    bases.add(Spellings.danish(word));
    bases.add(Spellings.foreign(word));
    bases.addAll(spelled);
    for (var base : List.copyOf(bases)) {
      Vowels.others(base).stream().findFirst().ifPresent(bases::add);
    }
    var taken = new HashSet<String>(spelled);
    taken.add(word);
    var inflected = new EnumMap<Language, Set<String>>(Language.class);
    var compounds = new LinkedHashSet<String>();
    for (var base : bases) {
      if (base.length() >= SHORTEST) {
        addAlike(base, inflected, compounds);
      }
      for (var other : Vowels.others(base)) {
        if (dictionary.frequency(other) > 0) {
          inflected.computeIfAbsent(Language.DANISH, _ -> new LinkedHashSet<>()).add(other);
        }
      }
    }
    var inflections = new EnumMap<Language, Set<String>>(Language.class);
    var endings = new HashSet<String>();
    for (var entry : inflected.entrySet()) {
      var kept = mostUsed(entry.getValue(), taken);
      if (!kept.isEmpty()) {
        inflections.put(entry.getKey(), kept);
        endings.addAll(kept);
      }
    }
    endings.addAll(taken);
    return new WordForms(spelled, inflections, mostUsed(compounds, endings));
  }

  /** Adds the words with letters of a word in them that are its inflections or compounds. */
  private void addAlike(String base, Map<Language, Set<String>> inflected, Set<String> compounds)
      throws IOException {
    var stems = new EnumMap<Language, String>(Language.class);
    var root = base;
    for (var language : Language.values()) {
      var stem = stem(language, base);
      stems.put(language, stem);
      var common = common(base, language.constant(stem));
      if (common.length() >= SHORTEST && common.length() < root.length()) {
        root = common;
      }
    }
    var alike = dictionary.containing(root);
    var count = 0;
    for (var other : alike) {
      if (++count > MOST_ALIKE) {
        break;
      }
      if (other.startsWith(root)) {
        for (var language : stems.entrySet()) {
          if ((!isDerived(other, root) || isDerived(base, root))
              && stem(language.getKey(), other).equals(language.getValue())) {
            inflected.computeIfAbsent(language.getKey(), _ -> new LinkedHashSet<>()).add(other);
          }
        }
        if (isFirstPart(base, other)) {
          compounds.add(other);
        }
      } else if (isLastPart(base, String.valueOf(stems.get(Language.DANISH)), root, other)) {
        compounds.add(other);
      }
    }
    for (var other : Vowels.others(base)) {
      for (var compound :
          dictionary.frequency(other) > 0 ? dictionary.containing(other) : List.<String>of()) {
        if (compound.endsWith(other)
            && isWord(compound.substring(0, compound.length() - other.length()))) {
          compounds.add(compound);
        }
      }
    }
  }

  /**
   * Whether a word is no inflection of another, though the rules for endings say so: farlig, far.
   */
  private static boolean isDerived(String word, String root) {
    var rest = word.substring(root.length());
    return DERIVED.stream().anyMatch(rest::startsWith);
  }

  private String stem(Language language, String word) {
    return stemming.getOrDefault(language, folded -> folded).stem(word);
  }

  /** The letters that a word and its stem begin with, in the letters of the word. */
  private static String common(String word, String stem) {
    var folded = stem.replace("å", "aa").replace('ä', 'æ').replace('ö', 'ø');
    var same = 0;
    while (same < word.length()
        && same < folded.length()
        && word.charAt(same) == folded.charAt(same)) {
      same++;
    }
    return word.substring(0, same);
  }

  private boolean isFirstPart(String base, String compound) throws IOException {
    if (!compound.startsWith(base)) {
      return false;
    }
    var rest = compound.substring(base.length());
    for (var joint : JOINTS) {
      var part = rest.startsWith(joint) ? rest.substring(joint.length()) : "";
      if (part.length() >= SHORTEST && !ENDINGS.contains(part) && isInflected(part)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a part is a word, or has the stem of one. */
  private boolean isInflected(String part) throws IOException {
    if (dictionary.frequency(part) > 0) {
      return true;
    }
    var stem = stem(Language.DANISH, part).replace("å", "aa");
    return stem.length() >= SHORTEST
        && (dictionary.frequency(stem) > 0 || dictionary.frequency(stem + "e") > 0);
  }

  private boolean isLastPart(String base, String stem, String root, String compound)
      throws IOException {
    var at = compound.lastIndexOf(root);
    if (at < SHORTEST) {
      return false;
    }
    var last = compound.substring(at);
    return (last.equals(base) || stem(Language.DANISH, last).equals(stem))
        && isWord(compound.substring(0, at));
  }

  private boolean isWord(String first) throws IOException {
    for (var joint : JOINTS) {
      if (first.endsWith(joint)) {
        var part = first.substring(0, first.length() - joint.length());
        if (part.length() >= SHORTEST
            && !NO_FIRST_PART.contains(part)
            && dictionary.frequency(part) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  private Set<String> mostUsed(Collection<String> words, Set<String> without) throws IOException {
    var frequencies = new HashMap<String, Integer>();
    for (var word : words) {
      if (!without.contains(word)) {
        frequencies.put(word, dictionary.frequency(word));
      }
    }
    return frequencies.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
