package org.samling.search.fields;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value of a search field: the words of one field of a record. Most stand in several fields of
 * the index, so that what is made of one is kept.
 */
public final class Value {

  /** Precedes the first word of a value, and the first word that files. */
  static final String START = "^";

  /** Follows the last word of a value. */
  static final String END = "$";

  private static final Pattern MARKS = Pattern.compile("[\u0098\u009C]|<<|>>");

  /** ISBD punctuation between the parts of a description. */
  private static final String PUNCTUATION = " /:;,=";

  private final List<String> words;
  private final int article;
  private final List<String> texts;
  private final int hash;
  private @Nullable String key;
  private @Nullable String display;

  /**
   * Makes a value.
   *
   * @param words the words in order
   * @param article how many of the first words are ignored in filing; fewer than all
   * @param texts the texts from which the words come, as written in the record; one for each
   *     subfield
   */
  public Value(List<String> words, int article, List<String> texts) {
    this.words = List.copyOf(words);
    this.article = article;
    this.texts = List.copyOf(texts);
    this.hash = 31 * (31 * this.words.hashCode() + article) + this.texts.hashCode();
  }

  /** A value without an article and without a display text. */
  public static Value of(List<String> words) {
    return new Value(words, 0, List.of());
  }

  /** The words in order. */
  public List<String> words() {
    return words;
  }

  /** How many of the first words are ignored in filing. */
  int article() {
    return article;
  }

  /** The texts from which the words come. */
  public List<String> texts() {
    return texts;
  }

  /** The filing key of the value. */
  public String key() {
    var known = key;
    if (known == null) {
      known = Filing.key(article == 0 ? words : words.subList(article, words.size()));
      key = known;
    }
    return known;
  }

  /** The display form of the value: without marks, and without trailing punctuation. */
  public String display() {
    var known = display;
    if (known == null) {
      known = withoutEnd(shown(String.join(" ", texts)));
      display = known;
    }
    return known;
  }

  private static String withoutEnd(String plain) {
    var end = plain.length();
    while (end > 0 && PUNCTUATION.indexOf(plain.charAt(end - 1)) >= 0) {
      end--;
    }
    return Words.truncate(plain.substring(0, end).strip());
  }

  /** A text as people write it: without the marks of filing, and with aa for the sign ꜳ. */
  public static String shown(String text) {
    var unmarked = mayHaveMarks(text) ? MARKS.matcher(text).replaceAll("") : text;
    return unmarked.replace("ꜳ", "aa").replace("Ꜳ", "Aa");
  }

  private static boolean mayHaveMarks(String text) {
    return text.indexOf('<') >= 0
        || text.indexOf('>') >= 0
        || text.indexOf('\u0098') >= 0
        || text.indexOf('\u009C') >= 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Value value
        && hash == value.hash
        && article == value.article
        && words.equals(value.words)
        && texts.equals(value.texts);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
