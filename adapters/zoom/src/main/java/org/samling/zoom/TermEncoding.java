package org.samling.zoom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.marc4j.converter.impl.UnicodeToAnsel;
import org.samling.z3950.ber.Octets;

/** Encodes terms in the character set that a target expects. */
interface TermEncoding {

  /** The Library of Congress's character set, which Java lacks. */
  Pattern MARC_8 = Pattern.compile("(?i)marc-?8");

  /** The bytes of a term; characters that the set lacks are substituted. */
  Octets write(String term);

  /**
   * Returns the coding with this name.
   *
   * @throws IllegalArgumentException if there is none; the message says so
   */
  static TermEncoding of(String charset) {
    if (MARC_8.matcher(charset).matches()) {
      return term ->
          new Octets(new UnicodeToAnsel().convert(term).getBytes(StandardCharsets.ISO_8859_1));
    }
    try {
      var known = Charset.forName(charset);
      return term -> new Octets(term.getBytes(known));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"%s\" is not a character set for terms".formatted(charset), e);
    }
  }
}
