package org.samling.search.fields;

import org.samling.core.search.Query;
import org.samling.core.search.Query.Truncation;

/**
 * The masks of a term, in a text that has not been folded or split into words yet. They are encoded
 * as two Unicode noncharacters, which no text has and folding does not change.
 */
public final class Masks {

  /** Stands for any number of characters. */
  static final char ANY = '\uFDD0';

  /** Stands for one character. */
  static final char ONE = '\uFDD1';

  private Masks() {}

  /** The text of a term, including its masks if it is a masked one. */
  public static String text(Query.Term term) {
    var text = term.text().replace(ANY, ' ').replace(ONE, ' ');
    return term.truncation() == Truncation.MASKED ? marked(text) : text;
  }

  /** Whether a word has masks. */
  static boolean has(String word) {
    return word.indexOf(ANY) >= 0 || word.indexOf(ONE) >= 0;
  }

  private static String marked(String text) {
    var marked = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case Query.ANY_CHARACTERS -> marked.append(ANY);
        case Query.ONE_CHARACTER -> marked.append(ONE);
        case Query.ESCAPE -> {
          if (++i < text.length()) {
            marked.append(text.charAt(i));
          }
        }
        default -> marked.append(text.charAt(i));
      }
    }
    return marked.toString();
  }
}
