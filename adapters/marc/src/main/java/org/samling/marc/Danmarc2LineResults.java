package org.samling.marc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RepairKind;
import org.samling.marc.text.MarcFormatException;

/**
 * Reads the records of a file in danMARC2's line format. One of its two styles puts blanks around
 * each subfield code; they are not part of the text:
 *
 * <pre>
 *   245 00 *aDen ¤femte*eH. Jensen
 *   245 00 *a Den ¤femte *e H. Jensen
 * </pre>
 */
final class Danmarc2LineResults implements Results {

  /** A placeholder: the format has no leader. */
  private static final String LEADER = "00000n    2200000   45  ";

  private static final int TAG = 3;
  private static final int INDICATORS = 2;

  private final LineRecords lines;
  private final ResultFactory results;

  Danmarc2LineResults(InputStream in, ResultFactory results) {
    this.lines = new LineRecords(in, LineRecords.Layout.DANMARC2);
    this.results = results;
  }

  /** A field before its style is known; each part is a subfield code followed by its text. */
  private record Parted(String tag, int occurrence, String indicators, List<String> parts) {

    /** Whether a blank follows every code. */
    boolean isSpaced() {
      return parts.stream().allMatch(p -> p.length() == 1 || p.charAt(1) == ' ');
    }

    boolean hasText() {
      return parts.stream().anyMatch(p -> p.length() > 2);
    }
  }

  @Override
  public @Nullable ReadResult next() throws IOException {
    var record = lines.next();
    if (record == null) {
      return null;
    }
    try {
      if (record.defect() != null) {
        throw new MarcFormatException(record.defect());
      }
      var repairs = new Repairs();
      var all = bytes(record.bytes());
      var coding = Danmarc2Coding.of(all.toArray(), 0, all.length(), repairs);
      var content = new MarcContent(LEADER, fields(record, coding, repairs));
      return results.acceptedLines(
          RecordFormat.DANMARC2_LINE, record.offset(), all, content, coding.choice(), repairs);
    } catch (MarcFormatException e) {
      // Rejected bytes include the end of the record, so that the report keeps it apart from the
      // next.
      return results.rejected(record.offset(), e.reason(), bytes(record.bytes() + record.end()));
    }
  }

  private static Bytes bytes(String written) {
    return Bytes.of(written.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static List<Field> fields(
      LineRecords.Lines record, Danmarc2Coding coding, Repairs repairs) {
    var split = new ArrayList<Parted>(record.fields().size());
    for (var line : record.fields()) {
      split.add(split(line, coding, repairs));
    }
    var spaced =
        split.stream().allMatch(Parted::isSpaced) && split.stream().anyMatch(Parted::hasText);
    return split.stream().<Field>map(f -> field(f, spaced, coding, repairs)).toList();
  }

  private static Parted split(LineRecords.FieldLine line, Danmarc2Coding coding, Repairs repairs) {
    var bytes = line.bytes().getBytes(StandardCharsets.ISO_8859_1);
    var occurrence = repairs.next(line.bytes().substring(0, Math.min(TAG, line.bytes().length())));
    var written = coding.decoded(bytes, 0, bytes.length);
    var first = written.indexOf('*');
    var head = first < 0 ? "" : written.substring(0, first);
    if (head.length() <= TAG
        || head.charAt(TAG) != ' '
        || !head.substring(0, TAG).chars().allMatch(Danmarc2LineResults::isTag)) {
      throw new MarcFormatException(
          "Line "
              + line.line()
              + " is not a field: it must begin with three letters or digits, a blank and two"
              + " indicators, before the first subfield's *.");
    }
    var tag = head.substring(0, TAG);
    var indicators = head.substring(TAG + 1).strip();
    if (indicators.length() > INDICATORS + 1 || indicators.indexOf(' ') >= 0) {
      throw new MarcFormatException(
          "Line "
              + line.line()
              + " has \""
              + indicators
              + "\" where the two indicators of field "
              + tag
              + " belong.");
    }
    if (indicators.length() > INDICATORS) {
      repairs.add(RepairKind.INDICATORS_SURPLUS, indicators, indicators.substring(0, INDICATORS));
    } else if (indicators.length() < INDICATORS) {
      repairs.add(
          RepairKind.INDICATORS_MISSING,
          indicators,
          indicators + " ".repeat(INDICATORS - indicators.length()));
    }
    var parts = parts(written, first);
    if (parts.removeIf(String::isEmpty)) {
      repairs.add(RepairKind.SUBFIELD_EMPTY);
    }
    return new Parted(tag, occurrence, indicators + "  ", parts);
  }

  /** The parts after each subfield sign; an escaped sign does not begin a subfield. */
  private static List<String> parts(String written, int first) {
    var parts = new ArrayList<String>();
    var from = first + 1;
    for (var i = from; i < written.length(); i++) {
      var isCode = i == from;
      switch (written.charAt(i)) {
        case '@' -> i += isCode ? 0 : 1;
        case '*' -> {
          parts.add(written.substring(from, i));
          from = i + 1;
        }
        default -> {
          // An escaped sign is part of the text.
        }
      }
    }
    parts.add(written.substring(from));
    return parts;
  }

  private static Field field(Parted split, boolean spaced, Danmarc2Coding coding, Repairs repairs) {
    repairs.at(split.tag(), split.occurrence());
    var subfields = new ArrayList<Subfield>(split.parts().size());
    for (var i = 0; i < split.parts().size(); i++) {
      var part = split.parts().get(i);
      var code = part.charAt(0);
      var from = spaced ? Math.min(2, part.length()) : 1;
      var isFollowed = i < split.parts().size() - 1;
      var to = part.length() - (spaced && isFollowed && part.endsWith(" ") ? 1 : 0);
      repairs.in('*', code);
      subfields.add(new Subfield(code, coding.text(part.substring(from, Math.max(from, to)))));
    }
    return new DataField(
        split.tag(), split.indicators().charAt(0), split.indicators().charAt(1), subfields);
  }

  private static boolean isTag(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
