package org.samling.marc;

import static org.samling.marc.Iso2709Decoder.indexOf;
import static org.samling.marc.Iso2709Frames.DELIMITER;
import static org.samling.marc.Iso2709Frames.FIELD_TERMINATOR;
import static org.samling.marc.Iso2709Frames.LEADER;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RepairKind;
import org.samling.marc.text.MarcFormatException;

/**
 * The directory of one record of ISO 2709: entries of twelve characters (tag 3, length 4, start 5),
 * one for each field.
 *
 * <p>Fields are found by the directory. Where it disagrees with the fields, they are located by
 * their terminators:
 *
 * <ul>
 *   <li>after a conversion that changed lengths, or in a record beyond 99,999 bytes: if there are
 *       as many fields as entries, and each looks like its tag;
 *   <li>where entries have more digits than fit, or the leader is too short: if the directory, read
 *       from its end, gives exactly the lengths and starts that the fields have.
 * </ul>
 */
final class Iso2709Directory {

  /** The part of the record where its repairs were made. */
  private static final String DIRECTORY = "directory";

  private static final int ENTRY = 12;
  private static final int TAG = 3;
  private static final int LARGEST_ADDRESSABLE = 99_999;

  /**
   * Some writers add a third indicator or a blank; a delimiter further on belongs to a later
   * subfield.
   */
  private static final int MAX_BEFORE_SUBFIELDS = 4;

  /**
   * The position of a field.
   *
   * @param from the index of its first byte
   * @param to the index of its terminator
   */
  record Extent(String tag, int from, int to) {}

  /** A directory entry; a number is -1 if the entry has none. */
  private record Entry(String tag, int length, int start) {}

  private final byte[] bytes;
  private final int base;
  private final int end;
  private final Repairs repairs;

  /**
   * Makes a reader.
   *
   * @param bytes the record
   * @param base the index at which its fields begin
   * @param end the index at which they end
   */
  Iso2709Directory(byte[] bytes, int base, int end, Repairs repairs) {
    this.bytes = bytes;
    this.base = base;
    this.end = end;
    this.repairs = repairs;
  }

  /**
   * The fields in the order of the directory.
   *
   * @throws MarcFormatException if they can't be located with certainty
   */
  List<Extent> extents() {
    var size = base - 1 - LEADER;
    if (size == 0) {
      throw new MarcFormatException("The record has no fields.");
    }
    if (size / ENTRY > Iso2709Decoder.MAX_FIELDS) {
      throw new MarcFormatException(
          "The record has "
              + size / ENTRY
              + " fields; at most "
              + Iso2709Decoder.MAX_FIELDS
              + " are read.");
    }
    if (size % ENTRY != 0) {
      return fromItsEnd("The directory has " + size + " bytes, which is not a multiple of 12.");
    }
    var entries = new ArrayList<Entry>(size / ENTRY);
    for (var at = LEADER; at < base - 1; at += ENTRY) {
      var tag = new String(bytes, at, TAG, StandardCharsets.ISO_8859_1);
      if (!isTag(tag)) {
        return fromItsEnd("The directory has no tag at byte " + at + " of the record.");
      }
      entries.add(new Entry(tag, number(at + TAG, 4), number(at + TAG + 4, 5)));
    }
    return byEntries(entries);
  }

  private List<Extent> byEntries(List<Entry> entries) {
    var extents = new ArrayList<Extent>(entries.size());
    var innerTerminators = false;
    long covered = 0;
    for (var entry : entries) {
      var fault = fault(entry);
      if (fault != null) {
        return byTerminators(entries, fault);
      }
      var from = base + entry.start();
      var to = from + entry.length() - 1;
      innerTerminators |= indexOf(bytes, FIELD_TERMINATOR, from, to) >= 0;
      covered += entry.length();
      extents.add(new Extent(entry.tag(), from, to));
    }
    return innerTerminators && covered != end - base
        ? byTerminators(entries, "gives fields that overlap")
        : extents;
  }

  private @Nullable String fault(Entry entry) {
    if (entry.start() < 0 || entry.length() < 1) {
      return "gives no numbers for field " + entry.tag();
    }
    var from = base + entry.start();
    var to = from + entry.length() - 1;
    if (to >= end || bytes[to] != FIELD_TERMINATOR) {
      return "gives a wrong end for field " + entry.tag() + ", byte " + to + " of the record";
    }
    return bytes[from - 1] == FIELD_TERMINATOR
        ? null
        : "gives a wrong beginning for field " + entry.tag() + ", byte " + from + " of the record";
  }

  private List<Extent> byTerminators(List<Entry> entries, String fault) {
    var fields = untagged();
    if (fields.size() != entries.size()) {
      throw new MarcFormatException(
          "The directory "
              + fault
              + ", and has "
              + entries.size()
              + " entries for "
              + fields.size()
              + " fields.");
    }
    if (bytes.length <= LARGEST_ADDRESSABLE && !isAscending(entries)) {
      throw new MarcFormatException(
          "The directory " + fault + ", and its entries are not in the order of the fields.");
    }
    var extents = new ArrayList<Extent>(fields.size());
    for (var i = 0; i < fields.size(); i++) {
      var extent = new Extent(entries.get(i).tag(), fields.get(i).from(), fields.get(i).to());
      if (!looksLikeItsTag(extent)) {
        throw new MarcFormatException(
            "The directory " + fault + ", and the field found instead does not fit its tag.");
      }
      extents.add(extent);
    }
    repairs.addAt(DIRECTORY, RepairKind.DIRECTORY_WRONG, fault, "");
    return extents;
  }

  /** Reads the entries backwards; their lengths and starts must match the fields digit by digit. */
  private List<Extent> fromItsEnd(String fault) {
    var fields = untagged();
    var extents = new ArrayList<Extent>(fields.size());
    var at = base - 1;
    for (var field : fields.reversed()) {
      var numbers = "%04d%05d".formatted(field.to() + 1 - field.from(), field.from() - base);
      at -= numbers.length() + TAG;
      if (at < LEADER - 2 || !isAt(at + TAG, numbers)) {
        throw new MarcFormatException(fault);
      }
      var tag = new String(bytes, at, TAG, StandardCharsets.ISO_8859_1);
      if (!isTag(tag)) {
        throw new MarcFormatException(fault);
      }
      extents.add(new Extent(tag, field.from(), field.to()));
    }
    if (at > LEADER + 2) {
      throw new MarcFormatException(fault);
    }
    repairs.addAt(DIRECTORY, RepairKind.DIRECTORY_UNEVEN, fault, "");
    return extents.reversed();
  }

  /** The fields as delimited by their terminators, still without tags. */
  private List<Extent> untagged() {
    var fields = new ArrayList<Extent>();
    for (var from = base; from < end; ) {
      var to = indexOf(bytes, FIELD_TERMINATOR, from, end);
      if (to < 0) {
        to = end;
        repairs.addAt("", RepairKind.FIELD_TERMINATOR_MISSING, "", "");
      }
      if (fields.size() == Iso2709Decoder.MAX_FIELDS) {
        throw new MarcFormatException(
            "The record has more than " + Iso2709Decoder.MAX_FIELDS + " fields.");
      }
      fields.add(new Extent("", from, to));
      from = to + 1;
    }
    return fields;
  }

  private static boolean isAscending(List<Entry> entries) {
    var last = -1;
    for (var entry : entries) {
      if (entry.start() >= 0 && entry.start() < last) {
        return false;
      }
      last = Math.max(last, entry.start());
    }
    return true;
  }

  private boolean looksLikeItsTag(Extent extent) {
    var delimiter = indexOf(bytes, DELIMITER, extent.from(), extent.to());
    return extent.tag().startsWith("00")
        ? delimiter < 0 || FormatEvidence.isDivided(bytes, extent.from(), extent.to())
        : delimiter >= extent.from() && delimiter <= extent.from() + MAX_BEFORE_SUBFIELDS;
  }

  private static boolean isTag(String tag) {
    return tag.chars().allMatch(c -> c > 0x20 && c < 0x7F);
  }

  private boolean isAt(int at, String text) {
    for (var i = 0; i < text.length(); i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int number(int at, int digits) {
    var number = 0;
    for (var i = at; i < at + digits; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return -1;
      }
      number = number * 10 + bytes[i] - '0';
    }
    return number;
  }
}
