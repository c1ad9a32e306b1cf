package org.samling.search;

import java.util.ArrayList;
import java.util.List;

/**
 * A value of a search field: the words of one field of a record.
 *
 * @param words the words in their order
 * @param article how many of the first words don't count in filing; fewer than all
 */
record Value(List<String> words, int article) {

  /** Stands before the first word of a value, and before the first that files. */
  static final String START = "^";

  /** Stands after the last word of a value. */
  static final String END = "$";

  Value {
    words = List.copyOf(words);
  }

  /** A value without an article. */
  static Value of(List<String> words) {
    return new Value(words, 0);
  }

  /**
   * What is indexed at the place of a word: the word and, where it is the first or last one of the
   * value, the same marked as such. No word has these marks in it, so that a plain word is never
   * taken for a marked one, and what matches a marked one always matches the plain one too.
   */
  List<String> tokensAt(int place) {
    var word = words.get(place);
    var first = place == 0 || place == article;
    var last = place == words.size() - 1;
    var tokens = new ArrayList<String>(4);
    tokens.add(word);
    if (first) {
      tokens.add(START + word);
    }
    if (last) {
      tokens.add(word + END);
    }
    if (first && last) {
      tokens.add(START + word + END);
    }
    return tokens;
  }
}
