package org.samling.marc.mapping;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent.Subfield;

/**
 * How a subfield is moved. A move is written {@code source mode target marks}; blanks are written
 * as underscores:
 *
 * <pre>
 *   ab>c        each subfield a and b becomes a subfield c
 *   ab+c[_;_]   it is appended to the last c with the mark between them; the first makes it
 *   a+c[_/_|,_] the first mark precedes the c, the second separates what is appended to it
 *   a>c[_:_]    the mark precedes the c, as in ISBD: at the end of the previous subfield
 *   a.first>c  a.later>c      the first a; all others
 *   a:number>c  the text is transformed (MappingTexts)
 *   'x'>c  'x'+c  'x'?c       this text; with ? only if no c was made
 *   @008a>c     the first subfield a of the record's field 008
 *   *>*         every subfield whose code is an ASCII lower-case letter or digit, unchanged
 * </pre>
 *
 * @param kind the kind of source
 * @param source the codes, the text, or tag and code
 * @param which which of several subfields with the same code
 * @param texts the transformation of the text, or null
 * @param mode {@code >}, {@code +} or {@code ?}
 * @param target the code of the new subfield
 * @param first the mark before the new subfield
 * @param again the mark between texts joined in it
 */
record MappingMove(
    Kind kind,
    String source,
    Occurrence which,
    @Nullable MappingText texts,
    char mode,
    String target,
    String first,
    String again) {

  /** The kinds of source. */
  enum Kind {
    CODES,
    ALL,
    CONSTANT,
    OTHER_FIELD
  }

  /** Which of several subfields with the same code. */
  enum Occurrence {
    EACH,
    FIRST,
    LATER
  }

  private static final Pattern WRITTEN =
      Pattern.compile(
          "('[^']*'|@\\w{3}\\S|[^\\s>+?.:']+)(\\.first|\\.later)?(?::([a-z0-9-]+))?"
              + "([>+?])([^\\s\\[]+)(?:\\[([^\\]|]*)(?:\\|([^\\]]*))?\\])?");

  /**
   * Reads a move.
   *
   * @throws IllegalArgumentException if it is not valid
   */
  static MappingMove parse(String written) {
    var parts = WRITTEN.matcher(written);
    if (!parts.matches()) {
      throw new IllegalArgumentException("\"" + written + "\" is not a move of a subfield");
    }
    var source = parts.group(1);
    var kind =
        source.startsWith("'")
            ? Kind.CONSTANT
            : source.startsWith("@") && source.length() == 5
                ? Kind.OTHER_FIELD
                : source.equals("*") ? Kind.ALL : Kind.CODES;
    var which =
        parts.group(2) == null
            ? Occurrence.EACH
            : parts.group(2).equals(".first") ? Occurrence.FIRST : Occurrence.LATER;
    var first = blanks(parts.group(6));
    return new MappingMove(
        kind,
        kind == Kind.CONSTANT
            ? blanks(source.substring(1, source.length() - 1))
            : kind == Kind.OTHER_FIELD ? source.substring(1) : source,
        which,
        parts.group(3) == null ? null : MappingText.named(parts.group(3)),
        parts.group(4).charAt(0),
        parts.group(5),
        first,
        parts.group(7) == null ? first : blanks(parts.group(7)));
  }

  private static String blanks(@Nullable String written) {
    return written == null ? "" : written.replace('_', ' ');
  }

  /** Whether it takes a subfield; {@code again} if one with its code came before. */
  boolean takes(Subfield subfield, boolean again) {
    var code = subfield.code();
    return switch (kind) {
          case CODES -> source.indexOf(code) >= 0;
          case ALL -> (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9');
          case CONSTANT, OTHER_FIELD -> false;
        }
        && (which == Occurrence.EACH || (which == Occurrence.LATER) == again);
  }

  boolean movesSubfields() {
    return kind == Kind.CODES || kind == Kind.ALL;
  }
}
