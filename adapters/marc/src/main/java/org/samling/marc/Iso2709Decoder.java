package org.samling.marc;

import static org.samling.marc.Iso2709Frames.DELIMITER;
import static org.samling.marc.Iso2709Frames.FIELD_TERMINATOR;
import static org.samling.marc.Iso2709Frames.LEADER;
import static org.samling.marc.Iso2709Frames.RECORD_TERMINATOR;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CodingChoice;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RepairKind;
import org.samling.marc.text.MarcFormatException;

/**
 * Reads one record of ISO 2709 as MARC 21, danMARC2 and UNIMARC use it: a leader of 24 characters,
 * a directory, and fields (MARC 21 "Record structure"). Not safe for use by several threads.
 */
final class Iso2709Decoder {

  /** The maximum number of fields in a record. */
  static final int MAX_FIELDS = 50_000;

  private final TextCoding coding = new TextCoding();
  private final FileCoding file;

  /**
   * Makes a decoder.
   *
   * @param file what is known about the codings of the file
   */
  Iso2709Decoder(FileCoding file) {
    this.file = file;
  }

  /** Reads one field; its content, without the terminator, is a range of the record's bytes. */
  interface FieldReader {
    Field read(String tag, int from, int to);
  }

  /**
   * A decoded record.
   *
   * @param format the format it was read as
   * @param coding the coding in which its texts were read
   */
  record Decoded(RecordFormat format, MarcContent content, CodingChoice coding) {}

  /** The reader of a record's fields, and their coding. */
  private record Reading(FieldReader fields, CodingChoice coding) {}

  /**
   * Reads a record.
   *
   * @param bytes the record, with or without its terminator
   * @param wanted its format, or null to detect it from the fields
   * @param repairs collects the repairs
   * @throws MarcFormatException if it can't be read; the message says why
   */
  Decoded decode(byte[] bytes, @Nullable RecordFormat wanted, Repairs repairs) {
    if (bytes.length < LEADER + 2) {
      throw new MarcFormatException(
          "The record has only " + bytes.length + " bytes; its leader alone has 24.");
    }
    var directoryEnd = indexOf(bytes, FIELD_TERMINATOR, LEADER, bytes.length);
    if (directoryEnd < 0) {
      throw new MarcFormatException("There is no field terminator after the directory.");
    }
    var leader = leader(bytes, directoryEnd, repairs);
    var extents = extents(bytes, directoryEnd, repairs);
    var format = wanted == null ? FormatEvidence.of(bytes, extents).format() : wanted;
    var reading = reading(format, leader, bytes, directoryEnd + 1, repairs);
    var fields = new ArrayList<Field>(extents.size());
    for (var extent : extents) {
      repairs.next(extent.tag());
      fields.add(reading.fields().read(extent.tag(), extent.from(), extent.to()));
    }
    return new Decoded(format, new MarcContent(leader, fields), reading.coding());
  }

  private Reading reading(
      RecordFormat format, String leader, byte[] bytes, int base, Repairs repairs) {
    return switch (format.marc()) {
      case DANMARC2 -> {
        var danmarc2 = Danmarc2Coding.of(bytes, base, bytes.length, repairs);
        yield new Reading(new Danmarc2Fields(danmarc2, bytes, repairs), danmarc2.choice());
      }
      case MARC21 -> {
        var choice = coding.begin(file, leader.charAt(9), bytes, base, repairs);
        yield new Reading(new Iso2709Fields(coding, bytes, repairs), choice);
      }
      case UNIMARC -> {
        var choice = coding.beginUnimarc(bytes, base, repairs);
        yield new Reading(new Iso2709Fields(coding, bytes, repairs), choice);
      }
    };
  }

  /**
   * The offset of the texts of a MARC 21 record, or -1 if it is in another format or unreadable.
   *
   * @param wanted its format, or null to detect it from the fields
   */
  static int textsOfMarc21(byte[] bytes, @Nullable RecordFormat wanted) {
    if (bytes.length < LEADER + 2) {
      return -1;
    }
    var directoryEnd = indexOf(bytes, FIELD_TERMINATOR, LEADER, bytes.length);
    if (directoryEnd < 0) {
      return -1;
    }
    try {
      var format =
          wanted == null
              ? FormatEvidence.of(bytes, extents(bytes, directoryEnd, new Repairs())).format()
              : wanted;
      return format == RecordFormat.MARC21 ? directoryEnd + 1 : -1;
    } catch (MarcFormatException _) {
      return -1;
    }
  }

  private static List<Iso2709Directory.Extent> extents(
      byte[] bytes, int directoryEnd, Repairs repairs) {
    var end = bytes[bytes.length - 1] == RECORD_TERMINATOR ? bytes.length - 1 : bytes.length;
    return new Iso2709Directory(bytes, directoryEnd + 1, end, repairs).extents();
  }

  private static String leader(byte[] bytes, int directoryEnd, Repairs repairs) {
    var leader = new StringBuilder(LEADER);
    for (var i = 0; i < LEADER; i++) {
      var b = bytes[i];
      if (b == FIELD_TERMINATOR || b == DELIMITER || b == RECORD_TERMINATOR) {
        throw new MarcFormatException(
            "The leader ends after " + i + " characters; it must have 24.");
      }
      if (b < 0x20 || b > 0x7E) {
        repairs.addAt(
            "LDR/%02d".formatted(i),
            RepairKind.LEADER_CHARACTER,
            Repairs.bytes(bytes, i, i + 1),
            " ");
      }
      leader.append(b < 0x20 || b > 0x7E ? ' ' : (char) b);
    }
    check(leader, 0, "%05d".formatted(bytes.length), repairs);
    check(leader, 10, "22", repairs);
    check(leader, 12, "%05d".formatted(directoryEnd + 1), repairs);
    check(leader, 20, "45", repairs);
    return leader.toString();
  }

  private static void check(CharSequence leader, int from, String right, Repairs repairs) {
    var to = from + Math.min(right.length(), 5);
    var written = leader.subSequence(from, to).toString();
    if (!written.equals(right)) {
      repairs.addAt(
          "LDR/%02d-%02d".formatted(from, to - 1), RepairKind.LEADER_VALUE, written, right);
    }
  }

  /** The index of the first such byte in a range of the array, or -1. */
  static int indexOf(byte[] bytes, byte wanted, int from, int to) {
    for (var i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
