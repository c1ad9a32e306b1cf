package org.samling.marc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.Repair;
import org.samling.core.catalogue.RepairKind;

/**
 * Splits an ISO 2709 file into records by the record length in the leader and the record terminator
 * together, so that either can make up for an error in the other.
 *
 * <pre>
 *   padding? leader(24) directory(12 each) FT  field FT ... field FT  RT  padding? leader ...
 *            ^ length gives the start of the next             ^ so does the terminator
 * </pre>
 *
 * Only the current record is held in memory.
 */
final class Iso2709Frames {

  /** The largest record accepted, in bytes; the standard's own limit is 99,999. */
  static final int MAX_RECORD = 16 * 1024 * 1024;

  static final byte RECORD_TERMINATOR = 0x1D;
  static final byte FIELD_TERMINATOR = 0x1E;
  static final byte DELIMITER = 0x1F;

  static final int LEADER = 24;

  /** How much of an oversize record is kept for the report. */
  private static final int KEPT_OF_OVERSIZE = 64 * 1024;

  private static final int CHUNK = 64 * 1024;

  /**
   * A piece of the file.
   *
   * @param offset where it begins, in bytes
   * @param bytes its bytes, including the record terminator if there is one
   * @param defect why it can't be a record, or null if it may be one
   * @param repairs repairs made to delimit it
   * @param endsFile whether the file breaks off within it
   */
  record Frame(
      long offset, Bytes bytes, @Nullable String defect, List<Repair> repairs, boolean endsFile) {}

  private final InputStream in;
  private byte[] buffer = new byte[2 * CHUNK];
  private int start;
  private int end;
  private long bufferOffset;
  private boolean isAtEnd;
  private boolean isFirst;

  /**
   * Frames a stream.
   *
   * @param in the bytes, decompressed, from the beginning of the file or of a record
   */
  Iso2709Frames(InputStream in, long offset) {
    this.in = in;
    this.bufferOffset = offset;
    this.isFirst = offset == 0;
  }

  /** The next piece, or null at the end of the file. */
  @Nullable Frame next() throws IOException {
    skipPadding();
    if (start == end) {
      return null;
    }
    var terminator = findTerminator();
    if (terminator < 0 && end - start >= MAX_RECORD) {
      return oversize();
    }
    var length = declaredLength(start);
    var available = terminator < 0 ? end - start : terminator + 1;
    if (terminator >= 0 && length == available) {
      return cut(available, null, List.of());
    }
    if (terminator >= 0 && terminatorIsText(length, terminator)) {
      return cut(
          length, null, List.of(Repair.ofRecord(RepairKind.RECORD_TERMINATOR_INSIDE, "", "")));
    }
    if (length > LEADER
        && length < available
        && buffer[start + length - 1] == FIELD_TERMINATOR
        && isRecordStart(start + length)) {
      return cut(
          length, null, List.of(Repair.ofRecord(RepairKind.RECORD_TERMINATOR_MISSING, "", "")));
    }
    var next = nextRecordStart(available);
    if (next > 0) {
      return beforeNextRecord(next, length);
    }
    return terminator >= 0 ? cut(available, null, List.of()) : tail(length, available);
  }

  /**
   * Whether a leader and a directory entry begin at an index of the buffer: digits where the
   * standard requires them, and MARC 21's constants 22 and 45.
   */
  private boolean isRecordStart(int at) {
    return at + LEADER + 12 <= end
        && isDigits(at, 5)
        && isTypeOfRecord(buffer[at + 6])
        && buffer[at + 10] == '2'
        && buffer[at + 11] == '2'
        && isDigits(at + 12, 5)
        && buffer[at + 20] == '4'
        && buffer[at + 21] == '5'
        && isDigits(at + LEADER + 3, 9);
  }

  /** A letter in MARC 21, mostly a blank in danMARC2. */
  private static boolean isTypeOfRecord(byte b) {
    return (b >= 'a' && b <= 'z') || b == ' ';
  }

  /** Whether the first terminator is part of the text: the leader's length ends at a later one. */
  private boolean terminatorIsText(int length, int terminator) throws IOException {
    if (length <= terminator + 1 || !fill(length)) {
      return false;
    }
    var following = start + terminator + 1;
    while (following < start + length && isPadding(buffer[following])) {
      following++;
    }
    return buffer[start + length - 1] == RECORD_TERMINATOR && !isRecordStart(following);
  }

  private Frame beforeNextRecord(int next, int length) {
    if (isFirst && !holdsSeparators(next)) {
      start += next;
      isFirst = false;
      var terminator = indexOf(RECORD_TERMINATOR, start);
      var size = terminator < 0 ? end - start : terminator + 1 - start;
      return cut(
          size, null, List.of(Repair.ofRecord(RepairKind.BYTES_SKIPPED, next + " bytes", "")));
    }
    return cut(
        next,
        length < 0
            ? next + " bytes that are not a record precede the next one."
            : "The record breaks off after "
                + next
                + " bytes, but its leader says "
                + length
                + "; the next record begins there.",
        List.of());
  }

  private Frame tail(int length, int available) {
    var terminated = buffer[end - 1] == FIELD_TERMINATOR;
    if (terminated && (length == available || length == available + 1)) {
      return cut(
          available, null, List.of(Repair.ofRecord(RepairKind.RECORD_TERMINATOR_MISSING, "", "")));
    }
    if (length < 0) {
      return cut(
          available,
          "The file ends with " + available + " bytes that are not a record.",
          List.of());
    }
    var rest =
        cut(
            available,
            "The file ends after "
                + available
                + " bytes of this record, but its leader says "
                + length
                + ".",
            List.of());
    return new Frame(rest.offset(), rest.bytes(), rest.defect(), rest.repairs(), true);
  }

  /** Rejects a record without a terminator within the limit, and skips the rest of it. */
  private Frame oversize() throws IOException {
    var frame =
        cut(
            KEPT_OF_OVERSIZE,
            "No record terminator follows within "
                + MAX_RECORD
                + " bytes, the maximum size of a record; everything up to the next one was skipped.",
            List.of());
    while (true) {
      var terminator = indexOf(RECORD_TERMINATOR, start);
      if (terminator >= 0) {
        start = terminator + 1;
        return frame;
      }
      start = end;
      if (!fill(1)) {
        return frame;
      }
    }
  }

  private Frame cut(int size, @Nullable String defect, List<Repair> repairs) {
    var frame =
        new Frame(
            bufferOffset + start,
            Bytes.of(Arrays.copyOfRange(buffer, start, start + size)),
            defect,
            repairs,
            false);
    start += size;
    isFirst = false;
    return frame;
  }

  /** The offset from the current start at which the next record begins, or -1. */
  private int nextRecordStart(int available) {
    for (var i = 1; i < available; i++) {
      if (isRecordStart(start + i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean holdsSeparators(int size) {
    for (var i = start; i < start + size; i++) {
      if (buffer[i] == FIELD_TERMINATOR || buffer[i] == DELIMITER) {
        return true;
      }
    }
    return false;
  }

  private void skipPadding() throws IOException {
    while (fill(1)) {
      var b = buffer[start];
      if (isFirst && (b & 0xFF) == 0xEF && fill(3) && isByteOrderMark()) {
        start += 3;
      } else if (!isPadding(b) || (b == ' ' && isBlankLeader())) {
        return;
      } else {
        start++;
      }
    }
  }

  private boolean isByteOrderMark() {
    return (buffer[start + 1] & 0xFF) == 0xBB && (buffer[start + 2] & 0xFF) == 0xBF;
  }

  private static boolean isPadding(byte b) {
    return b == 0x1A
        || b == 0x19
        || b == 0
        || b == '\r'
        || b == '\n'
        || b == ' '
        || b == '\t'
        || b == RECORD_TERMINATOR;
  }

  /** A leader may have blanks for its length; they don't count as padding. */
  private boolean isBlankLeader() throws IOException {
    return fill(LEADER)
        && buffer[start + 4] == ' '
        && buffer[start + 5] > ' '
        && buffer[start + 10] == '2'
        && buffer[start + 11] == '2';
  }

  /** The offset of the record terminator from the start, or -1. */
  private int findTerminator() throws IOException {
    var searched = 0;
    while (true) {
      var found = indexOf(RECORD_TERMINATOR, start + searched);
      if (found >= 0) {
        return found - start;
      }
      searched = end - start;
      if (searched >= MAX_RECORD || !fill(searched + 1)) {
        return -1;
      }
    }
  }

  private int indexOf(byte wanted, int from) {
    for (var i = from; i < end; i++) {
      if (buffer[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private int declaredLength(int at) {
    if (at + 5 > end || !isDigits(at, 5)) {
      return -1;
    }
    var length = 0;
    for (var i = at; i < at + 5; i++) {
      length = length * 10 + buffer[i] - '0';
    }
    return length;
  }

  private boolean isDigits(int at, int count) {
    for (var i = at; i < at + count; i++) {
      if (buffer[i] < '0' || buffer[i] > '9') {
        return false;
      }
    }
    return true;
  }

  /** Fills the buffer so that it holds this many bytes from the start, if the file has them. */
  private boolean fill(int wanted) throws IOException {
    while (end - start < wanted && !isAtEnd) {
      if (start > 0 && buffer.length - end < CHUNK) {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        bufferOffset += start;
        end -= start;
        start = 0;
      }
      if (buffer.length - end < CHUNK) {
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
      }
      var read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        isAtEnd = true;
      } else {
        end += read;
      }
    }
    return end - start >= wanted;
  }
}
