package org.samling.marc;

import static org.samling.marc.Iso2709Frames.DELIMITER;

import java.util.ArrayList;
import java.util.List;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.RepairKind;
import org.samling.marc.text.MarcFormatException;

/**
 * Reads the fields of one MARC 21 record: a control field holds text, a data field two indicators
 * and subfields.
 */
final class Iso2709Fields implements Iso2709Decoder.FieldReader {

  private static final int INDICATORS = 2;

  private final TextCoding coding;
  private final byte[] bytes;
  private final Repairs repairs;

  Iso2709Fields(TextCoding coding, byte[] bytes, Repairs repairs) {
    this.coding = coding;
    this.bytes = bytes;
    this.repairs = repairs;
  }

  @Override
  public Field read(String tag, int from, int to) {
    var delimiter = Iso2709Decoder.indexOf(bytes, DELIMITER, from, to);
    if (tag.startsWith("00")) {
      return controlField(tag, from, to, delimiter);
    }
    // Some systems add local fields without subfields; their tags have letters (FMT, CAT).
    var isLocal = !tag.chars().allMatch(c -> c >= '0' && c <= '9');
    if (delimiter < 0 && isLocal) {
      return new ControlField(tag, text(from, to));
    }
    return dataField(tag, from, to, delimiter < 0 ? to : delimiter);
  }

  private Field controlField(String tag, int from, int to, int delimiter) {
    if (delimiter < 0) {
      return new ControlField(tag, text(from, to));
    }
    if (delimiter > from + INDICATORS) {
      var text = text(from, to);
      var read = text.replace((char) DELIMITER, ' ');
      repairs.addText(RepairKind.DELIMITER_IN_CONTROL_FIELD, text, read);
      return new ControlField(tag, read);
    }
    if (tag.equals("001")) {
      throw new MarcFormatException(
          "Field 001 has subfields, as in danMARC2; a MARC 21 control field can't have them.");
    }
    repairs.add(RepairKind.CONTROL_FIELD_DIVIDED);
    return dataField(tag, from, to, delimiter);
  }

  private DataField dataField(String tag, int from, int to, int firstDelimiter) {
    var subfields = new ArrayList<Subfield>();
    var afterIndicators = Math.min(from + INDICATORS, firstDelimiter);
    if (firstDelimiter < from + INDICATORS) {
      var written = Repairs.bytes(bytes, from, firstDelimiter);
      repairs.add(
          RepairKind.INDICATORS_MISSING,
          written,
          written + " ".repeat(INDICATORS - written.length()));
    } else if (firstDelimiter > afterIndicators) {
      var text = text(afterIndicators, firstDelimiter);
      if (!text.isBlank()) {
        subfields.add(new Subfield('a', text));
        repairs.add(RepairKind.TEXT_BEFORE_SUBFIELDS, text, "$a" + text);
      } else {
        repairs.add(
            RepairKind.INDICATORS_SURPLUS,
            Repairs.bytes(bytes, from, firstDelimiter),
            Repairs.bytes(bytes, from, afterIndicators));
      }
    }
    for (var at = firstDelimiter; at < to; ) {
      var next = Iso2709Decoder.indexOf(bytes, DELIMITER, at + 1, to);
      var end = next < 0 ? to : next;
      subfield(at + 1, end, subfields);
      at = end;
    }
    repairs.inField();
    return new DataField(
        tag, indicator(from, firstDelimiter), indicator(from + 1, firstDelimiter), subfields);
  }

  private void subfield(int from, int to, List<Subfield> subfields) {
    if (from == to) {
      repairs.inField();
      repairs.add(RepairKind.SUBFIELD_EMPTY);
      return;
    }
    if (bytes[from] >= 0x20 && bytes[from] < 0x7F) {
      var code = (char) bytes[from];
      repairs.in('$', code);
      subfields.add(new Subfield(code, text(from + 1, to)));
      return;
    }
    repairs.in('$', ' ');
    repairs.add(RepairKind.SUBFIELD_CODE, Repairs.bytes(bytes, from, from + 1), " ");
    subfields.add(new Subfield(' ', text(from, to)));
  }

  private char indicator(int at, int end) {
    if (at >= end) {
      return ' ';
    }
    if (bytes[at] < 0x20 || bytes[at] > 0x7E) {
      repairs.add(RepairKind.INDICATOR_CHARACTER, Repairs.bytes(bytes, at, at + 1), " ");
      return ' ';
    }
    return (char) bytes[at];
  }

  private String text(int from, int to) {
    return repairs.withoutTerminators(coding.text(bytes, from, to));
  }
}
