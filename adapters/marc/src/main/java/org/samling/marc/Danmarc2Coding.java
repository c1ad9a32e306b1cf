package org.samling.marc;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.samling.core.catalogue.CodingChoice;
import org.samling.core.catalogue.CodingChoice.Coding;
import org.samling.core.catalogue.CodingChoice.Reason;
import org.samling.core.catalogue.RepairKind;
import org.samling.marc.text.Danmarc2Text;

/**
 * The character coding of one danMARC2 record. The standard coding is ISO 8859-1 with escapes, but
 * UTF-8 occurs too; nothing in the record declares it, so it is detected from the bytes.
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

  /** Detects the coding of a record from its texts, which are in {@code bytes[from, to)}. */
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

  /** The detected coding. */
  CodingChoice choice() {
    return new CodingChoice(utf8 ? Coding.UTF_8 : Coding.LATIN_1, Reason.BYTES);
  }

  /** Decodes bytes to characters, leaving escapes as they are. */
  String decoded(byte[] bytes, int from, int to) {
    if (utf8) {
      var raw = new String(bytes, from, to - from, StandardCharsets.UTF_8);
      if (raw.indexOf(REPLACEMENT) >= 0 && CodingEvidence.of(bytes, from, to).malformed() > 0) {
        repairs.addNotUtf8(bytes, from, to, raw);
      }
      return repairs.withoutNul(raw);
    }
    var raw = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    if (raw.chars().noneMatch(c -> c >= 0x80 && c < 0xA0)) {
      return repairs.withoutNul(raw);
    }
    var read = new String(bytes, from, to - from, WINDOWS_1252);
    repairs.addText(RepairKind.NOT_LATIN_1, Repairs.bytes(bytes, from, to), read);
    return repairs.withoutNul(read);
  }

  /** Resolves the escapes of a text. */
  String text(String raw) {
    var read = Danmarc2Text.read(raw);
    if (read.fault() != null) {
      repairs.addKept(read.fault(), raw, read.at());
    }
    return read.text();
  }

  /**
   * Whether UTF-8 text has only characters of ISO 8859-1, as when a file was converted but its
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

  /** Whether there is a numeric escape, which UTF-8 doesn't need. */
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
