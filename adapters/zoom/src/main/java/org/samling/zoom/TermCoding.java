package org.samling.zoom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.marc4j.converter.impl.UnicodeToAnsel;
import org.samling.z3950.ber.Octets;

/** Writes terms in the character set that a target reads them in. */
interface TermCoding {

  /** The set of the Library of Congress, which Java has not. */
  Pattern MARC_8 = Pattern.compile("(?i)marc-?8");

  /** The bytes of a term; what the character set lacks becomes another sign. */
  Octets write(String term);

  /**
   * The coding with a name.
   *
   * @throws IllegalArgumentException where there is none; the message says so
   */
  static TermCoding of(String charset) {
    if (MARC_8.matcher(charset).matches()) {
      return term ->
          new Octets(new UnicodeToAnsel().convert(term).getBytes(StandardCharsets.ISO_8859_1));
    }
    try {
      var known = Charset.forName(charset);
      return term -> new Octets(term.getBytes(known));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"%s\" is no character set that terms can be written in".formatted(charset), e);
    }
  }
}
