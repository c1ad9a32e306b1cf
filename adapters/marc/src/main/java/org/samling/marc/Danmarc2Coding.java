package org.samling.marc;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.samling.core.catalogue.CodingChoice;
import org.samling.core.catalogue.CodingChoice.Coding;
import org.samling.core.catalogue.CodingChoice.Reason;
import org.samling.marc.text.Danmarc2Text;

/**
 * The character coding of one record of danMARC2. The standard's is ISO 8859-1 with escapes; UTF-8
 * is met too, and nothing in the record says so, so the bytes have to tell.
 */
final class Danmarc2Coding {

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final char REPLACEMENT = '\uFFFD';

  private final boolean utf8;
  private final Repairs repairs;

  private Danmarc2Coding(boolean utf8, Repairs repairs) {
    this.utf8 = utf8;
    this.repairs = repairs;
  }

  /** The coding of a record whose texts stand in a part of an array. */
  static Danmarc2Coding of(byte[] bytes, int from, int to, Repairs repairs) {
    var evidence = CodingEvidence.of(bytes, from, to);
    var isUtf8 =
        hasNumber(bytes, from, to)
            ? evidence.sequences() > 0
                && evidence.malformed() == 0
                && isWithinLatin1(bytes, from, to)
            : evidence.isUtf8(false);
    return new Danmarc2Coding(isUtf8, repairs);
  }

  /** The coding, which nothing but the bytes tells. */
  CodingChoice choice() {
    return new CodingChoice(utf8 ? Coding.UTF_8 : Coding.LATIN_1, Reason.BYTES);
  }

  /** Bytes as characters, with their escapes. */
  String decoded(byte[] bytes, int from, int to, String where) {
    if (utf8) {
      var written = new String(bytes, from, to - from, StandardCharsets.UTF_8);
      if (written.indexOf(REPLACEMENT) >= 0 && CodingEvidence.of(bytes, from, to).malformed() > 0) {
        repairs.add(
            "There are bytes that are not UTF-8 in " + where + "; U+FFFD stands in their place.");
      }
      return withoutNul(written, where);
    }
    var written = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    if (written.chars().noneMatch(c -> c >= 0x80 && c < 0xA0)) {
      return withoutNul(written, where);
    }
    repairs.add(
        "There are bytes in "
            + where
            + " that ISO 8859-1 has no letters for; read as Windows-1252.");
    return withoutNul(new String(bytes, from, to - from, WINDOWS_1252), where);
  }

  /** Reads the escapes of a text. */
  String text(String written, String where) {
    var read = Danmarc2Text.read(written);
    if (read.fault() != null) {
      repairs.add("The text of " + where + " " + read.fault() + "; it was kept as it stands.");
    }
    return read.text();
  }

  private String withoutNul(String written, String where) {
    if (written.indexOf('\0') < 0) {
      return written;
    }
    repairs.add("There is a NUL character in " + where + "; a blank stands in its place.");
    return written.replace('\0', ' ');
  }

  /**
   * Whether UTF-8 has characters of ISO 8859-1 only: so it has where a file was recoded and its
   * escapes were left.
   */
  private static boolean isWithinLatin1(byte[] bytes, int from, int to) {
    for (var i = from; i < to; i++) {
      if ((bytes[i] & 0xFF) > 0xC3) {
        return false;
      }
    }
    return true;
  }

  /** Whether an escape has a number, which UTF-8 has no need of. */
  private static boolean hasNumber(byte[] bytes, int from, int to) {
    for (var i = from; i + 4 < to; i++) {
      if (bytes[i] == '@'
          && bytes[i + 1] >= '0'
          && bytes[i + 1] <= '2'
          && Character.digit(bytes[i + 2], 16) >= 0
          && Character.digit(bytes[i + 3], 16) >= 0
          && Character.digit(bytes[i + 4], 16) >= 0
          && (i == from || bytes[i - 1] != '@')) {
        return true;
      }
    }
    return false;
  }
}
