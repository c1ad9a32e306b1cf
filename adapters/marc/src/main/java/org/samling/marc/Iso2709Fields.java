package org.samling.marc;

import static org.samling.marc.Iso2709Frames.DELIMITER;

import java.util.ArrayList;
import java.util.List;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
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
      return new ControlField(tag, text(from, to, "field " + tag));
    }
    return dataField(tag, from, to, delimiter < 0 ? to : delimiter);
  }

  private Field controlField(String tag, int from, int to, int delimiter) {
    if (delimiter < 0) {
      return new ControlField(tag, text(from, to, "field " + tag));
    }
    if (delimiter > from + INDICATORS) {
      repairs.add(
          "There is a subfield delimiter inside field " + tag + "; it was replaced by a blank.");
      return new ControlField(tag, text(from, to, "field " + tag).replace((char) DELIMITER, ' '));
    }
    if (tag.equals("001")) {
      throw new MarcFormatException(
          "Field 001 has subfields, as in danMARC2; a MARC 21 control field can't have them.");
    }
    repairs.add(
        "Field "
            + tag
            + " has subfields, which a MARC 21 control field can't have; they were kept.");
    return dataField(tag, from, to, delimiter);
  }

  private DataField dataField(String tag, int from, int to, int firstDelimiter) {
    var subfields = new ArrayList<Subfield>();
    var afterIndicators = Math.min(from + INDICATORS, firstDelimiter);
    if (firstDelimiter < from + INDICATORS) {
      repairs.add("Field " + tag + " has fewer than two indicators; blanks were added.");
    } else if (firstDelimiter > afterIndicators) {
      var text = text(afterIndicators, firstDelimiter, "field " + tag);
      if (!text.isBlank()) {
        subfields.add(new Subfield('a', text));
        repairs.add("Field " + tag + " has text before its first subfield; it was read as $a.");
      } else {
        repairs.add("Field " + tag + " has more than two indicators; the others were dropped.");
      }
    }
    for (var at = firstDelimiter; at < to; ) {
      var next = Iso2709Decoder.indexOf(bytes, DELIMITER, at + 1, to);
      var end = next < 0 ? to : next;
      subfield(tag, at + 1, end, subfields);
      at = end;
    }
    return new DataField(
        tag,
        indicator(tag, from, firstDelimiter),
        indicator(tag, from + 1, firstDelimiter),
        subfields);
  }

  private void subfield(String tag, int from, int to, List<Subfield> subfields) {
    if (from == to) {
      repairs.add("Field " + tag + " has a subfield without code and text; it was dropped.");
      return;
    }
    if (bytes[from] >= 0x20 && bytes[from] < 0x7F) {
      var code = (char) bytes[from];
      subfields.add(new Subfield(code, text(from + 1, to, "field " + tag + " $" + code)));
      return;
    }
    repairs.add(
        "Field " + tag + " has a subfield without a usable code; its code was set to a blank.");
    subfields.add(new Subfield(' ', text(from, to, "field " + tag)));
  }

  private char indicator(String tag, int at, int end) {
    if (at >= end) {
      return ' ';
    }
    if (bytes[at] < 0x20 || bytes[at] > 0x7E) {
      repairs.add(
          "Field " + tag + " has an indicator that is not an ASCII character; read as blank.");
      return ' ';
    }
    return (char) bytes[at];
  }

  private String text(int from, int to, String where) {
    return coding.text(bytes, from, to, where).replace('\u001E', ' ');
  }
}
