package org.samling.search.forms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.UTF32ToUTF8;

/**
 * How a folded word is spelled with and without æ, ø and å. That ae is æ and oe is ø is believed at
 * once; that o is ø, or a is å or æ, only where the word as typed is rare: <i>bog</i> is not
 * <i>bøg</i>, but <i>Kobenhavn</i> is <i>København</i>.
 */
final class Spellings {

  /** So many times as many records must have a spelling that is believed only then. */
  private static final int FAR_MORE = 5;

  private static final int LONGEST = 40;
  private static final int MOST = 50;

  /** The most states of an automaton; a word has one or two for each letter. */
  private static final int LARGEST = 1_000;

  private Spellings() {}

  /** The word with æ and ø where it has ae and oe. */
  static String danish(String word) {
    return word.replace("ae", "æ").replace("oe", "ø");
  }

  /** The word with ae and oe where it has æ and ø. */
  static String foreign(String word) {
    return word.replace("æ", "ae").replace("ø", "oe");
  }

  /** The other spellings of a word that records have. */
  static Set<String> of(String word, Dictionary dictionary) throws IOException {
    var found = new LinkedHashSet<String>();
    if (word.length() > LONGEST) {
      return found;
    }
    var choices = choices(word);
    if (choices.stream().allMatch(ways -> ways.size() == 1)) {
      return found;
    }
    var frequency = dictionary.frequency(word);
    for (var other : dictionary.accepted(compiled(choices), MOST)) {
      if (!other.equals(word)
          && (same(other).equals(same(word))
              || frequency == 0
              || dictionary.frequency(other) >= FAR_MORE * (long) frequency)) {
        found.add(other);
      }
    }
    return found;
  }

  /** What spellings that are believed at once have in common. */
  private static String same(String word) {
    return danish(word).replace("ue", "u");
  }

  private static List<List<String>> choices(String word) {
    var choices = new ArrayList<List<String>>();
    for (var i = 0; i < word.length(); i++) {
      var pair =
          switch (word.startsWith("aa", i)
              ? "aa"
              : word.substring(i, Math.min(i + 2, word.length()))) {
            case "ae" -> List.of("ae", "æ");
            case "oe" -> List.of("oe", "ø");
            case "ue" -> List.of("ue", "u");
            case "aa" -> List.of("aa", "a");
            default -> List.<String>of();
          };
      if (!pair.isEmpty()) {
        choices.add(pair);
        i++;
        continue;
      }
      choices.add(
          switch (word.charAt(i)) {
            case 'a' -> List.of("a", "aa", "æ");
            case 'o' -> List.of("o", "ø");
            case 'æ' -> List.of("æ", "ae", "a");
            case 'ø' -> List.of("ø", "oe", "o");
            default -> List.of(word.substring(i, i + 1));
          });
    }
    return choices;
  }

  private static CompiledAutomaton compiled(List<List<String>> choices) {
    var places = new ArrayList<Automaton>();
    for (var ways : choices) {
      places.add(Operations.union(ways.stream().map(Automata::makeString).toList()));
    }
    var written = Operations.determinize(Operations.concatenate(places), LARGEST * LONGEST);
    return new CompiledAutomaton(
        Operations.determinize(new UTF32ToUTF8().convert(written), LARGEST * LONGEST),
        true,
        true,
        true);
  }
}
