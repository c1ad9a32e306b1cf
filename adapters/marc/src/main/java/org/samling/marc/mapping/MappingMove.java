package org.samling.marc.mapping;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent.Subfield;

/**
 * Where a subfield goes. A move is written {@code source mode target marks}, a blank as an
 * underline:
 *
 * <pre>
 *   ab>c        each subfield a and b becomes a subfield c
 *   ab+c[_;_]   it is added to the c that was made last, with the mark between them; the first makes it
 *   a+c[_/_|,_] the first mark stands before the c, the second between what is added to it
 *   a>c[_:_]    the mark stands before the c, as ISBD has it: at the end of the subfield before
 *   a.first>c  a.later>c      the first a, the others
 *   a:number>c  the text goes through a transformation (MappingTexts)
 *   'x'>c  'x'+c  'x'?c       this text; with ? where no c was made
 *   @008a>c     the first subfield a of the record's field 008
 *   *>*         every subfield whose code is a small letter of ASCII or a digit, as it is
 * </pre>
 *
 * @param kind what the source is
 * @param source the codes, the text, or tag and code
 * @param which which of several subfields with the code
 * @param texts what becomes of the text, or null
 * @param mode {@code >}, {@code +} or {@code ?}
 * @param target the code of the subfield that is made
 * @param first the mark before it
 * @param again the mark between what is joined in it
 */
record MappingMove(
    Kind kind,
    String source,
    Which which,
    @Nullable MappingText texts,
    char mode,
    String target,
    String first,
    String again) {

  /** What a source can be. */
  enum Kind {
    CODES,
    ALL,
    CONSTANT,
    OTHER_FIELD
  }

  /** Which of the subfields with the same code are meant. */
  enum Which {
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
   * @throws IllegalArgumentException where it is none
   */
  static MappingMove parse(String written) {
    var parts = WRITTEN.matcher(written);
    if (!parts.matches()) {
      throw new IllegalArgumentException("\"" + written + "\" is no move of a subfield");
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
            ? Which.EACH
            : parts.group(2).equals(".first") ? Which.FIRST : Which.LATER;
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

  /** Whether it takes a subfield; {@code again} where one with its code came before. */
  boolean takes(Subfield subfield, boolean again) {
    var code = subfield.code();
    return switch (kind) {
          case CODES -> source.indexOf(code) >= 0;
          case ALL -> (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9');
          case CONSTANT, OTHER_FIELD -> false;
        }
        && (which == Which.EACH || (which == Which.LATER) == again);
  }

  boolean isOfSubfields() {
    return kind == Kind.CODES || kind == Kind.ALL;
  }
}
