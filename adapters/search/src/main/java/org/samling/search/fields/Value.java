package org.samling.search.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A value of a search field: the words of one field of a record.
 *
 * @param words the words in their order
 * @param article how many of the first words don't count in filing; fewer than all
 * @param texts what the words were cut from, as it is written in the record; one text for each
 *     subfield
 */
public record Value(List<String> words, int article, List<String> texts) {

  /** Stands before the first word of a value, and before the first that files. */
  static final String START = "^";

  /** Stands after the last word of a value. */
  static final String END = "$";

  private static final Pattern MARKS = Pattern.compile("[\u0098\u009C]|<<|>>");

  /** What ISBD writes between the parts of a description. */
  private static final String PUNCTUATION = " /:;,=";

  public Value {
    words = List.copyOf(words);
    texts = List.copyOf(texts);
  }

  /** A value without an article, and of no text that could be shown. */
  public static Value of(List<String> words) {
    return new Value(words, 0, List.of());
  }

  /** By which the value files. */
  public String key() {
    return Filing.key(words.subList(article, words.size()));
  }

  /** The value as people read it: without marks, and without the punctuation before the next. */
  public String display() {
    var plain = MARKS.matcher(String.join(" ", texts)).replaceAll("");
    var end = plain.length();
    while (end > 0 && PUNCTUATION.indexOf(plain.charAt(end - 1)) >= 0) {
      end--;
    }
    return Words.cut(plain.substring(0, end).strip());
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
