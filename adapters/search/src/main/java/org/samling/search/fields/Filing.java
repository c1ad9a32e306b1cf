package org.samling.search.fields;

import java.util.List;

/**
 * The order in which terms file. A filing key is the folded {@linkplain Encoded words} with blanks
 * between them and å, which the words write aa, as a letter after ø: keys compared byte by byte in
 * UTF-8 stand in the order of the Danish alphabet, word by word, digits before letters and other
 * scripts after Latin. Two texts have the same key where a search can't tell them apart.
 */
public final class Filing {

  /** The maximum length of a key, in characters; the rest is ignored. */
  static final int LONGEST = 255;

  /** Stands for å. No folded word contains it, since it is folded to y. It is last in Latin-1. */
  private static final String AA = "\u00FF";

  private static final String WRITTEN = "aa";

  private Filing() {}

  /** The key of a list of words; empty if there are none. */
  public static String key(List<String> words) {
    return Words.truncate(String.join(" ", words).replace(WRITTEN, AA));
  }

  /** The words of a key, as they are searched. */
  public static String words(String key) {
    return key.replace(AA, WRITTEN);
  }

  /** Whether a word files differently from its letters alone. */
  public static boolean filesElsewhere(String word) {
    return word.contains(WRITTEN);
  }
}
