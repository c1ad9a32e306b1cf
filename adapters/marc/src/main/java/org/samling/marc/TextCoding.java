package org.samling.marc;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.marc4j.converter.impl.AnselToUnicode;
import org.marc4j.converter.impl.Iso5426ToUnicode;
import org.samling.core.catalogue.CodingChoice;
import org.samling.core.catalogue.CodingChoice.Coding;
import org.samling.core.catalogue.CodingChoice.Reason;
import org.samling.core.catalogue.RepairKind;
import org.samling.marc.text.MarcFormatException;

/**
 * The character coding of one record, with which its texts are read.
 *
 * <p>Leader position 09 declares UTF-8 ({@code a}) or MARC-8 (blank), and is often wrong; so the
 * bytes have the last word (MARC 21 "Character sets and encoding options"), and after them the
 * {@linkplain FileCoding file}.
 *
 * <ul>
 *   <li>UTF-8 texts are kept as they are, composed or not. ISO 5426 is UNIMARC's.
 *   <li>Marks of non-sorting text are U+0098 and U+009C, also where the record has them at 88 and
 *       89 (ISO 6630).
 *   <li>MARC-8 texts become composed Unicode (NFC): {@code å} is one character, as keyboards write
 *       it. Character references ("ampersand, number sign, x4E00, semicolon") stand for characters
 *       that MARC-8 lacks, and are read.
 * </ul>
 *
 * Not safe for use by several threads.
 */
final class TextCoding {

  static final byte ESCAPE = 0x1B;

  private static final char REPLACEMENT = '\uFFFD';
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  /** What marc4j outputs for a byte that MARC-8 does not define. */
  private static final Pattern UNDEFINED = Pattern.compile("<U\\+00[0-9A-F]{2}>");

  private static final Pattern REFERENCE = Pattern.compile("&#[xX]([0-9A-Fa-f]{1,6});");

  private final List<String> converterErrors = new ArrayList<>();
  private final AnselToUnicode marc8 =
      new AnselToUnicode((severity, message) -> converterErrors.add(message));

  private final Iso5426ToUnicode iso5426 = new Iso5426ToUnicode();

  private Coding coding = Coding.UTF_8;
  private Repairs repairs = new Repairs();

  /**
   * Detects the coding of a record, with which its texts are then read.
   *
   * @param file what is known about the file
   * @param declared leader position 09
   * @param bytes the record
   * @param from the index at which its texts begin
   * @param repairs collects what is wrong with the leader or a text
   * @throws MarcFormatException if the bytes fit no coding, or leave it undecided and the record is
   *     to be held
   */
  CodingChoice begin(FileCoding file, char declared, byte[] bytes, int from, Repairs repairs) {
    this.repairs = repairs;
    var choice = file.of(declared, bytes, from);
    var named = declared == 'a' ? Coding.UTF_8 : Coding.MARC_8;
    coding = choice.coding() == Coding.ASCII ? named : choice.coding();
    if (coding != named) {
      repairs.addAt("LDR/09", RepairKind.LEADER_CODING, named.label(), coding.label());
    }
    return choice;
  }

  /**
   * Detects the coding of a UNIMARC record, which declares it in field 100 $a. The bytes have the
   * last word here too.
   *
   * @throws MarcFormatException if the bytes fit no coding
   */
  CodingChoice beginUnimarc(byte[] bytes, int from, Repairs repairs) {
    this.repairs = repairs;
    var evidence = CodingEvidence.of(bytes, from, bytes.length);
    coding = Coding.UTF_8;
    if (!evidence.hasNonAscii()) {
      return new CodingChoice(Coding.ASCII, Reason.BYTES);
    }
    if (evidence.isUtf8(false)) {
      return new CodingChoice(Coding.UTF_8, Reason.BYTES);
    }
    if (evidence.isOtherAlphabet()) {
      throw new MarcFormatException(
          "The text is neither UTF-8 nor ISO 5426 nor Latin-1; it must be converted before it is read.");
    } else if (marks(bytes, from)) {
      coding = Coding.ISO_5426;
    } else {
      coding = Coding.LATIN_1;
      repairs.addAt("", RepairKind.NEITHER_UTF_8_NOR_ISO_5426, "", coding.label());
    }
    return new CodingChoice(coding, Reason.BYTES);
  }

  /** Whether most letters beyond ASCII are marks before a letter, as in ISO 5426. */
  private static boolean marks(byte[] bytes, int from) {
    var marks = 0;
    var letters = 0;
    for (var i = from; i + 1 < bytes.length; i++) {
      var b = bytes[i] & 0xFF;
      marks += b >= 0xC0 && b < 0xE0 && Character.isLetter(bytes[i + 1]) ? 1 : 0;
      letters += b >= 0xE0 ? 1 : 0;
    }
    return marks > letters;
  }

  /**
   * Reads a text at the place where the repairs are.
   *
   * @throws MarcFormatException if the text can't be read with certainty
   */
  String text(byte[] bytes, int from, int to) {
    var text =
        switch (coding) {
          case ASCII, UTF_8 -> utf8(bytes, from, to);
          case MARC_8 -> marc8(bytes, from, to);
          case LATIN_1 -> new String(bytes, from, to - from, WINDOWS_1252);
          case ISO_5426 ->
              Normalizer.normalize(
                  iso5426.convert(
                      new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)
                          .toCharArray()),
                  Normalizer.Form.NFC);
        };
    // Non-sorting marks at their ISO 6630 code points, which differ in Unicode.
    return repairs.withoutNul(text.replace('\u0088', '\u0098').replace('\u0089', '\u009C'));
  }

  private String utf8(byte[] bytes, int from, int to) {
    var text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0 && CodingEvidence.of(bytes, from, to).malformed() > 0) {
      repairs.addNotUtf8(bytes, from, to, text);
    }
    return text;
  }

  private String marc8(byte[] bytes, int from, int to) {
    var latin1 = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    if (latin1.chars().allMatch(c -> c < 0x80 && c != ESCAPE)) {
      return withReferences(latin1);
    }
    converterErrors.clear();
    var text = withReferences(convert(latin1));
    var kinds = EnumSet.noneOf(RepairKind.class);
    for (var error : converterErrors) {
      if (error.startsWith("Unknown character set")) {
        throw unknownEscape();
      }
      kinds.add(
          error.startsWith("Unknown MARC8 character")
              ? RepairKind.NOT_MARC_8
              : RepairKind.MARC_8_DAMAGED);
    }
    if (kinds.contains(RepairKind.NOT_MARC_8)) {
      text = UNDEFINED.matcher(text).replaceAll(String.valueOf(REPLACEMENT));
    }
    var read = Normalizer.normalize(text, Normalizer.Form.NFC);
    kinds.forEach(kind -> repairs.addText(kind, Repairs.bytes(bytes, from, to), read));
    return read;
  }

  private String convert(String latin1) {
    // An escape at the very end has no effect.
    var end = latin1.length();
    while (end > 0 && latin1.charAt(end - 1) == ESCAPE) {
      end--;
    }
    if (end < latin1.length()) {
      repairs.add(RepairKind.ESCAPE_AT_END);
    }
    try {
      return marc8.convert(latin1.substring(0, end).toCharArray());
    } catch (ArrayIndexOutOfBoundsException e) {
      // marc4j reads past the text if an escape sequence is truncated.
      throw unknownEscape();
    }
  }

  private MarcFormatException unknownEscape() {
    return new MarcFormatException(
        "There is a MARC-8 escape sequence in "
            + repairs.where()
            + " that names no character set; what follows it can't be read.");
  }

  private static String withReferences(String text) {
    if (!text.contains("&#")) {
      return text;
    }
    return REFERENCE
        .matcher(text)
        .replaceAll(match -> {
          var point = Integer.parseInt(match.group(1), 16);
          var isCharacter =
              Character.isValidCodePoint(point)
                  && !Character.isISOControl(point)
                  && Character.getType(point) != Character.SURROGATE;
          return Matcher.quoteReplacement(isCharacter ? Character.toString(point) : match.group());
        });
  }
}
