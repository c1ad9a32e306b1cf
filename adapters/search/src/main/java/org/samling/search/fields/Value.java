package org.samling.search.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A value of a search field: the words of one field of a record.
 *
 * @param words the words in order
 * @param article how many of the first words are ignored in filing; fewer than all
 * @param texts the texts from which the words come, as written in the record; one for each subfield
 */
public record Value(List<String> words, int article, List<String> texts) {

  /** Precedes the first word of a value, and the first word that files. */
  static final String START = "^";

  /** Follows the last word of a value. */
  static final String END = "$";

  private static final Pattern MARKS = Pattern.compile("[\u0098\u009C]|<<|>>");

  /** ISBD punctuation between the parts of a description. */
  private static final String PUNCTUATION = " /:;,=";

  public Value {
    words = List.copyOf(words);
    texts = List.copyOf(texts);
  }

  /** A value without an article and without a display text. */
  public static Value of(List<String> words) {
    return new Value(words, 0, List.of());
  }

  /** The filing key of the value. */
  public String key() {
    return Filing.key(words.subList(article, words.size()));
  }

  /** The display form of the value: without marks, and without trailing punctuation. */
  public String display() {
    var plain = shown(String.join(" ", texts));
    var end = plain.length();
    while (end > 0 && PUNCTUATION.indexOf(plain.charAt(end - 1)) >= 0) {
      end--;
    }
    return Words.truncate(plain.substring(0, end).strip());
  }

  /** A text as people write it: without the marks of filing, and with aa for the sign ꜳ. */
  public static String shown(String text) {
    return MARKS.matcher(text).replaceAll("").replace("ꜳ", "aa").replace("Ꜳ", "Aa");
  }

  /**
   * The tokens indexed at the position of a word: the word and, if it is the first or last one of
   * the value, also the marked word. No word contains these marks, so a plain word is never
   * mistaken for a marked one, and whatever matches a marked word also matches the plain one.
   */
  List<String> tokensAt(int position) {
    var word = words.get(position);
    var first = position == 0 || position == article;
    var last = position == words.size() - 1;
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
